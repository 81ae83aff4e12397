"""Values of each day over the days that end on it."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date, timedelta

ONE = timedelta(days=1)


def each_day(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def trailing_sum(
    by_day: Mapping[date, float], *, days: int, first: date, last: date
) -> dict[date, float]:
    """Sums over so many days.

    >>> one, two = date(2026, 11, 1), date(2026, 11, 2)
    >>> list(trailing_sum({one: 2.0, two: 3.0}, days=2, first=one, last=two + ONE).values())
    [2.0, 5.0, 3.0]
    """
    whole, found, begun = 0.0, {}, first - (days - 1) * ONE
    for day in each_day(begun, last):
        gone = day - days * ONE
        whole += by_day.get(day, 0.0) - (by_day.get(gone, 0.0) if gone >= begun else 0.0)
        if day >= first:
            found[day] = whole
    return found


def trailing_distinct(
    by_day: Mapping[date, Collection[Hashable]], *, days: int, first: date, last: date
) -> dict[date, float]:
    """How many different ones there were over so many days."""
    inside: Counter[Hashable] = Counter()
    found, begun = {}, first - (days - 1) * ONE
    for day in each_day(begun, last):
        inside.update(set(by_day.get(day, ())))
        gone = day - days * ONE
        if gone >= begun:
            inside.subtract(set(by_day.get(gone, ())))
            inside += Counter()
        if day >= first:
            found[day] = float(len(inside))
    return found


def trailing_most(
    by_day: Mapping[date, float], *, days: int, first: date, last: date
) -> dict[date, float]:
    """The largest over so many days; nought where there is none."""
    return {
        day: max((by_day.get(day - n * ONE, 0.0) for n in range(days)), default=0.0)
        for day in each_day(first, last)
    }


def carried(by_day: Mapping[date, float], *, first: date, last: date) -> dict[date, float]:
    """The last value that was known on each day; nothing before the first."""
    known = [day for day in sorted(by_day) if day <= first]
    value = by_day[known[-1]] if known else None
    found = {}
    for day in each_day(first, last):
        value = by_day.get(day, value)
        if value is not None:
            found[day] = value
    return found


def combined(
    one: Mapping[date, float], other: Mapping[date, float], how: Callable[[float, float], float]
) -> dict[date, float]:
    """Two series day by day, where both have a value and the second is no nought."""
    return {day: how(value, other[day]) for day, value in one.items() if other.get(day)}


def from_day(days: Iterable[date], *, window: int, first: date) -> date | None:
    """The first day of which a whole window is known; nothing without any day."""
    begun = min(days, default=None)
    return None if begun is None else max(first, begun + (window - 1) * ONE)
