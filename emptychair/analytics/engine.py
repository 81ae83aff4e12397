"""The engine protocol: what any engine must do, whichever one runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import ibis.expr.types as ir
import pyarrow as pa

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.duckdb import DuckDBEngine


class Engine(Protocol):
    """Opens datasets as Ibis tables and computes expressions on them."""

    def table(self, dataset: Dataset, files: Path) -> ir.Table:
        """The dataset that lies in the Parquet file (or folder of files) as an Ibis table."""

    def fetch(self, expression: ir.Table) -> pa.Table:
        """Compute an expression and return its rows as an Arrow table."""

    def close(self) -> None:
        """Give back memory, threads and spill files."""


@contextmanager
def embedded_engine(
    spill: Path, *, memory: str = "512MB", threads: int | None = None
) -> Iterator[Engine]:
    """The embedded engine, closed at the end.

    `spill` is a folder for what does not fit into `memory`; `threads` defaults to all cores.
    """
    engine = DuckDBEngine(spill, memory=memory, threads=threads)
    try:
        yield engine
    finally:
        engine.close()
