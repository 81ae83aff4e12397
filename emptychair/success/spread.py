"""Rows spread over parts by customer, so that memory holds one part however many there are.

All rows of one customer are in the same part. One part stays in memory; several lie in a folder
that goes when nobody holds this any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Protocol
from weakref import finalize

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from emptychair.success.rules.rows import NEVER, Table, Whole

A_PART = 1_500_000  # rows
MOST_PARTS = 256
PLACES = ("unit", "day", "first")

Columns = Mapping[str, NDArray[Any]]


class Arriving(Protocol):
    """Tells by which day rows had arrived."""

    @property
    def since(self) -> int:
        """The day from which that is known."""

    def known(self, first_ids: Whole) -> Whole:
        """The day by whose evening each row was there."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Of rows whose number is the day by which they were known."""

    since: int

    def known(self, first_ids: Whole) -> Whole:
        """That day."""
        return first_ids


def parts_for(rows: int, *, a_part: int = A_PART) -> int:
    """How many parts so many rows are spread over."""
    return min(MOST_PARTS, max(1, -(-rows // a_part)))


class Spread:
    """The rows of one kind, each with the number of the first row of the database behind it."""

    def __init__(self, name: str, parts: int, folder: Path | None) -> None:
        self._name, self._parts = name, parts
        self._folder = folder if parts > 1 else None
        self._held: list[list[Columns]] = [[] for _ in range(parts)]
        self._files: dict[int, pq.ParquetWriter] = {}
        self._columns: tuple[str, ...] = PLACES
        self.rows, self.first_day, self.last_day = 0, NEVER, -NEVER

    def add(self, columns: Columns, *, until: int = NEVER) -> None:
        """Some rows: `unit`, `day`, `first` as whole numbers, further columns as numbers; for the
        first and last day, those after `until` do not count.
        """
        self._columns, n = tuple(columns), len(columns["unit"])
        self.rows += n
        days = columns["day"][columns["day"] <= until]
        if len(days):
            self.first_day = min(self.first_day, int(days.min()))
            self.last_day = max(self.last_day, int(days.max()))
        if self._parts == 1:
            self._held[0].append(columns)
            return
        part = np.mod(columns["unit"], self._parts)
        order = np.argsort(part, kind="stable")
        ends = np.searchsorted(part[order], np.arange(self._parts + 1))
        for one in range(self._parts):
            rows = order[ends[one] : ends[one + 1]]
            if len(rows):
                self._keep(one, {name: values[rows] for name, values in columns.items()})

    def done(self) -> "Spread":
        """Close the files."""
        for writer in self._files.values():
            writer.close()
        self._files = {}
        return self

    def part(self, number: int, arrivals: Arriving) -> Table:
        """The rows of one part, with when each had arrived."""
        found = self._read(number)
        further = {
            name: found[name].astype(np.float64) for name in self._columns if name not in PLACES
        }
        unit, day, first = (found[name].astype(np.int64) for name in PLACES)
        since = np.full(len(unit), arrivals.since, dtype=np.int64)
        return Table(unit, day, arrivals.known(first), since, further)

    def _read(self, number: int) -> Columns:
        path = self._path(number)
        if path is not None and path.exists():
            read = pq.read_table(path)
            return {name: read[name].to_numpy() for name in self._columns}
        held = self._held[number]
        return {
            name: np.concatenate([one[name] for one in held])
            if held
            else np.zeros(0, dtype=np.int64 if name in PLACES else np.float64)
            for name in self._columns
        }

    def _keep(self, part: int, columns: Columns) -> None:
        path = self._path(part)
        if path is None:
            self._held[part].append(columns)
            return
        rows = pa.table(dict(columns))
        if part not in self._files:
            self._files[part] = pq.ParquetWriter(path, rows.schema, compression="lz4")
        self._files[part].write_table(rows)

    def _path(self, part: int) -> Path | None:
        return self._folder / f"{self._name}-{part}.parquet" if self._folder else None


def own_folder(holder: object) -> Path:
    """For the files of one reading; it goes with its holder."""
    folder = Path(mkdtemp(prefix="emptychair-rows-"))
    finalize(holder, rmtree, folder, ignore_errors=True)
    return folder


def gathered(batches: Iterable[pa.RecordBatch], into: Spread, until: int) -> Spread:
    """What the engine answers, spread over parts; words (`what`) as numbers."""
    codes: dict[Any, int] = {}
    for batch in batches:
        columns = {
            name: _codes(batch[name], codes) if name == "what" else numbers_in(batch[name])
            for name in batch.schema.names
        }
        into.add(columns, until=until)
    return into.done()


def numbers_in(column: pa.Array) -> Any:
    """Whole ones stay whole; nothing is 0."""
    whole = pa.types.is_integer(column.type)
    kind = pa.int64() if whole else pa.float64()
    return column.cast(kind).fill_null(0).to_numpy(zero_copy_only=False)


def _codes(column: pa.Array, codes: dict[Any, int]) -> Any:
    """Whole numbers in place of words, the same in every batch."""
    encoded = column.dictionary_encode()
    own = [codes.setdefault(word, len(codes) + 1) for word in encoded.dictionary.to_pylist()]
    places = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return np.array([*own, 0], dtype=np.int64)[places]
