"""The embedded engine: DuckDB in this process, with a memory limit and a folder to spill into."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa

from emptychair.analytics.alike import TABLE, Alike, Translated, Value, translated
from emptychair.analytics.asked_before import AskedBefore
from emptychair.analytics.datasets import Dataset
from emptychair.analytics.linked_columns import MONTH, MONTH_END
from emptychair.analytics.plainly import is_plain, plain_column, plain_values
from emptychair.analytics.unpacking import Columns, columns_of

ROWS_AT_ONCE = 1_000_000
KINDS_AT_MOST = 500  # of questions whose SQL is kept
_ASKED_BEFORE = AskedBefore()
FILE = "file_of_row"  # the column that tells the file of each row


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
        self._translated: OrderedDict[Hashable, Translated | None] = OrderedDict()
        self._made: dict[str, str] = {}  # names, and what has each: a table or a view
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
        plain, self._made[name] = self._connection.con, "VIEW"
        plain.execute(f'CREATE VIEW "{name}" AS {_of_months(months, list(columns))}')
        return self._connection.table(name)

    def store(self, name: str, rows: pa.Table) -> ir.Table:
        """Keep rows in the engine under a name, until `drop`."""
        plain, self._made[name] = self._connection.con, "TABLE"
        plain.register("arriving", rows)
        plain.execute(f'CREATE TABLE "{name}" AS SELECT * FROM arriving')  # noqa: S608 - our own name
        plain.unregister("arriving")
        return self._connection.table(name)

    def name_view(self, name: str, expression: ir.Table) -> ir.Table:
        """The expression under a name, until `drop`: what is asked of it is translated quicker."""
        self._made[name] = "VIEW"
        return self._connection.create_view(name, expression)

    def drop(self, name: str) -> None:
        """Let go of what has this name."""
        kind = self._made.pop(name, None)
        if kind:
            self._connection.con.execute(f'DROP {kind} IF EXISTS "{name}"')

    def fetch(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression."""
        question = _ASKED_BEFORE.question(expression, self._connection.compile)
        if question is None:
            return self._connection.to_pyarrow(expression)
        plain, schema = self._connection.con, expression.schema().to_pyarrow()
        for name, table in question.beside.items():
            plain.register(name, table.data.to_pyarrow(table.schema))
        try:
            return plain.sql(question.sql).to_arrow_table().cast(schema)
        finally:
            for name in question.beside:
                plain.unregister(name)

    def answer(
        self, table: ir.Table, ask: Callable[[ir.Table], ir.Table], alike: Alike
    ) -> pa.Table:
        """The rows of one of many questions alike, translated once for all of them."""
        found = self._translation(table, ask, alike)
        if found is None:
            return self.fetch(ask(table))
        told = self._arrays(found, table.get_name(), alike.values)
        columns = [plain_column(told[one.name], one.type) for one in found.schema] if told else []
        if told and None not in columns:
            return pa.Table.from_arrays(columns, schema=found.schema)
        sql = found.told(table.get_name(), alike.values)
        return self._connection.con.sql(sql).to_arrow_table().cast(found.schema)

    def columns(
        self, table: ir.Table, ask: Callable[[ir.Table], ir.Table], alike: Alike
    ) -> Columns:
        """The same by columns, as Python has it."""
        found = self._translation(table, ask, alike)
        told = found and self._arrays(found, table.get_name(), alike.values)
        if found and told:
            columns = {one.name: plain_values(told[one.name]) for one in found.schema}
            if None not in columns.values():
                return {name: values or [] for name, values in columns.items()}
        return columns_of(self.answer(table, ask, alike))

    def _arrays(
        self, found: Translated, table: str, values: tuple[Value, ...]
    ) -> dict[str, Any] | None:
        """The rows without a relation of DuckDB, which is bound twice: that takes as long as adding
        up some thousand counts. None where a column is not plain.
        """
        if not all(is_plain(kind) for kind in found.schema.types):
            return None
        told: dict[str, Any] = self._asked(found, table, values).fetchnumpy()
        return told

    def _translation(
        self, table: ir.Table, ask: Callable[[ir.Table], ir.Table], alike: Alike
    ) -> Translated | None:
        """The SQL of all questions of its kind; None where it must be translated by itself."""
        if not isinstance(table.op(), ops.DatabaseTable):
            return None
        key = (alike.kind, table.schema())
        if key not in self._translated:
            self._translated[key] = self._translate(table, ask, alike)
            while len(self._translated) > KINDS_AT_MOST:
                self._translated.popitem(last=False)
        self._translated.move_to_end(key)
        return self._translated[key]

    def _asked(self, found: Translated, table: str, values: tuple[Value, ...]) -> Any:
        """What DuckDB was asked, to be fetched."""
        return self._connection.con.execute(found.told(table, values))

    def _translate(
        self, table: ir.Table, ask: Callable[[ir.Table], ir.Table], alike: Alike
    ) -> Translated | None:
        """What is used for all of a kind; None where it does not tell what this question tells."""
        expression = alike.ask(ibis.table(table.schema(), name=TABLE))
        schema = expression.schema().to_pyarrow()
        made = translated(self._connection.compile(expression), schema)
        plain = self._connection.compile(ask(table))
        return made if made.told(table.get_name(), alike.values) == plain else None

    def batches(self, expression: ir.Table) -> Iterator[pa.RecordBatch]:
        """The rows of an expression, a million at a time."""
        name = ibis.util.gen_name("batches")
        self.name_view(name, expression)
        plain = self._connection.con
        try:
            yield from plain.sql(f'SELECT * FROM "{name}"').to_arrow_reader(ROWS_AT_ONCE)  # noqa: S608 - our own name
        finally:
            self.drop(name)

    def close(self) -> None:
        """Disconnect; DuckDB removes its spill files."""
        self._connection.disconnect()


def _of_months(months: Sequence[tuple[date, date, list[str]]], columns: Sequence[str]) -> str:
    """One reading of all files, where the month stands in their names at the same place: that costs
    less to plan than one reading a month.
    """
    names = ", ".join(f'"{one}"' for one in columns)
    told = [(path, f"{first:%Y-%m}") for first, _end, paths in months for path in paths]
    places = {path.rfind(month) + 1 for path, month in told}
    if len(places) == 1 and (place := places.pop()) and FILE not in columns:
        month = f"CAST(substr({FILE}, {place}, 7) || '-01' AS DATE)"
        after = f"CAST({month} + INTERVAL 1 MONTH AS DATE)"
        files = f"read_parquet({_quoted([path for path, _month in told])}, filename = '{FILE}')"
        return f"SELECT {names}, {month} AS {MONTH}, {after} AS {MONTH_END} FROM {files}"  # noqa: S608 - our own files
    parts = [
        f"SELECT {names}, DATE '{first}' AS {MONTH}, DATE '{end}' AS {MONTH_END}"  # noqa: S608 - our own files
        f" FROM read_parquet({_quoted(paths)})"
        for first, end, paths in months
    ]
    return " UNION ALL ".join(parts)


def _quoted(paths: Sequence[str]) -> str:
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"
