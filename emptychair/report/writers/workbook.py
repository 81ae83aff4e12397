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
Sheet = tuple[str, Row, Iterable[Row]]


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


def _sheets(report: Report) -> Iterable[Sheet]:
    yield _("Score"), (pgettext("summary", "What"), pgettext("summary", "Value")), _summary(report)
    yield _contacts(report)
    yield _fixes(report)
    yield (
        _("Month by month"),
        (_("Month"), *_score_head()),
        ((month.month, *_cells(month.score)) for month in report.trend),
    )
    yield (
        _("Groups"),
        (_("Column"), _("Group"), *_score_head(), _("What may be said")),
        ((s.field, s.name, *_cells(s.score), verdict_words(s)) for s in report.segments),
    )
    yield _words(report)
    yield (
        _("This week"),
        (_("To do"), _("By"), _("Owner")),
        ((task.sentence, task.due, None) for task in report.this_week),
    )
    yield _("Problems"), (_("Problem"),), ((issue.sentence,) for issue in report.problems)


def _contacts(report: Report) -> Sheet:
    head = (
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
    )
    rows = (
        (
            contact.who,
            contact.company,
            contact.score,
            contact.comment,
            contact.reason,
            contact.next_step,
            contact.touchpoint,
            contact.value,
            contact.answered_on,
            contact.row,
            None,
            None,
        )
        for contact in report.contact_first
    )
    return _("Contact first"), head, rows


def _fixes(report: Report) -> Sheet:
    head = (
        _("Column"),
        pgettext("effect", "Name"),
        _("Effect"),
        _("Low"),
        _("High"),
        _("Answers"),
        _("Says"),
        _("A voice"),
        _("Owner"),
    )
    rows = (
        (
            fix.field,
            fix.name,
            fix.effect,
            fix.effect_low,
            fix.effect_high,
            fix.n,
            fix.sentence,
            fix.voices[0] if fix.voices else None,
            None,
        )
        for fix in report.fix_first
    )
    return _("Fix first"), head, rows


def _words(report: Report) -> Sheet:
    head = (_("Word"), _("Detractors"), _("Promoters"), "z", _("In context"))
    rows = (
        (word.term, word.detractors, word.promoters, word.z, "\n".join(word.examples))
        for word in report.words
    )
    return _("Words"), head, rows


def _score_head() -> tuple[str, ...]:
    return (_("Score"), _("Low"), _("High"), _("Answers"))


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
