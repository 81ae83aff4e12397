"""The days on which a routine comes round."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from emptychair.kit.periods import (
    Period,
    fiscal_year_of,
    month_of,
    months_between,
    months_later,
    week_of,
)

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Usual:
    """A routine that every programme begins with. `steps` is how many lines it has."""

    key: str
    every: str
    day: int
    steps: int


USUAL: tuple[Usual, ...] = (
    Usual("weekly_voices", "week", 0, 4),
    Usual("monthly_review", "month", 5, 5),
    Usual("list_hygiene", "month", 15, 4),
    Usual("target_check", "quarter", 10, 4),
    Usual("relationship_wave", "half_year", 12, 6),
    Usual("score_drop", "exception", 0, 5),
    Usual("complaint_burst", "exception", 0, 5),
    Usual("low_coverage", "exception", 0, 5),
)


def rounds(every: str, day: int, within: Period, *, first_month: int) -> Iterator[tuple[date, str]]:
    """Each day inside the period on which it comes round, with a name that is the same each time.

    `day` is 0 (Monday) to 6 for weeks, else 1 to 28. Quarters and half years are counted from the
    first month of the fiscal year.
    """
    if every == "week":
        yield from _weeks(day, within)
    elif every in MONTHS:
        yield from _months(MONTHS[every], day, within, first_month)


def next_round(every: str, day: int, after: date, *, first_month: int) -> date | None:
    """The first day from `after` on; nothing for what is called by exceptions only."""
    year = Period(after, after + timedelta(days=370))
    return next((one for one, _name in rounds(every, day, year, first_month=first_month)), None)


def _weeks(day: int, within: Period) -> Iterator[tuple[date, str]]:
    monday = week_of(within.first).first
    while monday < within.end:
        one = monday + timedelta(days=day)
        if one in within:
            year, week, _weekday = one.isocalendar()
            yield one, f"{year}-W{week:02}"
        monday += timedelta(days=7)


def _months(step: int, day: int, within: Period, first_month: int) -> Iterator[tuple[date, str]]:
    start = fiscal_year_of(within.first, first_month=first_month).first
    for month in months_between(month_of(within.first).first, within.end):
        passed = (month.first.year - start.year) * 12 + month.first.month - start.month
        one = months_later(month.first, 0).replace(day=max(1, min(28, day)))
        if passed % step == 0 and one in within:
            yield one, f"{one:%Y-%m}"
