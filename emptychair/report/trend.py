"""Month by month: the score, its band, and the changes that are more than noise."""

from collections.abc import Sequence
from datetime import date

from emptychair.report.figures import Figures, plus
from emptychair.report.types import Change, Month, Score
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
    if position < MONTHS_BEFORE or before.n < FEWEST_ANSWERS or now.n < FEWEST_ANSWERS:
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
