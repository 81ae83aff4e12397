"""Up to where rows are closed: nothing that is still open in the database can add to them.

Ids rise, and a row's change is noted with the moment its transaction began, by the clock of the
database. On SQLite one transaction writes at a time, so whoever holds the lock sees all that is
below. On PostgreSQL a transaction that began earlier may end later; it is looked for and waited
for a little.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from emptychair.analytics.sources import LiveSource

MARGIN = timedelta(seconds=1)  # SQLite notes thousandths of a second
TRIES, PAUSE = 10, 0.2


@dataclass(frozen=True, slots=True)
class Closed:
    """Rows up to `id` are complete; changes noted before `moment` are all to be seen.

    `seen_id` is the highest id there was at `seen_at`: closed as soon as what was open then ended.
    """

    id: int
    moment: datetime
    seen_id: int
    seen_at: datetime


def closed_now(source: LiveSource, *, before: Closed) -> Closed:
    """What is closed, knowing what was seen `before`."""
    if connection.vendor == "sqlite":
        with transaction.atomic():  # IMMEDIATE: no other transaction writes now
            seen_at, seen_id = _clock(), _highest_id(source)
        closed_id = max(seen_id, before.id)  # the highest may have been deleted
        return Closed(closed_id, seen_at - MARGIN, seen_id, seen_at)
    seen_id = _highest_id(source)
    seen_at = _clock()  # after it: whoever took a lower id began before
    for _attempt in range(TRIES):
        oldest = _oldest_open() or _clock()
        if oldest > seen_at:
            closed_id = max(seen_id, before.id)
            return Closed(closed_id, min(_our_moment(), seen_at), seen_id, seen_at)
        time.sleep(PAUSE)
    # Something runs for long. What was seen before it began is closed all the same.
    closed_id = before.seen_id if before.seen_at < oldest else before.id
    return Closed(max(closed_id, before.id), min(_our_moment(), oldest), seen_id, seen_at)


def begin_watching() -> datetime:
    """The moment from which on all changes are noted, when that was committed just before."""
    return _clock() - MARGIN if connection.vendor == "sqlite" else _our_moment()


def _our_moment() -> datetime:
    """When our own transaction began, which is now unless somebody opened one around us."""
    moment: datetime = _one("SELECT now()")
    return moment


def _clock() -> datetime:
    if connection.vendor == "sqlite":
        told = str(_one("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')"))
        return datetime.fromisoformat(told).replace(tzinfo=UTC)
    moment: datetime = _one("SELECT clock_timestamp()")
    return moment


def _highest_id(source: LiveSource) -> int:
    key = source.column_of(source.key)
    found = int(_one(f'SELECT COALESCE(MAX("{key}"), 0) FROM "{source.relation}"'))  # noqa: S608 - names of our tables
    return max(found, 0)  # below zero numbers are drawn by chance


def _oldest_open() -> datetime | None:
    """When the oldest other transaction of this database began. It must belong to our user."""
    found: datetime | None = _one(
        "SELECT LEAST((SELECT MIN(xact_start) FROM pg_stat_activity WHERE datname ="
        " current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'),"
        " (SELECT MIN(prepared) FROM pg_prepared_xacts WHERE database = current_database()))"
    )
    return found


def _one(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
