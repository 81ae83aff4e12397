"""How a file would be read, for the page of columns."""

from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.exchange.models import ImportRun
from emptychair.exchange.services.reading import OpenFile, open_run
from emptychair.exchange.types import Row, SeenColumn, Sight
from emptychair.exchange.wording import reason_sentence
from emptychair.sheets.scores import scale_of
from emptychair.surveys.queries import surveys_of
from emptychair.surveys.types.definition import Privacy

SHOWN: Final = 6
_LOOKED_AT: Final = 2_000
_METRIC_OF_SCALE: Final = {"1-5": "csat", "1-7": "ces"}


def look_at_import(access: Access, run: ImportRun) -> Sight:
    """Columns with examples, the first rows as understood, and what is doubtful.

    Raises `FileNotReadable`, `FileGone`.
    """
    access.require(Permission.DATA_IMPORT)
    opened = open_run(access, run)
    rows = opened.understand(list(islice(opened.rows(), _LOOKED_AT)))
    shown = tuple(
        (choice.field, opened.shape.field(choice.field).label) for choice in opened.table.choices
    )
    guessed = _metric(opened, rows)
    left_out = set(opened.settings.left_out)
    return Sight(
        columns=tuple(
            SeenColumn(
                one.index,
                one.header,
                one.field or ("-" if one.header in left_out else ""),
                one.examples,
            )
            for one in opened.table.columns
        ),
        shown=shown,
        rows=tuple(_understood(access, row, shown) for row in rows[:SHOWN]),
        missing=tuple(_missing(opened)),
        doubts=tuple(_doubts(opened, guessed)),
        vendor=opened.table.vendor,
        date_order=opened.table.reads_as,
        date_example=opened.table.date_example,
        metric=opened.settings.metric or guessed,
        surveys=_surveys(access, opened),
        survey_id=opened.settings.survey_id,
    )


def headers_of(access: Access, run: ImportRun) -> tuple[str, ...]:
    """The headers of the file, for the file of what was set aside."""
    access.require(Permission.DATA_IMPORT)
    return open_run(access, run).table.headers


def _surveys(access: Access, opened: OpenFile) -> tuple[tuple[int, str], ...]:
    """Surveys whose answers carry names, to choose from."""
    if opened.shape.name != "delighted_answers":
        return ()
    found = (one for one in surveys_of(access) if one.privacy == Privacy.NAMED)
    return tuple((one.pk, one.name) for one in found)


def _understood(
    access: Access, row: Row, shown: tuple[tuple[str, Any], ...]
) -> tuple[int, tuple[str, ...], str]:
    cells = tuple(_words(access, row.values.get(name)) for name, _label in shown)
    problem = reason_sentence(row.problem[0]) if row.problem else ""
    return row.number, cells, problem


def _words(access: Access, value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(access.workspace.zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, Decimal):
        return f"{value:,.2f}".removesuffix(".00")
    return "" if value is None else str(value)[:120]


def _missing(opened: OpenFile) -> list[str]:
    between = _(" or ")
    return [
        between.join(str(opened.shape.field(name).label) for name in group[:3])
        for group in opened.missing
    ]


def _metric(opened: OpenFile, rows: list[Row]) -> str:
    """The kind of score that the scale of the file speaks for."""
    column = next((one for one in opened.table.choices if one.field == "score"), None)
    if column is None:
        return ""
    counts = [0] * 11
    for row in rows:
        if "score" in row.values:
            counts[row.values["score"]] += 1
    return _METRIC_OF_SCALE.get(scale_of(counts, [column.header]).kind, "nps")


def _doubts(opened: OpenFile, metric: str) -> list[str]:
    found = []
    table = opened.table
    if table.date_order == "ambiguous" and not opened.settings.date_order:
        found.append(
            _("Dates such as %(example)s can be read in two ways. Please say which.")
            % {"example": table.date_example}
        )
    for problem in table.problems:
        if problem.code == "encoding-guessed":
            found.append(
                _("The encoding was guessed as %(encoding)s. Look whether names are right.")
                % {"encoding": problem.params["encoding"]}
            )
        if problem.code == "other-sheets":
            found.append(
                _("The workbook has other sheets that are not read: %(sheets)s.")
                % {"sheets": problem.params["sheets"]}
            )
    if metric and metric != "nps" and not opened.settings.metric:
        found.append(
            _("The scores look like a scale other than 0 to 10. Please look at the kind of score.")
        )
    return found
