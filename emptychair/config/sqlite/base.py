"""Django's SQLite, but for how a writer waits for its turn.

SQLite lets a writer sleep longer and longer, up to a tenth of a second, before it looks again, and
whoever looks first after a commit goes next. A worker that takes the next turn a moment after its
last one then keeps web requests waiting for seconds. Here a transaction looks again within a few
milliseconds, and only the head of a queue looks at all: a file beside the database is locked while
one waits, so that whoever has just had a turn cannot take the next one past a waiting neighbour.
The lock ends with its process, however that ends. It is a courtesy, not a guard: SQLite's own lock
keeps writers apart, and without the file (a database in memory) they merely wait less fairly.
"""

import fcntl
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

STEP = 6  # milliseconds: SQLite sleeps 1, 2 and 3 of them, and gives back the word
PAUSE = 0.001  # seconds between two looks at the queue
QUEUE = "-queue"  # ends the name of the file, as "-wal" does for SQLite's own


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection."""

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self._queue_file: IO[bytes] | None = None

    def _close(self) -> None:
        super()._close()  # type: ignore[misc]  # the stubs leave it out
        if self._queue_file is not None:
            self._queue_file.close()
            self._queue_file = None

    def _start_transaction_under_autocommit(self) -> None:
        patience: float = self.settings_dict["OPTIONS"].get("timeout", 5)
        until = time.monotonic() + patience
        raw: sqlite3.Connection = self.connection  # how it waits is nobody's query
        with self._at_the_head(until):
            raw.execute(f"PRAGMA busy_timeout={STEP}")
            try:
                while not self._begun(until):
                    pass
            finally:
                raw.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")

    @contextmanager
    def _at_the_head(self, until: float) -> Iterator[None]:
        """Hold the queue until it is our turn to write; when patience ends, go on without it."""
        queue = self._queue()
        if queue is None:
            yield
            return
        held = _locked(queue)
        while not held and time.monotonic() < until:
            time.sleep(PAUSE)
            held = _locked(queue)
        try:
            yield
        finally:
            if held:
                fcntl.flock(queue, fcntl.LOCK_UN)

    def _queue(self) -> IO[bytes] | None:
        name = str(self.settings_dict["NAME"])
        if self._queue_file is None and Path(name).is_file():
            self._queue_file = Path(name + QUEUE).open("ab")  # noqa: SIM115 - open as long as the connection
        return self._queue_file

    def _begun(self, until: float) -> bool:
        """Whether it was our turn. Raises the database's own error when patience ends."""
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except OperationalError as error:
            if not _is_busy(error) or time.monotonic() > until:
                raise
            return False
        return True


def _locked(queue: IO[bytes]) -> bool:
    try:
        fcntl.flock(queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_busy(error: OperationalError) -> bool:
    cause = error.__cause__
    return isinstance(cause, sqlite3.OperationalError) and cause.sqlite_errorcode in {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_BUSY_SNAPSHOT,
    }
