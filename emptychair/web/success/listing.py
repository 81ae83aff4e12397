"""Customers at risk, ranked by value at stake and by what can still be changed; and chances."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import members_of
from emptychair.http.access import access_from
from emptychair.jobs import enqueue
from emptychair.kit.periods import local_day
from emptychair.success.queries.counting import counting_now
from emptychair.success.queries.listing import (
    SORTS,
    RiskFilters,
    customers_at_risk,
    customers_with_chances,
    many_customers,
    totals_at_risk,
    totals_of,
)
from emptychair.success.queries.lost import lost_totals
from emptychair.success.queries.models import hit_rates_of, live_model, newest_back_test
from emptychair.success.services.looking import look_at_everybody
from emptychair.success.services.lost import look_back_at_lost
from emptychair.success.types import Ranking, Sign
from emptychair.web.success.lines import line_of
from emptychair.web.success.rates import promise_kept, rate_rows
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

SORT_WORDS = {
    "rank": gettext_lazy("What can still be saved"),
    "risk": gettext_lazy("Highest risk"),
    "worth": pgettext_lazy("order of a list", "Value"),
    "renewal": gettext_lazy("Next renewal"),
}
KINDS = (("", gettext_lazy("Everybody")), ("companies", gettext_lazy("Companies")),
         ("people", gettext_lazy("People by themselves")))  # fmt: skip
PER_PAGE = 25
YEAR = timedelta(days=365)


@require_safe
def at_risk(request: HttpRequest) -> HttpResponse:
    """Whom we may lose, and why."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    filters = filters_of(access, request)
    listed = customers_at_risk(access, filters)
    page = paginate(request, listed, per_page=PER_PAGE)
    live, counting = live_model(access), counting_now(access, timezone.now())
    context: dict[str, Any] = {
        "counting": counting,
        "filters": filters,
        "page": page,
        "lines": [line_of(row) for row in page],
        "totals": totals_of(access, listed),
        "live": live,
        "kept": promise_kept(live.judged) if live else None,
        "live_words": Ranking(live.kind).label if live else "",
        "test": newest_back_test(access),
        "rates": rate_rows(hit_rates_of(access)),
        "signs": Sign.choices,
        "sorts": [(one, SORT_WORDS[one]) for one in SORTS],
        "kinds": KINDS,
        "lost": 0 if page.items else _lost_lately(access),
        **rights_of(access),
    }
    answer = render_page(request, "success/success.html", context, part="success/_lines.html")
    if request.GET.get("counting") and counting is None:
        answer["HX-Refresh"] = "true"  # what is promised above the list is new too
    return answer


def _lost_lately(access: Access) -> int:
    """How many left within a year: who reads an empty list right after a file came in asks it."""
    today = local_day(timezone.now(), access.workspace.zone)
    return lost_totals(access, since=today - YEAR).lost


@require_safe
def chances(request: HttpRequest) -> HttpResponse:
    """Who may want more."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    filters = filters_of(access, request)
    page = paginate(request, customers_with_chances(access, filters), per_page=PER_PAGE)
    context = {
        "filters": filters,
        "page": page,
        "lines": [line_of(row) for row in page],
        "totals": totals_at_risk(access, replace(filters, text="", kind="")),
        "kinds": KINDS,
        **rights_of(access),
    }
    return render_page(request, "success/chances.html", context, part="success/_chances.html")


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look at everybody now."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    now = timezone.now()
    if many_customers(access):
        enqueue("success.look_at_workspace", workspace_id=access.workspace.pk)
        messages.success(request, _("Looking at every customer; the list is new in some minutes."))
        return redirect("success")
    found = look_at_everybody(access, now=now)
    look_back_at_lost(access, now=now)
    messages.success(
        request,
        _("Looked at %(customers)s customers; %(listed)s show a sign.")
        % {"customers": f"{found.customers:,}", "listed": f"{found.listed:,}"},
    )
    return redirect("success")


def filters_of(access: Access, request: HttpRequest) -> RiskFilters:
    """What the address asks for."""
    given = request.GET
    kind, sign, sort = given.get("kind", ""), given.get("sign", ""), given.get("sort", "")
    return RiskFilters(
        text=given.get("q", "").strip()[:100],
        sign=sign if sign in Sign.values else "",
        kind=kind if kind in {"companies", "people"} else "",
        owner_id=access.user_id if given.get("mine") else None,
        renewing=bool(given.get("renewing")),
        sort=sort if sort in SORTS else "rank",
    )


def rights_of(access: Access) -> dict[str, Any]:
    """What the page offers to this access."""
    return {
        "currency": access.workspace.currency,
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_case": access.may(Permission.CASE_WRITE),
        "may_export": access.may(Permission.DATA_EXPORT),
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
        "members": len(members_of(access)) if access.user_id else 0,
    }
