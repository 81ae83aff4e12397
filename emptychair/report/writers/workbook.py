"""The report as a workbook: a sheet a section, to sort, filter and assign."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.report.pictures import verdict_words
from emptychair.report.types import Report, Score

WIDEST, NARROWEST = 60, 8
Row = Sequence[str | int | float | None]


def as_workbook(report: Report) -> bytes:
    """The report as XLSX. Texts are written as texts, so that none can act as a formula."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with translation.override(report.language), xlsxwriter.Workbook(stream, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for name, header, rows in _sheets(report):
            _write(book.add_worksheet(name[:31]), header, rows, head, body)
    return stream.getvalue()


def _write(sheet: Any, header: Row, rows: Iterable[Row], head: Any, body: Any) -> None:
    widths = [_width(cell) for cell in header]
    sheet.write_row(0, 0, header, head)
    number = 0
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, column, cell, body)
                widths[column] = max(widths[column], _width(cell))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(WIDEST, max(NARROWEST, width + 2)))
    sheet.freeze_panes(1, 0)
    if number:
        sheet.autofilter(0, 0, number, len(header) - 1)


def _width(cell: str | float | None) -> int:
    """Columns a cell takes; a Japanese character is two wide."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in str(cell if cell is not None else ""))


def _sheets(report: Report) -> Iterable[tuple[str, Row, Iterable[Row]]]:
    score_head = (_("Score"), _("Low"), _("High"), _("Answers"))
    yield _("Score"), (_("What"), pgettext("summary", "Value")), _summary(report)
    yield (
        _("Contact first"),
        (
            _("Customer"),
            _("Company"),
            _("Score"),
            _("Comment"),
            _("Why"),
            _("Next step"),
            _("Touchpoint"),
            _("Value"),
            _("Answered on"),
            _("Row"),
            _("Owner"),
            _("Done on"),
        ),
        (
            (
                c.who,
                c.company,
                c.score,
                c.comment,
                c.reason,
                c.next_step,
                c.touchpoint,
                c.value,
                c.answered_on,
                c.row,
                None,
                None,
            )
            for c in report.contact_first
        ),
    )
    yield (
        _("Fix first"),
        (
            _("Column"),
            _("Name"),
            _("Effect"),
            _("Low"),
            _("High"),
            _("Answers"),
            _("Says"),
            _("A voice"),
            _("Owner"),
        ),
        (
            (
                f.field,
                f.name,
                f.effect,
                f.effect_low,
                f.effect_high,
                f.n,
                f.sentence,
                f.voices[0] if f.voices else None,
                None,
            )
            for f in report.fix_first
        ),
    )
    yield (
        _("Month by month"),
        (_("Month"), *score_head),
        ((m.month, *_cells(m.score)) for m in report.trend),
    )
    yield (
        _("Groups"),
        (_("Column"), _("Group"), *score_head, _("What may be said")),
        ((s.field, s.name, *_cells(s.score), verdict_words(s)) for s in report.segments),
    )
    yield (
        _("Words"),
        (_("Word"), _("Detractors"), _("Promoters"), "z", _("In context")),
        (
            (word.term, word.detractors, word.promoters, word.z, "\n".join(word.examples))
            for word in report.words
        ),
    )
    yield (
        _("This week"),
        (_("To do"), _("By"), _("Owner")),
        ((t.sentence, t.due, None) for t in report.this_week),
    )
    yield _("Problems"), (_("Problem"),), ((i.sentence,) for i in report.problems)


def _cells(score: Score) -> Row:
    return (score.score, score.low, score.high, score.n)


def _summary(report: Report) -> Iterable[Row]:
    nps = report.nps
    yield _("Score"), nps.score
    yield _("Low"), nps.low
    yield _("High"), nps.high
    yield _("Answers"), nps.n
    yield _("Promoters"), nps.promoters
    yield _("Passives"), nps.passives
    yield _("Detractors"), nps.detractors
    yield _("What it says"), report.headline
    yield _("What it allows"), report.allowance
    yield _("Shifts"), " ".join(shift.sentence for shift in report.shifts) or None
    yield _("Mix against rate"), report.mix.sentence if report.mix else None
    yield _("Who was heard"), report.coverage.sentence if report.coverage else None
    yield _("File"), report.file
    yield _("Rows read"), report.rows.read
    yield _("Rows used"), report.rows.used
    yield _("Rows rejected"), report.rows.rejected
