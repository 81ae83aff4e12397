"""Rows of a workbook (.xlsx, .xls), after a look whether it may be unpacked at all."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from emptychair.sheets.errors import SheetError
from emptychair.sheets.types import Limits, Options, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CELL: Final = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?(?:v|is|f)\b'
)
_BLOCK: Final = 2**20
_OVERLAP: Final = 512


@dataclass
class WorkbookSource:
    """One sheet of a workbook; `done` and `total` are rows."""

    cells: Any
    format: str
    sheet: str
    limits: Limits
    problems: tuple[Problem, ...] = ()
    other_sheets: tuple[str, ...] = ()
    """The sheets after this one that were not looked at, since nobody named a sheet."""
    encoding: None = None
    delimiter: None = None
    done: int = 0
    total: int = field(default=0)

    def rows(self) -> Iterator[list[str]]:
        """Every row from the top of the sheet, cells as a text file would have them."""
        self.done = 0
        for row in self.cells.iter_rows():
            self.done += 1
            yield [cell if type(cell) is str else _as_text(cell) for cell in row]


def open_workbook(path: Path, kind: str, options: Options, limits: Limits) -> WorkbookSource:
    """The sheet to read: the named one, else the first visible one that holds anything."""
    if kind == "xlsx":
        check_size(path, limits)
    try:
        workbook = CalamineWorkbook.from_path(path)
        name, cells, others = _choose(workbook, options.sheet)
    except PasswordError as error:
        raise SheetError("encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, SheetError):
            raise
        raise SheetError("broken-workbook") from error
    if cells.total_width > limits.columns:
        raise SheetError("too-many-columns", columns=cells.total_width, limit=limits.columns)
    problems = (Problem("other-sheets", {"sheets": ", ".join(others)}, "info"),) if others else ()
    return WorkbookSource(
        cells, kind, name, limits, problems, tuple(others), total=cells.total_height
    )


def _choose(workbook: Any, wanted: str | None) -> tuple[str, Any, list[str]]:
    if wanted is not None:
        if wanted not in workbook.sheet_names:
            sheets = ", ".join(workbook.sheet_names)
            raise SheetError("unknown-sheet", sheet=wanted, sheets=sheets)
        return wanted, workbook.get_sheet_by_name(wanted), []
    visible = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]
    for position, name in enumerate(visible):
        cells = workbook.get_sheet_by_name(name)
        if cells.height:
            return name, cells, visible[position + 1 :]
    raise SheetError("empty-file")


def check_size(path: Path, limits: Limits) -> None:
    """Refuses what would unpack to more than the limits, before anything is built in memory.

    First by what the archive says of itself, then by unpacking every part in small blocks, since
    an archive may lie; the sheets' widest and lowest cells bound the table they would become.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_directory(parts, limits)
            for part in parts:
                _check_part(archive, part, limits)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as error:
        raise SheetError("broken-workbook") from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise SheetError("encrypted") from error


def _check_directory(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    too_dense = unpacked > limits.ratio_free_bytes and unpacked > packed * limits.unpacked_ratio
    if unpacked > limits.unpacked_bytes or too_dense or len(parts) > 10_000:
        raise SheetError("zip-bomb", unpacked=unpacked)
    starts = [part.header_offset for part in parts]
    if len(set(starts)) < len(starts):  # several names for one packed block
        raise SheetError("zip-bomb", unpacked=unpacked)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    import zlib

    cells = width = height = 0
    tail = b""
    try:
        with archive.open(part) as file:
            while block := file.read(_BLOCK):
                found = _CELL.findall(tail + block)
                tail = block[-_OVERLAP:]
                width = max(width, *map(_column_number, {letters for letters, _ in found}), 0)
                height = max(height, *(int(number) for _, number in found), 0)
                cells += (block.count(b"v>") + block.count(b"is>")) // 2
                _check_extent(width, height, cells, limits)
    except zlib.error as error:
        raise SheetError("broken-workbook") from error


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_extent(width: int, height: int, cells: int, limits: Limits) -> None:
    if width > limits.columns:
        raise SheetError("too-many-columns", columns=width, limit=limits.columns)
    cells = max(cells, width * height)
    if cells > limits.cells:
        raise SheetError("too-many-cells", cells=cells, limit=limits.cells)


def _as_text(cell: float | datetime | date | time | timedelta) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return str(cell)
