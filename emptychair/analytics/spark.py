"""The large engine: Apache Spark, through the same Ibis expressions.

Every node reads the Parquet files under the same path. Counts are whole numbers here as there;
whoever divides them casts to float64 first.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from emptychair.analytics.alike import Alike
from emptychair.analytics.datasets import Dataset
from emptychair.analytics.linked_columns import MONTH, MONTH_END
from emptychair.analytics.unpacking import Columns, columns_of

LOCAL = "local[*]"
OPTIONS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.ansi.enabled": "true",  # what overflows is an error, not another number
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "8",
}


class SparkEngine:
    """A session at a Spark master; `spark://host:7077` for a cluster, else this machine."""

    name = "spark"

    def __init__(self, master: str = "", *, options: Mapping[str, str] | None = None) -> None:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.appName("emptychair").master(master or LOCAL)
        for name, value in {**OPTIONS, **(options or {})}.items():
            builder = builder.config(name, value)
        self._session: Any = builder.getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")
        logging.getLogger("py4j").setLevel(logging.WARNING)
        self._connection: Any = ibis.pyspark.connect(self._session)

    def table(self, dataset: Dataset, files: Path) -> ir.Table:
        """The dataset as a table whose columns have the declared types, and no others.

        Raises `ValueError` naming the columns that the files lack.
        """
        table = self._read([files])
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
        table = self._read(files)
        return table.select(**{name: table[name].cast(kind) for name, kind in columns.items()})

    def read_months(
        self,
        name: str,  # noqa: ARG002 - of the protocol
        months: Sequence[tuple[date, date, list[str]]],
        columns: Mapping[str, str],
    ) -> ir.Table:
        """Files by month, with the bounds of the month beside each row."""
        parts = [
            self.read_files([Path(path) for path in paths], columns).mutate(
                **{MONTH: ibis.literal(first), MONTH_END: ibis.literal(end)}
            )
            for first, end, paths in months
        ]
        return ibis.union(*parts) if len(parts) > 1 else parts[0]

    def store(self, name: str, rows: pa.Table) -> ir.Table:
        """Keep rows in the session under a name, until `drop`."""
        self._session.createDataFrame(rows).createOrReplaceTempView(name)
        table, kinds = self._connection.table(name), ibis.Schema.from_pyarrow(rows.schema)
        return table.select(**{column: table[column].cast(kind) for column, kind in kinds.items()})

    def name_view(self, name: str, expression: ir.Table) -> ir.Table:  # noqa: ARG002 - of the protocol
        """The expression itself: a view of Spark may not stand on what a session holds."""
        return expression

    def drop(self, name: str) -> None:
        """Let go of what has this name."""
        self._session.catalog.dropTempView(name)

    def fetch(self, expression: ir.Table) -> pa.Table:
        """The rows of an expression, in the types that it says."""
        return self._connection.to_pyarrow(expression)

    def answer(
        self,
        table: ir.Table,
        ask: Callable[[ir.Table], ir.Table],
        alike: Alike,  # noqa: ARG002 - of the protocol
    ) -> pa.Table:
        """The rows of one of many questions: what it takes to translate is little here."""
        return self.fetch(ask(table))

    def columns(
        self, table: ir.Table, ask: Callable[[ir.Table], ir.Table], alike: Alike
    ) -> Columns:
        """The same by columns, as Python has it."""
        return columns_of(self.answer(table, ask, alike))

    def batches(self, expression: ir.Table) -> Iterator[pa.RecordBatch]:
        """The same in batches, partition by partition."""
        yield from self._connection.to_pyarrow_batches(expression)

    def close(self) -> None:
        """End the session and its processes."""
        self._session.stop()

    def _read(self, files: Sequence[Path]) -> ir.Table:
        name = ibis.util.gen_name("files")
        found = self._session.read.parquet(*(str(path) for path in files))
        found.createOrReplaceTempView(name)
        return self._connection.table(name)
