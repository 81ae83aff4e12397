"""When something happened, by the clock of a device that may be wrong.

A library stamps a message when it happens and the request when it leaves. By how much the second
stamp is off against our clock, by that the first is corrected.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

SLACK = timedelta(seconds=30)  # on the way: no wrong clock, and a given moment stays as given
_MILLISECONDS = 10_000_000_000  # numbers above are no seconds, up to the year 2286


def moment_of(value: Any) -> datetime | None:
    """A moment as libraries write it: ISO 8601, or seconds or milliseconds since 1970.

    Raises `ValueError` for anything else; without a zone it is UTC.
    """
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value > _MILLISECONDS else value
        try:
            return datetime.fromtimestamp(seconds, UTC)
        except (OverflowError, OSError):
            raise ValueError(value) from None
    if not isinstance(value, str):
        raise ValueError(value)  # noqa: TRY004 - as every other value that is no moment
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def skew_of(sent_at: Any, received: datetime) -> timedelta:
    """By how much our clock is ahead of the sender's; nothing where it cannot be told."""
    try:
        sent = moment_of(sent_at)
    except ValueError:
        return timedelta()
    if sent is None:
        return timedelta()
    skew = received - sent
    return skew if abs(skew) > SLACK else timedelta()


def happened_at(value: Any, *, skew: timedelta, received: datetime) -> datetime:
    """The moment by our clock; never later than now. Raises `ValueError`."""
    moment = moment_of(value)
    if moment is None:
        return received
    try:
        return min((moment + skew).astimezone(UTC), received)
    except OverflowError:
        raise ValueError(value) from None
