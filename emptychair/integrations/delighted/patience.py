"""How long a webhook is tried again."""

from datetime import datetime, timedelta

FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=4)
WHOLE = timedelta(hours=24)


def next_try(*, first_at: datetime, attempts: int, now: datetime) -> datetime | None:
    """When after so many attempts: 1, 2, 4, ... minutes, up to four hours; nothing after a day."""
    wait = min(FIRST * 2 ** min(max(attempts, 1) - 1, 20), LONGEST)
    at = now + wait
    return at if at <= first_at + WHOLE else None
