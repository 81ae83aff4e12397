"""Files of any shape, row by row as text: people, orders, events; answers for the report have
their own fast way in `reading.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from emptychair.sheets.cells import plain_cell
from emptychair.sheets.columns import choose_columns
from emptychair.sheets.content import Profile, profiles_of
from emptychair.sheets.dates import order_of
from emptychair.sheets.errors import SheetError
from emptychair.sheets.headers import Header, find_header
from emptychair.sheets.source import Source, open_source
from emptychair.sheets.types import (
    LIMITS,
    NO_MAPPING,
    SEGMENT,
    ColumnChoice,
    DateOrder,
    Limits,
    Options,
    Problem,
    Shape,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from os import PathLike

NOT_USED = ""
"""As the header of a field in a mapping: the file has no column for it, whatever it looks like."""


@dataclass(frozen=True)
class Column:
    """One column of the file: its header, the field it was taken for ("" for none), examples."""

    index: int
    header: str
    field: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A file that is understood: which column is which, and its rows."""

    source: Source
    header_lines: int
    choices: tuple[ColumnChoice, ...]
    columns: tuple[Column, ...]
    date_order: DateOrder | None
    reads_as: str
    date_example: str
    vendor: str
    problems: tuple[Problem, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """The names of all columns, in the order of the file."""
        return tuple(column.header for column in self.columns)

    def rows(self, *, skip: int = 0) -> Iterator[tuple[int, list[str]]]:
        """Every row below the header with the number a spreadsheet shows for it.

        The cells are as many as the header has. The first `skip` rows are passed over.
        """
        start = self.header_lines + skip
        width = len(self.columns)
        for place, row in enumerate(islice(self.source.rows(), start, None), start=start + 1):
            yield place, [plain_cell(cell) for cell in (row + [""] * width)[:width]]


def open_table(  # noqa: PLR0913 - one keyword for each thing a person may say about a file
    path: str | PathLike[str],
    shape: Shape,
    *,
    mapping: Mapping[str, str] = NO_MAPPING,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    date_order: str | None = None,
    limits: Limits = LIMITS,
) -> Table:
    """The file with its columns guessed; a field with the header "" in `mapping` gets none.

    Raises SheetError when the file cannot be read, or no column is anything the shape knows.
    """
    if date_order not in {None, "ymd", "dmy", "mdy"}:
        raise SheetError("bad-date-order", order=str(date_order))
    options = Options(mapping, encoding, delimiter, sheet, date_order)
    source = open_source(Path(path), options, limits)
    try:
        return _table_of(source, shape, options, limits)
    except SheetError as error:
        if error.code not in {"no-known-column", "no-rows"}:
            raise
        for name in source.other_sheets:
            chosen = replace(options, sheet=name)
            try:
                other = open_source(Path(path), chosen, limits)
                return _table_of(other, shape, chosen, limits)
            except SheetError:
                continue
        raise


def _table_of(source: Source, shape: Shape, options: Options, limits: Limits) -> Table:
    sample = list(islice(source.rows(), limits.sample_rows))
    given = {field: name for field, name in options.mapping.items() if name != NOT_USED}
    header = find_header(sample, shape, replace(options, mapping=given), limits)
    below = sample[header.lines :]
    if not any(cell.strip() for row in below for cell in row):
        raise SheetError("no-rows")
    wanted = replace(shape, fields=tuple(one for one in shape.fields if _wanted(one.name, options)))
    profiles = profiles_of(below, len(header.names))
    found = choose_columns(header, profiles, wanted, given)
    choices = tuple(one for one in found.columns if not one.field.startswith(SEGMENT))
    if not choices:
        raise SheetError("no-known-column", headers=", ".join(header.names[:60]))
    order, example = _order(choices, profiles, shape)
    return Table(
        source=source,
        header_lines=header.lines,
        choices=choices,
        columns=_columns(header, choices, profiles),
        date_order=order,
        reads_as=_reads_as(order, example, header, source, options),
        date_example=example,
        vendor=header.vendor.name if header.vendor else "",
        problems=(*source.problems, *found.problems),
    )


def _wanted(field: str, options: Options) -> bool:
    return options.mapping.get(field) != NOT_USED


def _columns(
    header: Header, choices: tuple[ColumnChoice, ...], profiles: list[Profile]
) -> tuple[Column, ...]:
    fields = {choice.index: choice.field for choice in choices}
    return tuple(
        Column(index, name, fields.get(index, ""), tuple(dict.fromkeys(profiles[index].cells[:3])))
        for index, name in enumerate(header.names)
    )


def _order(
    choices: tuple[ColumnChoice, ...], profiles: list[Profile], shape: Shape
) -> tuple[DateOrder | None, str]:
    times = {field.name for field in shape.fields if field.kind == "time"}
    at = [choice.index for choice in choices if choice.field in times]
    return order_of(cell for index in at for cell in profiles[index].cells)


def _reads_as(
    order: DateOrder | None, example: str, header: Header, source: Source, options: Options
) -> str:
    """In which order dates such as 03/04/2026 are read: said, seen, known of the tool, guessed."""
    if options.date_order in {"dmy", "mdy"}:
        return str(options.date_order)
    if order in {"dmy", "mdy"}:
        return str(order)
    if header.vendor and header.vendor.date_order:
        return header.vendor.date_order
    return "dmy" if "." in example or source.delimiter == ";" else "mdy"
