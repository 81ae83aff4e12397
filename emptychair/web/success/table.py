"""The list of customers at risk as a file."""

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.success.queries.listing import customers_at_risk
from emptychair.success.types import HealthRow, Quadrant
from emptychair.success.words import sign_words
from emptychair.web.success.listing import filters_of

BYTE_ORDER_MARK = "\ufeff"  # so that Excel reads Japanese
MOST = 20_000


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """As CSV; a spreadsheet opens it without harm."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    rows = customers_at_risk(access, filters_of(access, request))[:MOST]
    file = io.StringIO()
    out = csv.writer(file)
    out.writerow(_heads())
    out.writerows([_safe(cell) for cell in _cells(row)] for row in rows)
    answer = HttpResponse(BYTE_ORDER_MARK + file.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="customers-at-risk.csv"'
    return answer


def _heads() -> tuple[str, ...]:
    return (
        _("Customer"), _("Owner"), _("Signs"),
        pgettext("of a customer", "Outcome"), _("Outcome, share of inputs known"),
        _("Experience"), _("Experience, share of inputs known"), _("Where they stand"),
        _("Leaves within 30 days"), _("Leaves within 60 days"), _("Leaves within 90 days"),
        _("Value a year"), _("At stake"), _("Renews in days"), _("As of"),
    )  # fmt: skip


def _cells(row: HealthRow) -> tuple[Any, ...]:
    return (
        row.name, row.owner, " / ".join(sign_words(one) for one in row.signs), row.outcome,
        row.outcome_confidence, row.experience, row.experience_confidence,
        str(Quadrant(row.quadrant).label), *row.risks, row.worth, row.at_stake, row.renews_in,
        row.as_of.isoformat(),
    )  # fmt: skip


def _safe(cell: Any) -> Any:
    """Text that a spreadsheet would compute gets a sign before it."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{cell}"
    return "" if cell is None else cell
