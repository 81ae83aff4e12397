"""Days as numbers since 1970, so that columns hold them."""

from datetime import date, timedelta

EPOCH = date(1970, 1, 1)


def number_of(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The day with this number."""
    return EPOCH + timedelta(days=int(number))
