"""Django's SQLite, but for how a writer waits for its turn.

SQLite lets a writer sleep longer and longer, up to a tenth of a second, before it looks again. A
worker that takes the next turn a moment after its last one then keeps web requests waiting for
seconds. Here a transaction looks again within a few milliseconds, however long it has waited. A
writer that never rests between its turns still leaves few to others.
"""

import sqlite3
import time

from django.db import OperationalError
from django.db.backends.sqlite3 import base

STEP = 6  # milliseconds: SQLite sleeps 1, 2 and 3 of them, and gives back the word


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection."""

    def _start_transaction_under_autocommit(self) -> None:
        patience: float = self.settings_dict["OPTIONS"].get("timeout", 5)
        until = time.monotonic() + patience
        raw: sqlite3.Connection = self.connection  # how it waits is nobody's query
        raw.execute(f"PRAGMA busy_timeout={STEP}")
        try:
            while not self._begun(until):
                pass
        finally:
            raw.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")

    def _begun(self, until: float) -> bool:
        """Whether it was our turn. Raises the database's own error when patience ends."""
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except OperationalError as error:
            if not _is_busy(error) or time.monotonic() > until:
                raise
            return False
        return True


def _is_busy(error: OperationalError) -> bool:
    cause = error.__cause__
    return isinstance(cause, sqlite3.OperationalError) and cause.sqlite_errorcode in {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_BUSY_SNAPSHOT,
    }
