"""Over which days a report tells, and when it is due."""

import re
from datetime import date as Day  # noqa: N812 - `day` is a number here
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from emptychair.digests.types import Cadence
from emptychair.kit.periods import (
    Period,
    fiscal_quarter_of,
    fiscal_year_of,
    month_of,
    months_later,
    week_of,
)

LATEST_DAY = 28
MONTHS = {
    Cadence.MONTH: 1,
    Cadence.QUARTER: 3,
    Cadence.FISCAL_QUARTER: 3,
    Cadence.FISCAL_YEAR: 12,
}
KEYS = {
    Cadence.WEEK: re.compile(r"\d{4}-W\d{2}"),
    Cadence.MONTH: re.compile(r"\d{4}-\d{2}"),
    Cadence.QUARTER: re.compile(r"\d{4}-Q\d"),
    Cadence.FISCAL_QUARTER: re.compile(r"fy\d{4}-Q\d"),
    Cadence.FISCAL_YEAR: re.compile(r"fy\d{4}"),
}


def period_with(cadence: str, day: Day, *, first_month: int) -> Period:
    """The week, month, quarter or fiscal year that holds a day."""
    if cadence == Cadence.WEEK:
        return week_of(day)
    if cadence == Cadence.MONTH:
        return month_of(day)
    if cadence == Cadence.FISCAL_YEAR:
        return fiscal_year_of(day, first_month=first_month)
    first = first_month if cadence == Cadence.FISCAL_QUARTER else 1
    return fiscal_quarter_of(day, first_month=first)


def last_period(cadence: str, today: Day, *, first_month: int) -> Period:
    """The newest one that is over."""
    running = period_with(cadence, today, first_month=first_month)
    return period_with(cadence, running.first - timedelta(days=1), first_month=first_month)


def period_before(cadence: str, period: Period) -> Period:
    """The one before."""
    if cadence == Cadence.WEEK:
        return Period(period.first - timedelta(days=7), period.first)
    return Period(months_later(period.first, -MONTHS[Cadence(cadence)]), period.first)


def period_key(cadence: str, period: Period, *, first_month: int) -> str:
    """Its name in tables and addresses: 2026-W47, 2026-10, 2026-Q4, fy2026-Q3, fy2026."""
    first = period.first
    if cadence == Cadence.WEEK:
        year, week, _weekday = first.isocalendar()
        return f"{year}-W{week:02}"
    if cadence == Cadence.MONTH:
        return f"{first:%Y-%m}"
    if cadence == Cadence.QUARTER:
        return f"{first.year}-Q{(first.month + 2) // 3}"
    year, quarter = fiscal_quarter(period, first_month=first_month)
    return f"fy{year}" if cadence == Cadence.FISCAL_YEAR else f"fy{year}-Q{quarter}"


def cadence_of_key(key: str) -> Cadence | None:
    """What kind of period such a name is of; nothing where it is none."""
    return next((each for each, form in KEYS.items() if form.fullmatch(key)), None)


def fiscal_quarter(period: Period, *, first_month: int) -> tuple[int, int]:
    """The fiscal year, named after the calendar year it begins in, and which quarter of it."""
    year = fiscal_year_of(period.first, first_month=first_month).first
    passed = (period.first.year - year.year) * 12 + period.first.month - year.month
    return year.year, passed // 3 + 1


def due_at(cadence: str, day: int, hour: int, period: Period, zone: ZoneInfo) -> datetime:
    """When the report of a period is made: so many days after its end, at that hour there."""
    later = day if cadence == Cadence.WEEK else day - 1
    return datetime.combine(period.end + timedelta(days=later), time(hour), tzinfo=zone)


def is_day(cadence: str, day: int, hour: int) -> bool:
    """Whether there are such a day and hour for this cadence."""
    days = range(7) if cadence == Cadence.WEEK else range(1, LATEST_DAY + 1)
    return day in days and hour in range(24)
