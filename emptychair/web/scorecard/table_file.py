"""The rows of the scorecard as a file: numbers as they are, words for people."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.metrics.figures import FigureGroup, FigureUnit, Horizon
from emptychair.scorecard.types import Line, Why
from emptychair.scorecard.words import period_span_words
from emptychair.web.scorecard.lines import verdict_words

BYTE_ORDER_MARK = "\ufeff"  # so that Excel reads Japanese
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
Cell = str | int | float | None


def heads() -> tuple[str, ...]:
    """What stands above the columns."""
    return (
        _("Group"),
        pgettext("scorecard", "Figure"),
        _("Horizon"),
        _("Unit"),
        _("Period"),
        pgettext("summary", "Value"),
        _("Low"),
        _("High"),
        "n",
        _("Compared with"),
        _("Value then"),
        pgettext("figure", "Change"),
        _("Change, low"),
        _("Change, high"),
        _("Verdict"),
        _("Why not"),
        _("Target"),
        _("Target by"),
        _("Owner"),
        _("Team"),
        _("Source"),
        _("Version of the definition"),
    )


def row_of(line: Line) -> tuple[Cell, ...]:
    """One line of the file."""
    own, change, aim = line.figure, line.change, line.aim
    return (
        str(FigureGroup(own.group).label),
        str(own.label),
        str(Horizon(line.horizon).label),
        str(FigureUnit(own.unit).label),
        period_span_words(line.compared.after),
        *_rounded(line.after.value, line.after.low, line.after.high),
        line.after.n,
        period_span_words(line.compared.before),
        *_rounded(line.before.value),
        *(_rounded(change.estimate, change.low, change.high) if change else (None, None, None)),
        verdict_words(line),
        str(Why(line.why).label),
        *(_rounded(aim.of_period) if aim else (None,)),
        _day(aim.by_day) if aim else None,
        line.owner,
        line.team,
        str(own.source),
        own.version,
    )


def as_csv(lines: Sequence[Line]) -> str:
    """As CSV, safe to open in a spreadsheet."""
    file = io.StringIO()
    out = csv.writer(file)
    out.writerow(heads())
    for line in lines:
        out.writerow([_harmless(cell) for cell in row_of(line)])
    return BYTE_ORDER_MARK + file.getvalue()


def as_workbook(lines: Sequence[Line]) -> bytes:
    """As a workbook, with the months of every figure on a second sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        sheet = book.add_worksheet(_("Scorecard")[:31])
        sheet.write_row(0, 0, heads(), bold)
        for number, line in enumerate(lines, start=1):
            sheet.write_row(number, 0, row_of(line))
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 3, 16)
        months = book.add_worksheet(_("Month by month")[:31])
        columns = [first for first, _reading in lines[0].months] if lines else []
        months.write_row(
            0, 0, [pgettext("scorecard", "Figure"), *(f"{first:%Y-%m}" for first in columns)], bold
        )
        for number, line in enumerate(lines, start=1):
            values = [reading.value for _first, reading in line.months]
            months.write_row(number, 0, [str(line.figure.label), *_rounded(*values)])
        months.freeze_panes(1, 1)
        months.set_column(0, 0, 30)
    return stream.getvalue()


def _rounded(*values: float | None) -> tuple[Cell, ...]:
    return tuple(None if value is None else round(value, 4) for value in values)


def _day(day: date) -> str:
    return day.isoformat()


def _harmless(cell: Cell) -> Cell:
    """A spreadsheet takes what begins so for a formula."""
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{cell}"
    return "" if cell is None else cell
