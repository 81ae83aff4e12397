"""Questions that differ in their values only: built and translated once.

Building an expression and translating it to SQL takes some ten milliseconds, as long as counting a
million answers. So it is done with a mark in place of each value (a day, a moment, a word, a
number); the values of each question are then put where their marks stand in the SQL.
"""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import ibis
import ibis.expr.types as ir
import pyarrow as pa

Value = date | str | int
V = TypeVar("V", bound=Value)
AT_MOST = 1_000  # values in a question
TABLE = "table of the question"
_YEAR, _NUMBER = 8_000, 838_860_700_000
_MARKS = re.compile(
    r"MAKE_DATE\(8(?P<day>\d{3}), 1, 1\)|\b838860700(?P<number>\d{3})\b"
    r"|MAKE_TIMESTAMPTZ\(8(?P<moment>\d{3}), 1, 1, 0, 0, 0\.0, 'UTC'\)"
    r"|'value (?P<word>\d{3}) of a question'|\"table (?P<table>\d{3}) of a question\""
    r"|\"" + TABLE + '"'
)


class TableName(str):
    """The name of a table, as a value of a question."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """A question as one of many.

    Whatever has the same `kind` is the same expression but for the values: `ask` builds it with
    marks (`Marks`) in their place. Nothing may be computed of a mark while it is built.
    """

    kind: Hashable
    values: tuple[Value, ...]
    ask: Callable[[ir.Table], ir.Table]


class Marks:
    """Takes values and gives marks for them, the same ones in each question of a kind."""

    def __init__(self) -> None:
        self._values: list[Value] = []

    def put(self, value: V) -> V:
        """The mark for one more value, of its type; later days have later marks. A moment needs
        its zone.
        """
        place = len(self._values)
        if place >= AT_MOST or isinstance(value, bool):
            raise ValueError(f"No mark for {value!r} at place {place}.")
        self._values.append(value)
        mark: Any = _NUMBER + place
        if isinstance(value, datetime):
            mark = datetime(_YEAR + place, 1, 1, tzinfo=UTC)
        elif isinstance(value, date):
            mark = date(_YEAR + place, 1, 1)
        elif isinstance(value, str):
            mark = f"value {place:03} of a question"
        return mark  # type: ignore[no-any-return]  # of the type of the value

    def table(self, other: ir.Table) -> ir.Table:
        """One more table, beside that of the question; its schema belongs to the kind."""
        place = len(self._values)
        self._values.append(TableName(other.get_name()))
        return ibis.table(other.schema(), name=f"table {place:03} of a question")

    @property
    def values(self) -> tuple[Value, ...]:
        """All of them, in order."""
        return tuple(self._values)


@dataclass(frozen=True, slots=True)
class Translated:
    """The SQL of a kind of question, cut where values and the table stand, and what comes back."""

    pieces: tuple[str, ...]
    places: tuple[int | None, ...]  # which value follows each piece but the last; None: the table
    schema: pa.Schema

    def told(self, table: str, values: tuple[Value, ...]) -> str:
        """The SQL of one question."""
        words = [_quoted(table, '"') if one is None else _word(values[one]) for one in self.places]
        return self._between(words)

    def asked(self, table: str) -> str:
        """The same for any values: each is a parameter, in the order of `used`."""
        used = {place: f"${number}" for number, place in enumerate(self.used, 1)}
        return self._between(
            [_quoted(table, '"') if one is None else used[one] for one in self.places]
        )

    @property
    def used(self) -> tuple[int, ...]:
        """Which values stand in it."""
        return tuple(sorted({one for one in self.places if one is not None}))

    def _between(self, words: list[str]) -> str:
        both = zip(self.pieces, [*words, ""], strict=True)
        return "".join(part for pair in both for part in pair)


def translated(sql: str, schema: pa.Schema) -> Translated:
    """What was translated with marks, over a table named `TABLE`."""
    pieces, places, done = [], [], 0
    for found in _MARKS.finditer(sql):
        pieces.append(sql[done : found.start()])
        place = (
            found["day"] or found["moment"] or found["number"] or found["word"] or found["table"]
        )
        places.append(None if place is None else int(place))
        done = found.end()
    return Translated((*pieces, sql[done:]), tuple(places), schema)


def _word(value: Value) -> str:
    if isinstance(value, TableName):
        return _quoted(value, '"')
    if isinstance(value, datetime):
        at = value.astimezone(UTC)
        parts = (at.year, at.month, at.day, at.hour, at.minute, at.second + at.microsecond / 1e6)
        return f"MAKE_TIMESTAMPTZ({', '.join(map(str, parts))}, 'UTC')"
    if isinstance(value, date):
        return f"MAKE_DATE({value.year}, {value.month}, {value.day})"
    return _quoted(value, "'") if isinstance(value, str) else str(value)


def _quoted(text: str, mark: str) -> str:
    return mark + text.replace(mark, mark * 2) + mark
