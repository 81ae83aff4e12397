"""The embedded engine: DuckDB in this process, with a memory limit and a folder to spill into."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.linked_columns import MONTH, MONTH_END

ROWS_AT_ONCE = 1_000_000


class DuckDBEngine:
    """One in-memory DuckDB; data stays in Parquet and is read when an expression asks for it."""

    name = "duckdb"

    def __init__(self, spill: Path | None, *, memory: str, threads: int | None) -> None:
        options: dict[str, str | int] = {
            "memory_limit": memory,
            # Order of rows is never promised by a dataset, and keeping it costs memory.
            "preserve_insertion_order": "false",
        }
        if spill is not None:
            options["temp_directory"] = str(spill)
        if threads is not None:
            options["threads"] = threads
        self._connection = ibis.duckdb.connect(":memory:", **options)
        self._connection.con.execute("LOAD parquet; SET parquet_metadata_cache = true")

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

    def read_files(self, files: Sequence[Path], columns: Mapping[str, str]) -> ir.Table:
        """Parquet files that hold these columns in these types; no file is no row."""
        if not files:
            return ibis.memtable(ibis.schema(dict(columns)).to_pyarrow().empty_table())
        table = self._connection.read_parquet([str(path) for path in files])
        return table.select(**{name: table[name].cast(kind) for name, kind in columns.items()})

    def read_months(
        self, name: str, months: Sequence[tuple[date, date, list[str]]], columns: Mapping[str, str]
    ) -> ir.Table:
        """Files by month under a name, until `drop`, with the bounds of the month beside each row:
        they are the same for a whole file, so that nothing is computed of single days.
        """
        names = ", ".join(f'"{one}"' for one in columns)
        parts = [
            f"SELECT {names}, DATE '{first}' AS {MONTH}, DATE '{end}' AS {MONTH_END}"  # noqa: S608 - our own files
            f" FROM read_parquet({_quoted(paths)})"
            for first, end, paths in months
        ]
        plain = self._connection.con
        plain.execute(f'CREATE VIEW "{name}" AS {" UNION ALL ".join(parts)}')
        return self._connection.table(name)

    def store(self, name: str, rows: pa.Table) -> ir.Table:
        """Keep rows in the engine under a name, until `drop`."""
        plain = self._connection.con
        plain.register("arriving", rows)
        plain.execute(f'CREATE TABLE "{name}" AS SELECT * FROM arriving')  # noqa: S608 - our own name
        plain.unregister("arriving")
        return self._connection.table(name)

    def name_view(self, name: str, expression: ir.Table) -> ir.Table:
        """The expression under a name, until `drop`: what is asked of it is translated quicker."""
        return self._connection.create_view(name, expression)

    def drop(self, name: str) -> None:
        """Let go of what has this name."""
        plain = self._connection.con
        kinds = plain.execute(
            "SELECT table_type FROM information_schema.tables WHERE table_name = ?", [name]
        ).fetchall()
        for (kind,) in kinds:
            plain.execute(f'DROP {"VIEW" if kind == "VIEW" else "TABLE"} IF EXISTS "{name}"')

    def fetch(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression."""
        return self._connection.to_pyarrow(expression)

    def batches(self, expression: ir.Table) -> Iterator[pa.RecordBatch]:
        """The rows of an expression, a million at a time."""
        name = ibis.util.gen_name("batches")
        self._connection.create_view(name, expression)
        plain = self._connection.con
        try:
            yield from plain.sql(f'SELECT * FROM "{name}"').to_arrow_reader(ROWS_AT_ONCE)  # noqa: S608 - our own name
        finally:
            self.drop(name)

    def close(self) -> None:
        """Disconnect; DuckDB removes its spill files."""
        self._connection.disconnect()


def _quoted(paths: Sequence[str]) -> str:
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"
