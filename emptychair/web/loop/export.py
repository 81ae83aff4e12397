"""Cases as a file that a spreadsheet opens without harm."""

import csv
import io
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.loop.queries import CaseRow

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cases_as_csv(rows: list[CaseRow], zone: ZoneInfo) -> str:
    """Headings and rows, with a mark that tells Excel the encoding."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_safe(word) for word in _headings()])
    writer.writerows([_safe(cell) for cell in _cells(row, zone)] for row in rows)
    return "\ufeff" + text.getvalue()


def _headings() -> list[str]:
    return [
        _("Number"),
        _("Customer"),
        _("Title"),
        _("State"),
        _("Urgency"),
        pgettext("answer", "Score"),
        _("Comment"),
        _("Touchpoint"),
        _("Team"),
        _("Colleague"),
        _("Opened"),
        _("Due"),
        _("Closed"),
        _("Outcome"),
        _("Root cause"),
    ]


def _cells(row: CaseRow, zone: ZoneInfo) -> list[object]:
    return [
        row.number,
        row.customer,
        row.title,
        row.state_words,
        row.urgency_words,
        row.score,
        row.comment,
        row.touchpoint,
        row.team,
        row.assignee,
        _moment(row.opened_at, zone),
        _moment(row.due_at, zone),
        _moment(row.closed_at, zone),
        row.outcome_words,
        row.root_cause,
    ]


def _moment(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else ""


def _safe(cell: object) -> object:
    """Text that a spreadsheet would compute gets a sign before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINS_FORMULA) else cell
