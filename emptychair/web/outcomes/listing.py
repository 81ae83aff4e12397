"""All KPIs of customers: what is due, behind, unconfirmed; and customers nobody has asked."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.people_list import has_people
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.outcomes.queries.kpis import (
    SORTS,
    VIEWS,
    KpiRow,
    kpi_rows,
    kpis_listed,
)
from emptychair.outcomes.queries.unasked import UnaskedCustomers, kinds_without
from emptychair.outcomes.types import Direction, Source, Standing
from emptychair.web.outcomes.lines import line_of
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

VIEW_WORDS = {
    "all": gettext_lazy("All KPIs"),
    "due": gettext_lazy("To look at"),
    "lagging": gettext_lazy("Behind"),
    "unconfirmed": gettext_lazy("Not confirmed"),
    "corrected": gettext_lazy("Corrected"),
    "unasked": gettext_lazy("Nobody asked yet"),
}
SORT_WORDS = {
    "due": gettext_lazy("To look at first"),
    "progress": gettext_lazy("Least progress"),
    "name": gettext_lazy("Name of the KPI"),
    "newest": gettext_lazy("Newest"),
}
BYTE_ORDER_MARK = "\ufeff"  # so that Excel reads Japanese
MOST = 20_000


@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """A page of KPIs, or of customers without one."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    given = _given(request)
    today = local_day(timezone.now(), access.workspace.zone)
    context: dict[str, Any] = {
        **given,
        "views": [(one, VIEW_WORDS[one]) for one in VIEWS],
        "sorts": [(one, SORT_WORDS[one]) for one in SORTS],
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_export": access.may(Permission.DATA_EXPORT),
    }
    if given["view"] == "unasked":
        kinds = kinds_without(access)
        kind = request.GET.get("kind", "")
        kind = kind if kind in kinds else kinds[0]
        page: Any = paginate(request, UnaskedCustomers(access, kind=kind, text=given["text"]))
        context |= {"kinds": kinds, "kind": kind, "unasked": page.items}
        context["has_customers"] = "company" in kinds or has_people(access)
    else:
        page = paginate(request, kpis_listed(access, today=today, **given))
        context["rows"] = [line_of(one) for one in kpi_rows(access, page.items, today=today)]
    context["page"] = page
    return render_page(request, "outcomes/outcomes.html", context, part="outcomes/_kpis.html")


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The KPIs of a view as CSV; a spreadsheet opens it without harm."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    today = local_day(timezone.now(), access.workspace.zone)
    given = _given(request)
    rows = kpis_listed(access, today=today, **given)[:MOST]
    file = io.StringIO()
    out = csv.writer(file)
    out.writerow(_heads())
    out.writerows(_cells(kpi_rows(access, rows, today=today)))
    answer = HttpResponse(BYTE_ORDER_MARK + file.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="customers-kpis.csv"'
    return answer


def _given(request: HttpRequest) -> dict[str, str]:
    view, sort = request.GET.get("view", ""), request.GET.get("sort", "")
    return {
        "view": view if view in VIEWS else "all",
        "sort": sort if sort in SORTS else "due",
        "text": request.GET.get("q", "").strip()[:100],
    }


def _heads() -> tuple[str, ...]:
    return (
        _("Customer"), _("Customer’s KPI"), _("Unit"), _("Which way is better"), _("Source"),
        _("Proxy"), _("Value at the start"), pgettext("KPI", "From"), _("Current"),
        pgettext("KPI", "On"), _("Target"), _("Target by"),
        _("Progress, percent"), pgettext("KPI", "Standing"), _("Looked at"),
        _("To look at by"), _("Confirmed by the customer"), _("Owner at the customer"), _("Owner"),
    )  # fmt: skip


def _cells(rows: list[KpiRow]) -> Iterator[list[Any]]:
    for one in rows:
        yield [
            _safe(cell)
            for cell in (
                one.customer, one.name, one.unit, str(Direction(one.direction).label),
                str(Source(one.source).label), _("yes") if one.is_proxy else "",
                one.start_value, one.start_on, one.current_value, one.current_on,
                one.target_value, one.target_on,
                None if one.progress is None else round(100 * one.progress),
                str(Standing(one.standing).label), one.checked_on, one.due_on,
                one.confirmed_on, one.customer_owner, one.owner,
            )
        ]  # fmt: skip


def _safe(cell: Any) -> Any:
    """Text that a spreadsheet would compute gets a sign before it."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{cell}"
    return "" if cell is None else cell
