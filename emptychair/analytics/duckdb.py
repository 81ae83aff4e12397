"""The embedded engine: DuckDB in this process, with a memory limit and a folder to spill into."""

from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from emptychair.analytics.datasets import Dataset


class DuckDBEngine:
    """One in-memory DuckDB; data stays in Parquet and is read when an expression asks for it."""

    def __init__(self, spill: Path, *, memory: str, threads: int | None) -> None:
        options: dict[str, str | int] = {
            "memory_limit": memory,
            "temp_directory": str(spill),
            # Order of rows is never promised by a dataset, and keeping it costs memory.
            "preserve_insertion_order": "false",
        }
        if threads is not None:
            options["threads"] = threads
        self._connection = ibis.duckdb.connect(":memory:", **options)

    def table(self, dataset: Dataset, files: Path) -> ir.Table:
        """The dataset as a table whose columns have the declared types, and no others.

        Raises `ValueError` naming the columns that the files lack.
        """
        pattern = str(files / "*.parquet") if files.is_dir() else str(files)
        table = self._connection.read_parquet(pattern)
        missing = [column for column in dataset.columns if column not in table.columns]
        if missing:
            raise ValueError(f"The files of {dataset.name} lack the columns {missing}")
        return table.select(
            **{name: table[name].cast(kind) for name, kind in dataset.columns.items()}
        )

    def fetch(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression."""
        return expression.to_pyarrow()

    def close(self) -> None:
        """Disconnect; DuckDB removes its spill files."""
        self._connection.disconnect()
