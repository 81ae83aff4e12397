"""Rows into Parquet files, cut by month and size; memory holds a bounded number of rows."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from emptychair.analytics.manifest import DataFile, settle
from emptychair.analytics.sources import LiveSource

FILE_ROWS = 1_000_000  # at most; the smallest thing that is written anew for one changed row
HELD_ROWS = 3_000_000  # in memory, all months together
GROUP_ROWS = 122_880  # what DuckDB reads at one go
APART_FROM = 4_096  # rows, below which a group of their own is not worth its while
ALL = ""  # the month of what is not cut by month


class FileWriter:
    """Takes rows of any months; `finish` returns the files that came of it."""

    def __init__(
        self,
        source: LiveSource,
        folder: Path,
        generation: int,
        *,
        take_along: Callable[[str], Iterable[pa.Table]],
    ) -> None:
        self._source, self._folder, self._generation = source, folder, generation
        self._take_along = take_along  # what else of a month goes into a file that is not full
        self._held: dict[str, list[pa.Table]] = {}
        self._rows: Counter[str] = Counter()
        self._files: list[DataFile] = []

    def add(self, rows: pa.Table) -> None:
        """Take these rows; some of those held are written when they are many."""
        for month, part in by_month(rows, self._source.month_of):
            self._held.setdefault(month, []).append(part)
            self._rows[month] += part.num_rows
            if self._rows[month] >= FILE_ROWS:
                self._write(month, whole_files_only=True)
        while self._rows.total() > HELD_ROWS:
            self._write(self._rows.most_common(1)[0][0])

    def finish(self) -> tuple[DataFile, ...]:
        """Write what is left, and make sure that it is on disk."""
        for month in sorted(self._held):
            self._write(month)
        settle(self._folder)
        return tuple(self._files)

    def _write(self, month: str, *, whole_files_only: bool = False) -> None:
        held = self._held.pop(month)
        if self._rows.pop(month) < FILE_ROWS:
            held += self._take_along(month)
        rows = pa.concat_tables(held)
        for start in range(0, rows.num_rows, FILE_ROWS):
            part = rows.slice(start, FILE_ROWS)
            if whole_files_only and part.num_rows < FILE_ROWS:
                self._held[month] = [part.combine_chunks()]  # lets the rest of the memory go
                self._rows[month] = part.num_rows
            else:
                self._files.append(self._written(month, part))

    def _written(self, month: str, rows: pa.Table) -> DataFile:
        name = name_of_file(month, self._generation)
        size = write_rows(self._folder / name, rows, self._source)
        ids = pc.min_max(rows[self._source.key])
        return DataFile(name, month, rows.num_rows, ids["min"].as_py(), ids["max"].as_py(), size)


def name_of_file(month: str, generation: int) -> str:
    """A name that no other file has."""
    return f"rows-{month or 'all'}-{generation:08d}-{uuid4().hex[:12]}.parquet"


def write_rows(path: Path, rows: pa.Table, source: LiveSource) -> int:
    """Write rows of a source in the order it says; the size of the file."""
    return write_in_order(path, rows, source.order)


def write_in_order(path: Path, rows: pa.Table, order: Sequence[str]) -> int:
    """Write rows in the order of these columns; the size of the file.

    A question about one value of the first column then does not open the groups of others.
    """
    if not order or not rows.num_rows:
        return write_parquet(path, rows)
    sorted_rows = rows.combine_chunks().sort_by([(name, "ascending") for name in order])
    first = sorted_rows[order[0]].combine_chunks()
    return write_parquet(path, sorted_rows, cuts=_cuts(pc.run_end_encode(first)))


def _cuts(runs: pa.RunEndEncodedArray) -> list[int]:
    """Where groups end: with a value, when there are enough rows on both sides."""
    ends, cuts = runs.run_ends.to_pylist(), [0]
    for end in ends:
        if end - cuts[-1] >= APART_FROM and ends[-1] - end >= APART_FROM:
            cuts.append(end)
    return cuts[1:]


def write_parquet(path: Path, rows: pa.Table, *, cuts: Sequence[int] = ()) -> int:
    """Write a file and have it on disk; its size. No group of rows lies across a cut."""
    words = [field.name for field in rows.schema if not pa.types.is_timestamp(field.type)][1:]
    with path.open("wb") as file:
        with pq.ParquetWriter(
            file,
            rows.schema,
            compression="zstd",
            compression_level=1,
            use_dictionary=words,  # not the key, nor moments: every one is another
        ) as writer:
            for start, end in pairwise((0, *cuts, rows.num_rows)):
                writer.write_table(rows.slice(start, end - start), row_group_size=GROUP_ROWS)
        file.flush()
        os.fsync(file.fileno())
    return path.stat().st_size


def ids_in(path: Path, key: str, ids: pa.Array) -> pa.Array:
    """Those of the ids that are in a file."""
    there = pq.read_table(path, columns=[key], use_threads=False)[key]
    return there.filter(pc.is_in(there, value_set=ids)).combine_chunks()


def rows_with(path: Path, key: str, ids: pa.Array, schema: pa.Schema) -> pa.Table:
    """The rows of a file that have one of these ids."""
    there = pq.read_table(path, use_threads=False).select(schema.names).cast(schema)
    return there.filter(pc.is_in(there[key], value_set=ids))


def rows_apart(path: Path, key: str, ids: pa.Array, schema: pa.Schema) -> tuple[pa.Table, pa.Table]:
    """The rows of a file that have none of these ids, and those that have one."""
    there = read_file(path, schema)
    gone = pc.is_in(there[key], value_set=ids)
    return there.filter(pc.invert(gone)), there.filter(gone)


def read_file(path: Path, schema: pa.Schema) -> pa.Table:
    """The rows of a file; a column that older files lack is empty."""
    return with_columns(pq.read_table(path, use_threads=False), schema)


def with_columns(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows with these columns in these types; one that is not there is empty."""
    for column in schema:
        if column.name not in rows.column_names:
            rows = rows.append_column(column, pa.nulls(rows.num_rows, column.type))
    return rows.select(schema.names).cast(schema)


def by_month(rows: pa.Table, day: str) -> Iterator[tuple[str, pa.Table]]:
    if not rows.num_rows:
        return
    if not day:
        yield ALL, rows
        return
    months = rows[day].to_numpy().astype("datetime64[M]")
    if months.min() == months.max():
        yield str(months[0]), rows
        return
    order = np.argsort(months, kind="stable")
    found, starts = np.unique(months[order], return_index=True)
    sorted_rows = rows.take(pa.array(order))
    ends = [*starts[1:].tolist(), len(order)]
    for month, start, end in zip(found, starts.tolist(), ends, strict=True):
        yield str(month), sorted_rows.slice(start, end - start)
