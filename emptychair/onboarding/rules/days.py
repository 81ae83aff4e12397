"""Days as numbers, as the engine counts them."""

from datetime import date

EPOCH = date(1970, 1, 1)


def as_day(day: date | None) -> int | None:
    """Days since 1970."""
    return None if day is None else (day - EPOCH).days
