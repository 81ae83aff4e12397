"""The table of drivers as CSV and as a workbook, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterator

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.metrics.driver_types import DriverRow, Drivers
from emptychair.metrics.driver_words import adds_words, kind_words, quadrant_words, rank_words
from emptychair.stats.drivers import Figure

BYTE_ORDER_MARK = "\ufeff"  # so that Excel reads Japanese
Cell = str | float | int | None


def table_as_csv(found: Drivers) -> str:
    """One line for each driver."""
    file = io.StringIO()
    lines = csv.writer(file)
    lines.writerow(_heads())
    for row in found.rows:
        lines.writerow(["" if cell is None else _harmless(cell) for cell in _cells(found, row)])
    return BYTE_ORDER_MARK + file.getvalue()


def table_as_workbook(found: Drivers) -> bytes:
    """The same as XLSX; texts stay texts."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(_("Drivers")[:31])
        sheet.write_row(0, 0, _heads(), book.add_format({"bold": True, "bottom": 1}))
        for number, row in enumerate(found.rows, 1):
            for column, cell in enumerate(_cells(found, row)):
                if cell is not None:
                    sheet.write(number, column, cell)
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, len(_heads()) - 1, 14)
        sheet.freeze_panes(1, 1)
    return stream.getvalue()


def _heads() -> list[str]:
    low, high = _("Low"), _("High")
    figures = (
        _("Share of R²"),
        _("Relative weight"),
        _("Change of the score a step"),
        _("Low answers take"),
        _("High answers add"),
        _("Expected gain"),
        _("How well it goes, 0 to 100"),
    )
    return [
        _("Driver"),
        *(head for figure in figures for head in (figure, low, high)),
        pgettext("rank", "Place"),
        _("By itself"),
        _("Variance inflation"),
        _("Kind"),
        _("On the map"),
        _("Low answers"),
        _("Answers"),
    ]


def _cells(found: Drivers, row: DriverRow) -> Iterator[Cell]:
    contrast, gain, point, share = row.contrast, row.gain, row.point, row.share
    yield row.item.label
    for figure in (
        share.share,
        share.weight,
        share.slope,
        contrast.penalty if contrast else None,
        contrast.reward if contrast else None,
        gain.gain if gain else None,
        point.performance if point else None,
    ):
        yield from _three(figure)
    yield rank_words(share)
    yield adds_words(share)
    yield round(share.inflation, 2)
    yield kind_words(contrast.kind) if contrast else None
    yield quadrant_words(point.quadrant) if point else None
    yield contrast.low if contrast else None
    yield found.n


def _three(figure: Figure | None) -> tuple[Cell, Cell, Cell]:
    if figure is None:
        return None, None, None
    return round(figure.value, 4), round(figure.low, 4), round(figure.high, 4)


def _harmless(cell: Cell) -> Cell:
    """A spreadsheet takes what begins so for a formula."""
    risky = isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{cell}" if risky else cell
