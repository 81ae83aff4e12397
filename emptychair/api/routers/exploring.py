"""Explore: any measure by any two dimensions, and saved views."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.schemas.exploring import ExploreOut, ExploreQuery, ViewOut
from emptychair.explore.queries.measured import catalogue_for
from emptychair.explore.queries.questions import read_question
from emptychair.explore.queries.remarks import remarks_on
from emptychair.explore.queries.tables import table_of
from emptychair.explore.queries.views import views_of
from emptychair.explore.rules.figures import difference_of
from emptychair.explore.rules.plain_words import from_text, measure_in
from emptychair.explore.sentences import notes_of
from emptychair.explore.types import Cell, Table

router = Router(tags=["listening"])


@router.get("/explore", response=ExploreOut, summary="A table of figures", operation_id="explore")
def explore(request: HttpRequest, asked: Query[ExploreQuery]) -> Any:
    """A measure by at most two dimensions, each figure with its interval."""
    access = access_of(request, Permission.SCORE_READ)
    now, plain = timezone.now(), asked.dict()
    given = {**from_text(plain.pop("only")), **plain}
    catalogue = catalogue_for(access, measure_in(given))
    question = read_question(access, given, now=now, catalogue=catalogue)
    remarks = remarks_on(access, given, question, now=now, catalogue=catalogue)
    return _table(table_of(access, question, now=now, catalogue=catalogue), remarks)


@router.get("/views", response=list[ViewOut], summary="Saved views", operation_id="views")
def list_views(request: HttpRequest) -> Any:
    """Those that are shared with everybody in the workspace."""
    return views_of(access_of(request, Permission.SCORE_READ))


def _table(table: Table, remarks: list[str]) -> dict[str, Any]:
    question = table.question
    return {
        "measure": question.measure,
        "first": question.period.first.isoformat(),
        "last": question.period.last.isoformat(),
        "which": question.which,
        "rows": table.rows,
        "cols": table.cols,
        "figures": [_figure(cell, question.measure) for cell in table.cells.values()],
        "compared": table.compared,
        "beyond_noise": table.beyond_noise,
        "notes": [*remarks, *notes_of(table)],
        "currency": table.currency if table.shows == "money" else "",
        "as_of": table.as_of,
    }


def _figure(cell: Cell, measure: str) -> dict[str, Any]:
    figure, change = cell.figure, cell.change
    return {
        "row": cell.row,
        "col": cell.col,
        **{name: getattr(figure, name) for name in ("value", "low", "high", "n", "too_few")},
        "before": cell.before.value if cell.before else None,
        "change": difference_of(cell, measure),
        "change_low": change.low if change else None,
        "change_high": change.high if change else None,
        "beyond_noise": cell.beyond_noise,
    }
