"""A table as CSV or as a workbook, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from typing import TypeAlias

import xlsxwriter
from django.http import HttpResponse

Cell: TypeAlias = str | float | int | None
Line: TypeAlias = tuple[Cell, ...]
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BYTE_ORDER_MARK = "\ufeff"  # so that Excel reads Japanese


def as_file(name: str, title: str, lines: Sequence[Line], kind: str) -> HttpResponse:
    """The first line holds the headings."""
    content = _csv(lines) if kind == "csv" else _workbook(title, lines)
    answer = HttpResponse(content, content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def _csv(lines: Sequence[Line]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    for line in lines:
        writer.writerow(["" if cell is None else _harmless(cell) for cell in line])
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def _workbook(title: str, lines: Sequence[Line]) -> bytes:
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                if cell is not None:
                    sheet.write(number, column, cell, bold if number == 0 else None)
        sheet.set_column(0, 1, 28)
        sheet.freeze_panes(1, 0)
    return stream.getvalue()


def _harmless(cell: Cell) -> Cell:
    """A spreadsheet takes what begins so for a formula."""
    risky = isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{cell}" if risky else cell
