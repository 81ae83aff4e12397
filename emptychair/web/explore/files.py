"""The table as a file: CSV and XLSX with intervals and numbers of answers, SVG as a picture."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.charts import stylesheet
from emptychair.explore.pictures import heat_picture
from emptychair.explore.rules.figures import difference_of
from emptychair.explore.rules.shown import part_of_table
from emptychair.explore.sentences import notes_of, which_words
from emptychair.explore.types import TOTAL, Cell, Table
from emptychair.explore.words import measure_words, number_words
from emptychair.metrics.words import period_words
from emptychair.sheets import safe_cell
from emptychair.web.explore.page import Asked

BYTE_ORDER_MARK = "\ufeff"  # so that Excel reads Japanese
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml; charset=utf-8",
}
LIGHT = (
    "--ink:#22231f;--ink-2:#5c5d56;--ink-3:#67685f;--edge:#e6e4dc;--card:#fff;--wash:#f1efe8;"
    "--brand:#1f5f57;--on-brand:#fff;--good:#2e6f4e;--bad:#a63d2f;--font:sans-serif"
)


def file_of(asked: Asked, kind: str) -> bytes:
    """The file of a table."""
    if kind == "svg":
        return picture_file(asked).encode()
    table = asked.table()
    if kind == "xlsx":
        return workbook_file(asked, table)
    file = io.StringIO()
    csv.writer(file).writerows([_plain(one) for one in row] for row in lines_of(asked, table))
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def lines_of(asked: Asked, table: Table) -> Iterator[list[Any]]:
    """A line of heads, and one for each figure: long, so that it can be pivoted again."""
    question, catalogue = table.question, asked.catalogue
    names = [catalogue.words(name) for name in question.dimensions]
    number = number_words(question.measure)
    values = [measure_words(question.measure), _("Low"), _("High"), number]
    compared = (
        [pgettext("period", "Before"), _("Difference"), _("Beyond noise")]
        if question.against
        else []
    )
    yield [*names, *values, _("30 or more"), *compared]
    rows = [*((one.token, one.words) for one in table.rows), (TOTAL, _("Total"))]
    cols = [*((one.token, one.words) for one in table.cols), (TOTAL, _("Total"))]
    for row, row_words in rows:
        for col, col_words in cols if table.cols else [(TOTAL, "")]:
            cell = table.cells.get((row, col))
            if cell is not None:
                told = [row_words] if question.rows else []
                told += [col_words] if question.cols else []
                yield [
                    *told,
                    *_values(cell),
                    *(_compared(cell, question.measure) if question.against else []),
                ]


def _values(cell: Cell) -> list[Any]:
    figure = cell.figure
    return [figure.value, figure.low, figure.high, figure.n, _yes(not figure.too_few)]


def _compared(cell: Cell, measure: str) -> list[Any]:
    return [
        cell.before.value if cell.before else None,
        difference_of(cell, measure),
        _yes(cell.beyond_noise) if cell.change else None,
    ]


def _yes(fact: bool) -> str:  # noqa: FBT001 - a word for a fact
    return _("yes") if fact else _("no")


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return safe_cell(value) if isinstance(value, str) else str(value)


def workbook_file(asked: Asked, table: Table) -> bytes:
    """The same as XLSX, and on a second sheet what must be known to read it."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet(pgettext("sheet", "Table"))
        for number, row in enumerate(lines_of(asked, table)):
            for column, value in enumerate(row):
                if value is not None:
                    plain = round(value, 4) if isinstance(value, float) else value
                    sheet.write(number, column, plain, bold if number == 0 else None)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 8, 16)
        about = book.add_worksheet(pgettext("sheet", "About"))
        for number, words in enumerate(_about(table)):
            about.write(number, 0, words)
        about.set_column(0, 0, 100)
    return stream.getvalue()


def _about(table: Table) -> list[str]:
    question = table.question
    told = [f"{measure_words(question.measure)} · {period_words(question.period)}"]
    if question.against:
        told.append(_("Compared with %(before)s.") % {"before": period_words(question.against)})
    return [*told, which_words(table), *notes_of(table), table.as_of.isoformat()]


def picture_file(asked: Asked) -> str:
    """The map of heat with its stylesheet inside."""
    table = part_of_table(asked.table(), is_time=asked.is_time)
    rows = asked.catalogue.words(table.question.rows) if table.question.rows else ""
    chart = heat_picture(table, row_words=rows)
    if chart is None:
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    style = f"<style>svg{{{LIGHT};background:#fff}}{stylesheet()}</style>"
    head, mark, rest = chart.svg.partition(">")
    return f"{head}{mark}{style}{rest}"
