"""Where a day goes when a customer's situation changed."""

from datetime import date, timedelta

from emptychair.intake.errors import DaysUnclear

FURTHEST = 365
SATURDAY = 5


def moved_day(day: date | None, days: int) -> date | None:
    """The day so many days later or earlier, never onto a weekend; None stays.

    Raises `DaysUnclear` beyond a year. No days at all is fine: then it is only looked at again.
    """
    if abs(days) > FURTHEST:
        raise DaysUnclear
    if day is None or days == 0:
        return day
    moved = day + timedelta(days=days)
    return moved + timedelta(days=7 - moved.weekday()) if moved.weekday() >= SATURDAY else moved
