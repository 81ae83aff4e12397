"""Until when a step waits."""

from collections.abc import Container
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONGEST = 730  # days


def later(
    start: datetime,
    days: int,
    *,
    zone: ZoneInfo,
    work_days: frozenset[int] | None = None,
    holidays: Container[date] = frozenset(),
) -> datetime:
    """The same time of day so many days later, in UTC; with `work_days` (0 is Monday) only days on
    which people work are counted. A week in which nobody ever works counts every day.

    >>> tokyo = ZoneInfo("Asia/Tokyo")
    >>> friday = datetime(2026, 11, 20, 1, tzinfo=UTC)
    >>> later(friday, 1, zone=tokyo, work_days=frozenset(range(5))).day
    23
    """
    local = start.astimezone(zone)
    day, left = local.date(), min(days, LONGEST)
    if not work_days:
        day, left = day + timedelta(days=left), 0
    for _ in range(LONGEST * 4):
        if not left:
            break
        day += timedelta(days=1)
        left -= day.weekday() in (work_days or ()) and day not in holidays
    return datetime.combine(day, local.timetz()).astimezone(UTC)
