"""Moving what is still to come, and by how much it would be fair to."""

from collections.abc import Iterable
from datetime import date, timedelta

from emptychair.plans.errors import DaysUnclear
from emptychair.plans.types import Move

FURTHEST = 365
SATURDAY = 5


def moved_days(
    dated: Iterable[tuple[str, int, str, str, date]],
    *,
    first: date,
    days: int,
    skip_weekends: bool = True,
) -> list[Move]:
    """What is due on `first` or later, moved by `days`; kind, id, title, side, day come in.

    With `skip_weekends` a day that would fall on a weekend goes to the Monday after; a day that
    lay on a weekend before stays as it is counted. Raises `DaysUnclear`.
    """
    if days == 0 or abs(days) > FURTHEST:
        raise DaysUnclear
    moves = []
    for kind, row_id, title, side, before in dated:
        if before < first:
            continue
        after = before + timedelta(days=days)
        if skip_weekends and before.weekday() < SATURDAY:
            after = workday(after)
        if after != before:
            moves.append(
                Move(kind=kind, id=row_id, title=title, side=side, before=before, after=after)
            )
    return moves


def workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= SATURDAY else day


def days_behind(open_days: Iterable[date], today: date) -> int:
    """By how many days a plan would have to move for nothing in it to be late; at least 1."""
    first = min(open_days, default=today)
    return max((today - first).days, 1)
