"""Whole months or weeks in a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from emptychair.effects.rules.rows import Floats, Numbers, Rows, ordinal
from emptychair.kit.periods import month_of, months_later, week_of

LEAST_A_POINT = 5
FEWEST_BEFORE, FEWEST_AFTER = 24, 4
MONTHS_A_YEAR, WEEKS_A_YEAR = 12, 52
Step = Literal["month", "week"]
Most = Mapping[Step, tuple[int, int]]
MOST_BEFORE = 36
ALONE: Most = {"month": (MOST_BEFORE, 6), "week": (28, 4)}
"""The most points before the start and after it. Fewer weeks, since their year was not seen: see
docs/algorithms/effects-series.md.
"""
COMPARED: Most = {"month": (MOST_BEFORE, 6), "week": (MOST_BEFORE, 6)}
"""Others saw the same year."""


@dataclass(frozen=True, slots=True)
class Series:
    """Whole months or weeks in a row, with those before the start first."""

    days: tuple[date, ...]
    value: Floats
    n: Numbers
    before: int
    step: Step

    @property
    def season(self) -> int:
        """Twelve where three years were seen; a shorter one is among the kinds of noise."""
        return MONTHS_A_YEAR if self.step == "month" and self.before >= 3 * MONTHS_A_YEAR else 0

    @property
    def year(self) -> int:
        """Of points that saw it less than three times: its season is reckoned with as noise."""
        if self.step == "week":
            return WEEKS_A_YEAR
        return 0 if self.season else MONTHS_A_YEAR

    @property
    def left_out(self) -> int:
        """Points between both sides, such as the month in which the change came."""
        if not 0 < self.before < len(self.days):
            return 0
        day, steps = _next(self.days[self.before - 1], self.step), 0
        while day < self.days[self.before]:
            day, steps = _next(day, self.step), steps + 1
        return steps

    def cut(self, before: int) -> "Series":
        """The same with so many points before the start."""
        kept = slice(self.before - before, None)
        return Series(self.days[kept], self.value[kept], self.n[kept], before, self.step)

    def places(self, day: Numbers) -> Numbers:
        """The point each of these days lies in; -1 for those in none."""
        first = np.array([ordinal(one) for one in self.days])
        end = np.array([ordinal(_next(one, self.step)) for one in self.days])
        place = np.searchsorted(first, day, side="right") - 1
        return np.where((place >= 0) & (day < end[np.maximum(place, 0)]), place, -1)


def alone(starts_on: date) -> Most:
    """The most points of a series that is compared with nothing but its past: a month in which the
    change came, though left out, counts among those after it.
    """
    before, after = ALONE["month"]
    return {**ALONE, "month": (before, after - (month_of(starts_on).first < starts_on))}


def series_of(rows: Rows, *, starts_on: date, last: date, most: Most | None = None) -> Series:
    """Months where at least two years of them have answers enough, weeks otherwise.

    Only whole ones: the one in which the change came is left out, and the one that still runs.
    """
    most = most or alone(starts_on)
    monthly = _series(rows, (starts_on, last), "month", most["month"])
    if monthly.before >= FEWEST_BEFORE:
        return monthly
    return _series(rows, (starts_on, last), "week", most["week"])


def last_day_of(points: int, *, starts_on: date, step: Step) -> date:
    """The last day of the so many whole months or weeks after the start."""
    if step == "month":
        first = month_of(starts_on).first
        first = first if first == starts_on else months_later(first, 1)
        return months_later(first, points) - timedelta(days=1)
    monday = week_of(starts_on).first
    monday = monday if monday == starts_on else monday + timedelta(weeks=1)
    return monday + timedelta(weeks=points, days=-1)


def _series(rows: Rows, between: tuple[date, date], step: Step, most: tuple[int, int]) -> Series:
    starts_on, last = between
    days = _steps(starts_on, last, step, most[0])
    edges = np.array([ordinal(day) for day in days] + [ordinal(_next(days[-1], step))])
    place = np.searchsorted(edges, rows.day, side="right") - 1
    inside = (place >= 0) & (place < len(days))
    n = np.bincount(place[inside], minlength=len(days))
    sums = np.bincount(place[inside], rows.value[inside], len(days))
    full = [
        number for number, first in enumerate(days) if not first < starts_on < _next(first, step)
    ]
    full = [number for number in full if _next(days[number], step) <= last + timedelta(days=1)]
    kept = _unbroken(
        [number for number in full if n[number] >= LEAST_A_POINT],
        full,
        starts_on,
        days,
        most[1],
    )
    before = sum(days[number] < starts_on for number in kept)
    chosen = np.array(kept, dtype=np.int64)
    value = sums[chosen] / np.maximum(n[chosen], 1)
    return Series(tuple(days[i] for i in kept), value, n[chosen], before, step)


def _unbroken(
    enough: list[int], full: list[int], starts_on: date, days: list[date], most: int
) -> list[int]:
    """The run of points with answers enough that surrounds the start."""
    there = set(enough)
    before = [number for number in full if days[number] < starts_on]
    after = [number for number in full if days[number] >= starts_on]
    kept: list[int] = []
    for number in reversed(before):
        if number not in there:
            break
        kept.insert(0, number)
    for number in after[:most]:
        if number not in there:
            break
        kept.append(number)
    return kept


def _steps(starts_on: date, last: date, step: Step, most: int) -> list[date]:
    if step == "month":
        first = months_later(month_of(starts_on).first, -most)
    else:
        first = week_of(starts_on).first - timedelta(weeks=most)
    days = [first]
    while _next(days[-1], step) <= last:
        days.append(_next(days[-1], step))
    return days


def _next(day: date, step: Step) -> date:
    return months_later(day, 1) if step == "month" else day + timedelta(days=7)
