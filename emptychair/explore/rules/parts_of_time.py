"""Days, weeks, months, quarters: which of them lie in a period, and which days one of them has."""

from collections.abc import Callable
from datetime import date

from emptychair.kit.periods import Period, day_of, month_of, months_later, week_of

# As cubes name them; a part is known by its first day.
PARTS = ("day", "week", "month", "quarter", "year")


def day_named(token: str) -> date | None:
    """The day that a token means."""
    try:
        return date.fromisoformat(token)
    except ValueError:
        return None


def part_of(name: str, day: date) -> Period:
    """The part of time of this name that holds a day."""
    return _PARTS[name](day)


def parts_within(name: str, period: Period) -> list[date]:
    """The first day of each part that has a day in the period, in order."""
    found, part = [], part_of(name, period.first)
    while part.first < period.end:
        found.append(part.first)
        part = part_of(name, part.end)
    return found


def narrowed(period: Period, name: str, first: date) -> Period | None:
    """The days of a period that lie in the part that begins so; None where there are none."""
    part = part_of(name, first)
    start, end = max(period.first, part.first), min(period.end, part.end)
    return Period(start, end) if start < end else None


def beside(name: str, before: Period, after: Period) -> dict[date, date] | None:
    """Which part of the earlier period stands beside which of the later: the first beside the
    first. None where there are not as many.
    """
    old, new = parts_within(name, before), parts_within(name, after)
    return dict(zip(old, new, strict=True)) if len(old) == len(new) else None


def _quarter(day: date) -> Period:
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return Period(first, months_later(first, 3))


def _year(day: date) -> Period:
    first = day.replace(month=1, day=1)
    return Period(first, months_later(first, 12))


_PARTS: dict[str, Callable[[date], Period]] = {
    "day": day_of,
    "week": week_of,
    "month": month_of,
    "quarter": _quarter,
    "year": _year,
}
