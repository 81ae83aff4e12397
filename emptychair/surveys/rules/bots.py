"""Whether a form was sent by a program: a field nobody sees, and nobody reads in no time.

No third party, no puzzle for people. What is held for a program's is kept aside and shown, never
thrown away, so that a mistake can be put right.
"""

from datetime import datetime, timedelta

QUICKEST = timedelta(seconds=2)  # from the page to the first answer; a person's glance takes longer
LONGEST = timedelta(days=60)  # how long a page may lie open


def looks_automatic(*, trap: str, opened_at: datetime, now: datetime) -> bool:
    """Whether what came is kept aside as a program's."""
    return bool(trap.strip()) or now - opened_at < QUICKEST


def is_stale(*, opened_at: datetime, now: datetime) -> bool:
    """A ticket from long ago, or from the future, opens nothing."""
    return not opened_at - timedelta(minutes=5) <= now <= opened_at + LONGEST
