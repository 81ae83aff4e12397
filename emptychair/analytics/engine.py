"""The engine protocol: what any engine must do, whichever one runs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Protocol

import ibis.expr.types as ir
import pyarrow as pa

from emptychair.analytics.adding import AddingEngine
from emptychair.analytics.alike import Alike
from emptychair.analytics.datasets import Dataset
from emptychair.analytics.duckdb import DuckDBEngine
from emptychair.analytics.unpacking import Columns

ENGINES = ("duckdb", "spark")


class Engine(Protocol):
    """Opens datasets as Ibis tables and computes expressions on them."""

    name: str

    def table(self, dataset: Dataset, files: Path) -> ir.Table:
        """The dataset that lies in the Parquet file (or folder of files) as an Ibis table."""

    def read_files(self, files: Sequence[Path], columns: Mapping[str, str]) -> ir.Table:
        """Parquet files that hold these columns in these types; no file is no row."""

    def read_months(
        self, name: str, months: Sequence[tuple[date, date, list[str]]], columns: Mapping[str, str]
    ) -> ir.Table:
        """Files by month under a name, until `drop`: the first of the month, the first of the next,
        and its files, which hold these columns in these types. Both days stand beside each row
        (`linked_columns`): whoever asks by month need not look at its day.
        """

    def store(self, name: str, rows: pa.Table) -> ir.Table:
        """Keep rows in the engine under a name, until `drop`."""

    def name_view(self, name: str, expression: ir.Table) -> ir.Table:
        """The expression under a name, where this helps the engine; until `drop`."""

    def drop(self, name: str) -> None:
        """Let go of what has this name; nothing happens where nothing has it."""

    def fetch(self, expression: ir.Table) -> pa.Table:
        """Compute an expression and return its rows as an Arrow table."""

    def answer(
        self, table: ir.Table, ask: Callable[[ir.Table], ir.Table], alike: Alike
    ) -> pa.Table:
        """The rows of `ask(table)`, which is one of many questions alike."""

    def columns(
        self, table: ir.Table, ask: Callable[[ir.Table], ir.Table], alike: Alike
    ) -> Columns:
        """The same by columns, as Python has it."""

    def batches(self, expression: ir.Table) -> Iterator[pa.RecordBatch]:
        """The same rows a million at a time, where they would not fit into memory."""

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


def open_engine(name: str, *, spill: Path | None = None, memory: str, master: str = "") -> Engine:
    """The engine that the operator chose: DuckDB, or Spark at the address of its master."""
    if name == "spark":
        from emptychair.analytics.spark import SparkEngine

        return SparkEngine(master)
    return DuckDBEngine(spill, memory=memory, threads=None)


def adding_engine(engine: Engine, *, spill: Path | None = None) -> Engine:
    """Where counts of months lie and are added up, beside this engine: Spark does both itself."""
    return AddingEngine(spill) if isinstance(engine, DuckDBEngine) else engine
