"""Spreading many people evenly over a run of days, the same way each time.

Everybody has a share between 0 and 1 of their own, made of the number of their row by the golden
ratio: any run of numbers fills the days evenly, and who joins later falls into the largest gap.
"""

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_GOLDEN = 0x9E3779B97F4A7C15  # 2**64 divided by the golden ratio, odd
_WHOLE = 1 << 64
_LONGEST_SEARCH = 400  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """On which days and at which hours people are asked."""

    zone: ZoneInfo
    days: frozenset[int] = frozenset(range(5))  # 0 is Monday
    opens: time = time(5)
    closes: time = time(10)
    days_off: Container[date] = field(default_factory=frozenset)

    def is_open_on(self, day: date) -> bool:
        """Whether anybody is asked on this day."""
        return day.weekday() in self.days and day not in self.days_off


def share_of(number: int) -> float:
    """The share of a row, from its number."""
    return (number * _GOLDEN % _WHOLE) / _WHOLE


def slot_in_cycle(share: float, first: date, cadence_days: int, spread: Spread) -> datetime:
    """When somebody is asked in the cycle that begins on this day, in UTC.

    A cycle without a single open day asks on its first day.
    """
    days = [day for day in _days(first, cadence_days) if spread.is_open_on(day)] or [first]
    place = min(share, 1 - 1e-9) * len(days)
    return _moment(days[int(place)], place - int(place), spread)


def next_slot(
    share: float, started: date, cadence_days: int, spread: Spread, after: datetime
) -> datetime:
    """The first slot of somebody after a moment; cycles follow each other from `started` on."""
    passed = max(0, (after.astimezone(spread.zone).date() - started).days) // cadence_days
    first = started + timedelta(days=passed * cadence_days)
    for cycle in range(3):
        begins = first + timedelta(days=cycle * cadence_days)
        slot = slot_in_cycle(share, begins, cadence_days, spread)
        if slot > after:
            return slot
    return open_slot(share, after, spread)


def open_slot(share: float, after: datetime, spread: Spread) -> datetime:
    """The first moment after another at the hour of somebody's share, on a day that is open."""
    place = share * 4096
    hour = place - int(place)  # not the day's share, which orders days
    day = after.astimezone(spread.zone).date()
    for one in _days(day, _LONGEST_SEARCH):
        moment = _moment(one, hour, spread)
        if spread.is_open_on(one) and moment > after:
            return moment
    return after.astimezone(UTC)


def _days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=offset) for offset in range(count)]


def _moment(day: date, part: float, spread: Spread) -> datetime:
    opens = datetime.combine(day, spread.opens, tzinfo=spread.zone).astimezone(UTC)
    closes = datetime.combine(day, spread.closes, tzinfo=spread.zone).astimezone(UTC)
    seconds = max(0.0, (closes - opens).total_seconds())
    return opens + timedelta(seconds=int(part * seconds))
