"""Turns rows of text into Arrow record batches; sets aside what cannot be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from emptychair.sheets.amounts import read_number
from emptychair.sheets.dates import DateReader
from emptychair.sheets.scores import BLANK, HIGHEST, REASONS, ScoreCache
from emptychair.sheets.types import SEGMENT, ColumnChoice, Rejected

CATEGORY: Final = pa.dictionary(pa.int32(), pa.string())
TIME: Final = pa.timestamp("s")
_CATEGORIES: Final = ("touchpoint", "channel", "language", "country")
_VARIED: Final = frozenset(("response_id", "person_id", "email", "name"))
_SHOWN: Final = 200
_NO_TEXT: Final = pa.scalar(None, pa.string())
_ERA_OF_USE: Final = (-2_208_988_800, 4_133_980_799)  # 1900-01-01 to 2100-12-31, in seconds

Row = list[str]
Column = Sequence[str]


def schema_of(columns: Sequence[ColumnChoice]) -> pa.Schema:
    """The columns of every batch: the fixed ones, then one `segment_N` for each extra category."""
    segments = [choice for choice in columns if choice.field.startswith(SEGMENT)]
    return pa.schema(
        [
            pa.field("row", pa.int64(), nullable=False),
            ("score", pa.int8()),
            ("comment", pa.string()),
            ("answered_at", TIME),
            ("asked_at", TIME),
            ("person", pa.string()),
            ("name", pa.string()),
            ("email", pa.string()),
            ("company", pa.string()),
            *((name, CATEGORY) for name in _CATEGORIES),
            ("value", pa.float64()),
            *((f"segment_{number}", CATEGORY) for number in range(len(segments))),
        ]
    )


class _Stripped(dict[str, str | None]):
    """Text to text without blanks around it, None for blank; remembers what comes back often."""

    def __missing__(self, text: str) -> str | None:
        if len(self) > 50_000:
            self.clear()
        stripped = self[text] = text.strip() or None
        return stripped


class _Numbers(dict[str, float | None]):
    def __missing__(self, text: str) -> float | None:
        if len(self) > 100_000:
            self.clear()
        number = self[text] = read_number(text)
        return number


@dataclass
class Seen:
    """Response ids seen so far, as sorted 64-bit hashes: 8 bytes each."""

    hashes: Any = field(default_factory=lambda: np.empty(0, np.int64))

    def repeated(self, ids: Sequence[str | None]) -> Any:
        """Which of these ids came before, in this batch or an earlier one; blanks never did."""
        new = np.fromiter(map(hash, ids), np.int64, len(ids))
        named = np.fromiter((one is not None for one in ids), bool, len(ids))
        _, first = np.unique(new, return_index=True)
        repeated = np.ones(len(ids), bool)
        repeated[first] = False
        if self.hashes.size:
            place = np.minimum(np.searchsorted(self.hashes, new), self.hashes.size - 1)
            repeated |= self.hashes[place] == new
        repeated &= named
        # Two sorted runs: a stable sort merges them in one pass.
        fresh = np.sort(new[named & ~repeated])
        self.hashes = np.sort(np.concatenate([self.hashes, fresh]), kind="stable")
        return repeated


@dataclass
class Tally:
    """What was counted on the way, for the report on the data."""

    read: int = 0
    used: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    scores: list[int] = field(default_factory=lambda: [0] * (HIGHEST + 1))
    bad_dates: Counter[str] = field(default_factory=Counter)
    bad_date_example: dict[str, str] = field(default_factory=dict)
    uneven: int = 0
    uneven_row: int = 0


class Converter:
    """Rows in, one batch out; keeps caches, ids and counts from batch to batch."""

    def __init__(
        self,
        columns: Sequence[ColumnChoice],
        width: int,
        order: str | None,
        on_rejected: Callable[[Rejected], None],
    ) -> None:
        self.tally = Tally()
        self.schema = schema_of(columns)
        self._at = {choice.field: choice.index for choice in columns}
        self._header = {choice.field: choice.header for choice in columns}
        self._width = width
        self._on_rejected = on_rejected
        self.times = DateReader("dmy" if order == "dmy" else "mdy")
        self._scores = ScoreCache()
        self._stripped = _Stripped()
        self._numbers = _Numbers()
        self._seen = Seen()

    def convert(self, rows: list[Row], first_row: int) -> pa.RecordBatch:
        """The usable rows of a batch; the others go to `on_rejected`, in their order."""
        cells: list[Column] = list(zip(*self._even(rows, first_row), strict=True))
        scores, reasons = self._judge(cells, rows)
        keep = np.array([reason is None for reason in reasons], bool)
        self._reject(reasons, rows, cells, first_row)
        self._count(scores, keep)
        everything = bool(keep.all())
        if not everything:
            cells = [list(_picked(column, keep)) for column in cells]
        numbers = np.arange(first_row, first_row + len(rows))[keep]
        return pa.record_batch(list(self._arrays(cells, scores[keep], numbers)), schema=self.schema)

    def _even(self, rows: list[Row], first_row: int) -> list[Row]:
        width = self._width
        if all(len(row) == width for row in rows):
            return rows
        return [
            row if len(row) == width else self._mended(row, first_row + place)
            for place, row in enumerate(rows)
        ]

    def _mended(self, row: Row, number: int) -> Row:
        if any(row) and (len(row) < self._width or any(row[self._width :])):
            self.tally.uneven += 1
            self.tally.uneven_row = self.tally.uneven_row or number
        return (row + [""] * self._width)[: self._width]

    def _judge(self, cells: Sequence[Column], rows: list[Row]) -> tuple[Any, list[str | None]]:
        read = self._scores
        values = [read[text] for text in cells[self._at["score"]]]
        scores = np.array(values, np.int8)
        reasons: list[str | None] = [REASONS.get(value) for value in values]
        for place in np.flatnonzero(scores == BLANK).tolist():
            if not any(cell.strip() for cell in rows[place]):
                reasons[place] = "blank-row"
            elif self._was_asked(cells, place):
                reasons[place] = None
        if "response_id" in self._at:
            ids = self._texts(cells, "response_id")
            usable = [one if why is None else None for one, why in zip(ids, reasons, strict=True)]
            for place in np.flatnonzero(self._seen.repeated(usable)).tolist():
                reasons[place] = "duplicate"
        return scores, reasons

    def _was_asked(self, cells: Sequence[Column], place: int) -> bool:
        """A blank score is "not answered" only where the file says that the person was asked."""
        fields = (name for name in ("asked_at", "status") if name in self._at)
        return any(cells[self._at[name]][place].strip() for name in fields)

    def _reject(
        self, reasons: list[str | None], rows: list[Row], cells: Sequence[Column], first_row: int
    ) -> None:
        tally, header = self.tally, self._header
        tally.read += len(rows)
        for place, reason in enumerate(reasons):
            if reason is None:
                continue
            tally.rejected[reason] += 1
            name = "response_id" if reason == "duplicate" else "score"
            value = cells[self._at[name]][place][:_SHOWN]
            self._on_rejected(Rejected(first_row + place, reason, header[name], value))

    def _count(self, scores: Any, keep: Any) -> None:
        kept = scores[keep]
        self.tally.used += len(kept)
        counts = np.bincount(kept[kept >= 0], minlength=HIGHEST + 1)
        for score, count in enumerate(counts.tolist()):
            self.tally.scores[score] += count

    def _texts(self, cells: Sequence[Column], name: str) -> list[str | None]:
        index = self._at.get(name)
        if index is None:
            return [None] * len(cells[0])
        if name in _VARIED:
            return [text.strip() or None for text in cells[index]]
        clean = self._stripped
        return [clean[text] for text in cells[index]]

    def _arrays(self, cells: Sequence[Column], scores: Any, numbers: Any) -> Iterator[Any]:
        yield pa.array(numbers, pa.int64())
        yield pa.array(scores, pa.int8(), mask=scores < 0)
        yield self._comments(cells)
        yield self._time(cells, "answered_at")
        yield self._time(cells, "asked_at")
        emails, names = self._texts(cells, "email"), self._names(cells)
        ids = self._texts(cells, "person_id")
        people = [one or email or name for one, email, name in zip(ids, emails, names, strict=True)]
        for texts in (people, names, emails, self._texts(cells, "company")):
            yield pa.array(texts, pa.string())
        for name in _CATEGORIES:
            yield pa.array(self._texts(cells, name), pa.string()).dictionary_encode()
        yield self._amounts(cells)
        for name in self._at:
            if name.startswith(SEGMENT):
                yield pa.array(self._texts(cells, name), pa.string()).dictionary_encode()

    def _comments(self, cells: Sequence[Column]) -> Any:
        index = self._at.get("comment")
        if index is None:
            return pa.nulls(len(cells[0]), pa.string())
        return pa.array([text.strip() or None for text in cells[index]], pa.string())

    def _names(self, cells: Sequence[Column]) -> list[str | None]:
        if "name" in self._at or not {"first_name", "last_name"} & self._at.keys():
            return self._texts(cells, "name")
        first, last = self._texts(cells, "first_name"), self._texts(cells, "last_name")
        header = self._header.get("last_name") or self._header["first_name"]
        pairs = zip(first, last, strict=True) if header.isascii() else zip(last, first, strict=True)
        return [" ".join(filter(None, pair)) or None for pair in pairs]

    def _amounts(self, cells: Sequence[Column]) -> Any:
        index = self._at.get("value")
        if index is None:
            return pa.nulls(len(cells[0]), pa.float64())
        read = self._numbers
        return pa.array([read[text] for text in cells[index]], pa.float64())

    def _time(self, cells: Sequence[Column], name: str) -> Any:
        index = self._at.get(name)
        if index is None:
            return pa.nulls(len(cells[0]), TIME)
        texts = cells[index]
        fast = _iso_times(texts)
        if fast is not None:
            return fast
        read = self.times
        seconds = [read(text) for text in texts]
        for text, second in zip(texts, seconds, strict=True):
            if second is None and text.strip():
                self.tally.bad_dates[name] += 1
                self.tally.bad_date_example.setdefault(name, text.strip()[:_SHOWN])
        return pa.array(seconds, pa.int64()).cast(TIME)


def _picked(column: Column, keep: Any) -> Iterator[str]:
    return (cell for cell, wanted in zip(column, keep, strict=True) if wanted)


def _iso_times(texts: Column) -> Any:
    """A column written in ISO throughout, read by Arrow at once; None when any cell is not."""
    column = pa.array(texts, pa.string())
    try:
        times = pc.cast(pc.if_else(pc.equal(column, ""), _NO_TEXT, column), TIME)
    except pa.ArrowInvalid:
        return None
    low, high = _ERA_OF_USE
    seconds = times.cast(pa.int64())
    inside = pc.and_(pc.greater_equal(seconds, low), pc.less_equal(seconds, high))
    return times if pc.all(inside).as_py() is not False else None
