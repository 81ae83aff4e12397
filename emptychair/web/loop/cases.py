"""Lists of cases, and what is done with many at once."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.loop.queries import case_counts, case_list, case_rows, root_causes
from emptychair.loop.services.bulk import (
    BulkResult,
    assign_cases,
    close_cases,
    snooze_cases,
    undo_cases,
)
from emptychair.loop.types import CaseView, Outcome
from emptychair.web.loop.case import morning_of
from emptychair.web.loop.case_forms import BulkForm, tomorrow
from emptychair.web.loop.export import cases_as_csv
from emptychair.web.ui.choices import colleagues, teams
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

EXPORT_MOST = 20_000


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """One view of the cases: searched, sorted, a page at a time."""
    access, now = access_from(request), timezone.now()
    counts = case_counts(access, now=now)
    view = _view(request, counts)
    text, order = request.GET.get("q", ""), request.GET.get("order", "")
    page = paginate(request, case_list(access, view, now=now, text=text, order=order))
    context = {
        "rows": case_rows(access, page.items, now=now),
        "page": page,
        "view": view,
        "tabs": _tabs(access, view, counts),
        "text": text,
        "order": order if order in _orders() else "",
        "orders": _orders(),
        "may_act": access.may(Permission.CASE_WRITE),
        "may_export": access.may(Permission.DATA_EXPORT),
        **_bulk_choices(access, now),
    }
    return render_page(request, "loop/cases.html", context, part="loop/_cases.html")


@require_safe
def export_cases(request: HttpRequest) -> HttpResponse:
    """The same list as a file."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.DATA_EXPORT)
    view = _view(request, {})
    found = case_list(access, view, now=now, text=request.GET.get("q", ""))
    rows = case_rows(access, found[:EXPORT_MOST], now=now)
    answer = HttpResponse(cases_as_csv(rows, access.workspace.zone), content_type="text/csv")
    day = local_day(now, access.workspace.zone).isoformat()
    answer["Content-Disposition"] = f'attachment; filename="cases-{view}-{day}.csv"'
    return answer


@require_POST
def change_cases(request: HttpRequest) -> HttpResponse:
    """Hand over, put off or close all that were ticked; the toast offers to undo it."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.CASE_WRITE)
    back = _back(request)
    form = BulkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tick at least one case, and choose what to do with it."))
        return redirect(back)
    try:
        done = _change(access, form.cleaned_data, now)
    except Invalid as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    words = ngettext("%(count)s case changed.", "%(count)s cases changed.", done.changed)
    undo = "undo:" + reverse("cases-undo", args=[done.batch])
    messages.success(request, words % {"count": f"{done.changed:,}"}, extra_tags=undo)
    return redirect(back)


@require_POST
def undo_case_changes(request: HttpRequest, batch: str) -> HttpResponse:
    """Take back what was just done with many cases."""
    access = access_from(request)
    try:
        count = undo_cases(access, batch, now=timezone.now())
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(count)s case put back.", "%(count)s cases put back.", count)
        messages.success(request, words % {"count": count})
    return redirect(_back(request))


def _change(access: Access, values: dict[str, Any], now: datetime) -> BulkResult:
    numbers = values["number"]
    if values["act"] == "assign":
        ids = {"user_id": values["user"], "team_id": values["team"]}
        return assign_cases(access, numbers, now=now, **ids)
    if values["act"] == "snooze":
        day = values["until"] or tomorrow(access, now)
        return snooze_cases(access, numbers, until=morning_of(access, day), now=now)
    outcome = values["outcome"] or Outcome.NOTHING.value
    cause = values["root_cause"]
    return close_cases(access, numbers, outcome=outcome, root_cause=cause, now=now)


def _view(request: HttpRequest, counts: dict[str, int]) -> str:
    """The chosen view; else mine if there is one, my team's if there is one, all open."""
    asked = request.GET.get("view", "")
    if asked in CaseView.values:
        return asked
    for view in (CaseView.MINE, CaseView.TEAM):
        if counts.get(view.value):
            return view.value
    return CaseView.OPEN.value


def _tabs(access: Access, view: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    shown = [one for one in CaseView if one is not CaseView.TEAM or access.teams]
    return [
        {
            "view": one.value,
            "words": one.label,
            "count": counts.get(one.value),
            "here": one.value == view,
        }
        for one in shown
    ]


def _orders() -> dict[str, str]:
    return {
        "": _("due first"),
        "urgency": _("urgent first"),
        "value": _("by value of the customer"),
        "newest": _("newest first"),
    }


def _bulk_choices(access: Access, now: datetime) -> dict[str, Any]:
    if not access.may(Permission.CASE_WRITE):
        return {}
    return {
        "colleagues": colleagues(access, nobody=_("as it is")),
        "teams": teams(access, nobody=_("as it is")),
        "outcomes": Outcome.choices,
        "tomorrow": tomorrow(access, now),
        "root_causes": root_causes(access),
    }


def _back(request: HttpRequest) -> str:
    """Where the form was, if that is a page of ours."""
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return address
    return reverse("cases")
