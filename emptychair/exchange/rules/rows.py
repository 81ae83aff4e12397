"""From the cells of a row to what the row says."""

from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from emptychair.exchange.rules.cells import BadCell, CellReader
from emptychair.exchange.types import ImportShape, Row
from emptychair.sheets import Table
from emptychair.sheets.words import words_of

_LONGEST_OTHER = 1_000


class RowReader:
    """Understands the rows of one file. Blank rows say nothing."""

    def __init__(
        self, shape: ImportShape, table: Table, zone: ZoneInfo, *, left_out: Iterable[str] = ()
    ) -> None:
        known = {field.name: field for field in shape.fields}
        self._columns = [
            (choice.index, choice.header, known[choice.field]) for choice in table.choices
        ]
        self._cells = CellReader(zone, table.reads_as)
        self._others = _others(shape, table, set(left_out)) if shape.keeps_others else []
        headers = {field.name: header for _, header, field in self._columns}
        self._family_first = not headers.get("last_name", "a").isascii()

    def understand(self, number: int, cells: Sequence[str]) -> Row | None:
        """The row, with its problem if a cell cannot be read; None for a blank one."""
        if not any(cell and not cell.isspace() for cell in cells):
            return None
        values: dict[str, Any] = {}
        problem: tuple[str, str, str] | None = None
        for index, header, field in self._columns:
            try:
                value = self._cells.read(field, header, cells[index])
            except BadCell as bad:
                problem = problem or (bad.reason, header, cells[index].strip()[:200])
                continue
            if value is not None:
                values[field.name] = value
        self._join_names(values)
        others = {
            header: cell[:_LONGEST_OTHER]
            for index, header in self._others
            if (cell := cells[index].strip())
        }
        return Row(number, tuple(cells), values, others, problem)

    def _join_names(self, values: dict[str, Any]) -> None:
        first, last = values.get("first_name", ""), values.get("last_name", "")
        if not values.get("name") and (first or last):
            pair = (last, first) if self._family_first else (first, last)
            values["name"] = " ".join(part for part in pair if part)[:200]


def _others(shape: ImportShape, table: Table, left_out: set[str]) -> list[tuple[int, str]]:
    technical = [words_of(name) for name in shape.technical]
    return [
        (column.index, column.header)
        for column in table.columns
        if not column.field
        and column.header not in left_out
        and column.examples
        and not any(words_of(column.header).contains(part) for part in technical)
    ]
