"""Until when somebody should have answered, counted in the hours in which people work."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from emptychair.loop.types import Urgency

HOURS = {Urgency.HIGH: 4, Urgency.NORMAL: 9, Urgency.LOW: 27}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Moments = NDArray[np.int64]
_LONGEST_SEARCH = 400  # days; a calendar without a working day in so many has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When people work: days of the week (0 is Monday), from, to, and the days off."""

    zone: ZoneInfo
    work_days: frozenset[int]
    work_from: time
    work_to: time
    holidays: Container[date] = frozenset()

    def hours_of(self, day: date) -> tuple[datetime, datetime] | None:
        """From when to when people work on this day, in UTC; nothing on a day off."""
        if day.weekday() not in self.work_days or day in self.holidays:
            return None
        first = datetime.combine(day, self.work_from, tzinfo=self.zone).astimezone(UTC)
        last = datetime.combine(day, self.work_to, tzinfo=self.zone).astimezone(UTC)
        return (first, last) if first < last else None


def due_after(start: datetime, hours: timedelta, calendar: Calendar) -> datetime:
    """The moment at which so much working time has passed since `start`, in UTC.

    A calendar in which nobody ever works counts every hour, so that there is a deadline at all.
    """
    left, day, idle = hours, start.astimezone(calendar.zone).date(), 0
    while idle < _LONGEST_SEARCH:
        shift = calendar.hours_of(day)
        idle = 0 if shift else idle + 1
        if shift and shift[1] > start:
            begin = max(shift[0], start)
            if begin + left <= shift[1]:
                return (begin + left).astimezone(UTC)
            left -= shift[1] - begin
        day += timedelta(days=1)
    return (start + hours).astimezone(UTC)


def working_time(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How much working time lies between two moments; nothing when they are reversed."""
    total, day = timedelta(), start.astimezone(calendar.zone).date()
    last = end.astimezone(calendar.zone).date()
    while day <= last:
        shift = calendar.hours_of(day)
        if shift:
            total += max(timedelta(), min(shift[1], end) - max(shift[0], start))
        day += timedelta(days=1)
    return total


def working_seconds(starts: Moments, ends: Moments, calendar: Calendar) -> NDArray[np.float64]:
    """The same of many pairs at once, in seconds: working time passed by the end, less that passed
    by the start. Moments are microseconds since 1970 in UTC.
    """
    if not len(starts):
        return np.zeros(0)
    shifts = np.array(list(_shifts(int(starts.min()), int(ends.max()), calendar)), dtype=np.int64)
    begun, ended = shifts.reshape(-1, 2).T
    whole = np.concatenate([[0], np.cumsum(ended - begun)])

    def passed(moments: Moments) -> Moments:
        before = np.searchsorted(begun, moments, side="right")
        last = np.maximum(before - 1, 0)
        left = ended[last] - moments if len(ended) else np.zeros(len(moments), dtype=np.int64)
        return whole[before] - np.where(before > 0, np.maximum(left, 0), 0)

    seconds: NDArray[np.float64] = np.maximum(passed(ends) - passed(starts), 0) / 1e6
    return seconds


def _shifts(first: int, last: int, calendar: Calendar) -> Iterator[tuple[int, int]]:
    """Working hours of all days between two moments, in microseconds since 1970."""
    day = _moment(first).astimezone(calendar.zone).date()
    end = _moment(last).astimezone(calendar.zone).date()
    while day <= end:
        if shift := calendar.hours_of(day):
            begun, ended = ((one - EPOCH) // timedelta(microseconds=1) for one in shift)
            yield begun, ended
        day += timedelta(days=1)


def _moment(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)


def working_day_from(day: date, calendar: Calendar) -> date:
    """The day itself, or the first one after it on which people work, if they ever do."""
    later = (day + timedelta(days=count) for count in range(_LONGEST_SEARCH))
    return next((one for one in later if calendar.hours_of(one)), day)


def next_working_day(day: date, calendar: Calendar) -> date:
    """The first day after this one on which people work."""
    return working_day_from(day + timedelta(days=1), calendar)


def deadline_of(urgency: str, start: datetime, calendar: Calendar) -> datetime:
    """Four working hours for what is urgent, one working day normally, three when there is time."""
    hours = HOURS.get(Urgency(urgency), HOURS[Urgency.NORMAL])
    return due_after(start, timedelta(hours=hours), calendar)
