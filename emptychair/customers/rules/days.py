"""Days that come round every year."""

from datetime import date

_LEAP = 2024


def is_day_of_year(month: int, day: int) -> bool:
    """Whether a year can have this day; 29 February counts."""
    try:
        date(_LEAP, month, day)
    except ValueError:
        return False
    return True


def next_time(month: int, day: int, today: date) -> date:
    """When the day comes round next, today included; 29 February is 1 March in other years.

    >>> next_time(3, 3, date(2026, 11, 22))
    datetime.date(2027, 3, 3)
    """
    return min(
        found for year in (today.year, today.year + 1) if (found := _in(year, month, day)) >= today
    )


def _in(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 3, 1)
