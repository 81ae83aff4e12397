"""The list of the stalled as CSV, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from django.http import HttpResponse

Cell: TypeAlias = str | float | int | None
BYTE_ORDER_MARK = "\ufeff"  # so that Excel reads Japanese


def as_csv(name: str, lines: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The first line holds the headings."""
    file = io.StringIO()
    writer = csv.writer(file)
    for line in lines:
        writer.writerow(["" if cell is None else _harmless(cell) for cell in line])
    answer = HttpResponse(
        (BYTE_ORDER_MARK + file.getvalue()).encode(), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _harmless(cell: Cell) -> Cell:
    """A spreadsheet takes what begins so for a formula."""
    risky = isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{cell}" if risky else cell
