"""Touchpoints whose score moved and stayed there, and since which month."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from emptychair.report.figures import MOST_VALUES_OF_A_COLUMN, Figures, less, plus
from emptychair.report.sentences import shift_sentence
from emptychair.report.trend import FEWEST_ANSWERS, SIGNIFICANT, change_between
from emptychair.report.types import Score, Shift
from emptychair.stats import (
    NpsCounts,
    benjamini_hochberg,
    mix_and_rate,
    nps,
    nps_difference,
    stratified_difference,
)

SMALLEST_STRATUM = 10
Strata = dict[str, NpsCounts]


@dataclass(frozen=True)
class Seam:
    """The month that best parts a touchpoint's answers; the p-value is paid for `tried` months."""

    touchpoint: str
    month: date
    before: NpsCounts
    after: NpsCounts
    p_value: float
    tried: int


def touchpoint_shifts(figures: Figures, *, most: int = 6) -> tuple[Shift, ...]:
    """Touchpoints that moved by more than noise, the largest move first.

    For each touchpoint every month is tried as the seam; the seam with the smallest p-value is
    taken, paid for by Bonferroni over its seams and by Benjamini-Hochberg over touchpoints. It
    must hold at the same mix of people too: that other people answer is no change of a touchpoint.
    """
    seams = [
        seam
        for name, months in _months_by_touchpoint(figures).items()
        if (seam := best_seam(name, months)) is not None
    ]
    adjusted = benjamini_hochberg([_p_at_same_mix(figures, seam) for seam in seams])
    kept = [_shift(seam) for seam, p in zip(seams, adjusted, strict=True) if p < SIGNIFICANT]
    kept.sort(key=lambda shift: (-abs(shift.change.estimate), shift.touchpoint))
    return tuple(kept[:most])


def _months_by_touchpoint(figures: Figures) -> dict[str, dict[date, NpsCounts]]:
    series: dict[str, dict[date, NpsCounts]] = defaultdict(dict)
    if "touchpoint" in figures.answers.present:
        for month, row, counts in figures.counts_by_month("touchpoint"):
            if row["touchpoint"]:
                series[row["touchpoint"]][month] = counts
    return series


def best_seam(touchpoint: str, months: Mapping[date, NpsCounts]) -> Seam | None:
    """The seam with the smallest p-value; None when no month has enough answers on both sides."""
    ordered = sorted(months)
    running = list(accumulate((months[month] for month in ordered), plus))
    found = []
    for month, before in zip(ordered[1:], running, strict=False):
        after = less(running[-1], before)
        if min(before.n, after.n) >= FEWEST_ANSWERS:
            found.append((nps_difference(before, after).p_value, month, before, after))
    if not found:
        return None
    p_value, month, before, after = min(found, key=lambda seam: seam[:2])
    paid = min(1.0, p_value * len(found))
    return Seam(touchpoint, month, before, after, paid, len(found))


def _p_at_same_mix(figures: Figures, seam: Seam) -> float:
    """The p-value of a seam, or of the same seam at equal mix of the column that moved it most."""
    if seam.p_value >= SIGNIFICANT:
        return seam.p_value
    cuts = list(_strata(figures, seam))
    if not cuts:
        return seam.p_value
    before, after = max(cuts, key=lambda cut: abs(mix_and_rate(*cut).mix))
    within = stratified_difference(before, after)
    if within.estimate * (_score(seam.after) - _score(seam.before)) <= 0:
        return 1.0
    return max(seam.p_value, min(1.0, within.p_value * seam.tried))


def _strata(figures: Figures, seam: Seam) -> Iterator[tuple[Strata, Strata]]:
    """Answers of the touchpoint before and after the seam, along each column of segments."""
    if figures.first is None or figures.last is None:
        return
    start = datetime.combine(seam.month, time())
    windows = [
        figures.between(figures.first, start),
        figures.between(start, figures.last + timedelta(days=1)),
    ]
    old, new = (window.filter(window.touchpoint == seam.touchpoint) for window in windows)
    for column in figures.answers.dimensions:
        before, after = figures.counts_by(column, old), figures.counts_by(column, new)
        if max(len(before), len(after)) < MOST_VALUES_OF_A_COLUMN:
            large = [
                name
                for name in before
                if name in after and min(before[name].n, after[name].n) >= SMALLEST_STRATUM
            ]
            if large:
                yield (
                    _with_others(before, large, seam.before),
                    _with_others(after, large, seam.after),
                )


def _with_others(counted: Strata, large: list[str], whole: NpsCounts) -> Strata:
    """The large strata, and all others (blanks too) as one."""
    strata = {name: counted[name] for name in large}
    others = whole
    for counts in strata.values():
        others = less(others, counts)
    return {**strata, "": others} if others.n else strata


def _score(counts: NpsCounts) -> float:
    return nps(*counts).score


def _shift(seam: Seam) -> Shift:
    change = change_between(seam.before, seam.after)
    before, after = Score.of(nps(*seam.before)), Score.of(nps(*seam.after))
    return Shift(
        touchpoint=seam.touchpoint,
        since=seam.month.strftime("%Y-%m"),
        before=before,
        after=after,
        change=change,
        sentence=shift_sentence(seam.touchpoint, seam.month, before, after, change),
    )
