"""Month by month: the score, its band, and the changes that are more than noise."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate

from emptychair.report.figures import Figures, less, plus
from emptychair.report.sentences import shift_sentence
from emptychair.report.types import Change, Month, Score, Shift
from emptychair.stats import NpsCounts, benjamini_hochberg, nps, nps_difference

SIGNIFICANT = 0.05
MONTHS_BEFORE = 3
FEWEST_ANSWERS = 30
NOBODY = NpsCounts(0, 0, 0)


def months_between(first: date, last: date) -> list[date]:
    """The first days of all months from `first` to `last`, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(start, start + count)]


def monthly_trend(figures: Figures) -> tuple[Month, ...]:
    """Each month with its score, set against the three months before it taken together.

    The windows are disjoint, and looking at many months is paid for by Benjamini-Hochberg.
    """
    counted = {month: counts for month, _, counts in figures.counts_by_month()}
    if not counted:
        return ()
    months = months_between(min(counted), max(counted))
    series = [counted.get(month, NOBODY) for month in months]
    changes = [_against_before(series, position) for position in range(len(series))]
    notable = _notable(changes)
    return tuple(
        Month(
            month=month.strftime("%Y-%m"),
            score=Score.of(nps(*counts)) if counts.n else Score.nobody(),
            change=change,
            notable=mark,
        )
        for month, counts, change, mark in zip(months, series, changes, notable, strict=True)
    )


def _against_before(series: Sequence[NpsCounts], position: int) -> Change | None:
    before = NOBODY
    for counts in series[max(0, position - MONTHS_BEFORE) : position]:
        before = plus(before, counts)
    now = series[position]
    if position == 0 or before.n < FEWEST_ANSWERS or now.n < FEWEST_ANSWERS:
        return None
    return change_between(before, now)


def change_between(before: NpsCounts, after: NpsCounts) -> Change:
    """The later group less the earlier one, in points."""
    found = nps_difference(before, after)
    return Change(
        round(found.estimate, 2), round(found.low, 2), round(found.high, 2), found.p_value
    )


def _notable(changes: Sequence[Change | None]) -> list[str | None]:
    tested = [position for position, change in enumerate(changes) if change is not None]
    marks: list[str | None] = [None] * len(changes)
    if not tested:
        return marks
    adjusted = benjamini_hochberg([c.p_value for c in changes if c is not None])
    for position, p_value in zip(tested, adjusted, strict=True):
        change = changes[position]
        if change is not None and p_value < SIGNIFICANT:
            marks[position] = "up" if change.estimate > 0 else "down"
    return marks


def touchpoint_shifts(figures: Figures, *, most: int = 6) -> tuple[Shift, ...]:
    """Touchpoints whose score moved for good, and since which month.

    For each touchpoint every month is tried as the seam; the seam with the smallest p-value is
    taken, paid for by Bonferroni over its seams and by Benjamini-Hochberg over touchpoints.
    """
    if "touchpoint" not in figures.answers.present:
        return ()
    series: dict[str, dict[date, NpsCounts]] = defaultdict(dict)
    for month, row, counts in figures.counts_by_month("touchpoint"):
        if row["touchpoint"]:
            series[row["touchpoint"]][month] = counts
    found = {name: seam for name, months in series.items() if (seam := _best_seam(months))}
    if not found:
        return ()
    adjusted = benjamini_hochberg([seam[0] for seam in found.values()])
    kept = [
        (p_value, _shift(name, *seam[1:]))
        for (name, seam), p_value in zip(found.items(), adjusted, strict=True)
        if p_value < SIGNIFICANT
    ]
    kept.sort(key=lambda item: -abs(item[1].change.estimate))
    return tuple(shift for _, shift in kept[:most])


def _best_seam(
    months: Mapping[date, NpsCounts],
) -> tuple[float, date, NpsCounts, NpsCounts] | None:
    ordered = sorted(months)
    running = list(accumulate((months[month] for month in ordered), plus))
    seams = []
    for position in range(1, len(ordered)):
        before = running[position - 1]
        after = less(running[-1], before)
        if min(before.n, after.n) >= FEWEST_ANSWERS:
            p_value = nps_difference(before, after).p_value
            seams.append((p_value, ordered[position], before, after))
    if not seams:
        return None
    p_value, month, before, after = min(seams, key=lambda seam: seam[0])
    return min(1.0, p_value * len(seams)), month, before, after


def _shift(name: str, month: date, before: NpsCounts, after: NpsCounts) -> Shift:
    change = change_between(before, after)
    earlier, later = Score.of(nps(*before)), Score.of(nps(*after))
    return Shift(
        touchpoint=name,
        since=month.strftime("%Y-%m"),
        before=earlier,
        after=later,
        change=change,
        sentence=shift_sentence(name, month, earlier, later, change),
    )
