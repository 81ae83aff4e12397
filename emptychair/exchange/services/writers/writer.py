"""What all writers share."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from emptychair.exchange.rules.plain import digest
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.types import Row


class Writer(Protocol):
    """Writes the rows of one shape. One is made for each run, and keeps what it must remember."""

    def pass_over(self, rows: Iterable[Row]) -> None:
        """Rows that an earlier run of the job has written."""

    def key_of(self, row: Row) -> str:
        """What makes a row the same as another; for the check, which stores nothing."""

    def write(self, ledger: Ledger, rows: Sequence[Row]) -> None:
        """Write a batch; each row gets its status."""


class PlainWriter:
    """A writer that remembers nothing of rows before."""

    def pass_over(self, rows: Iterable[Row]) -> None:
        """Nothing to remember."""

    def key_of(self, row: Row) -> str:
        """Rows with the same cells are the same."""
        return digest(*row.cells)
