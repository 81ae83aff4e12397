"""Time logged as counting, planning or doing, held against 1 : 1 : 18."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import Period, local_day, month_of, months_later
from emptychair.loop.queries import (
    EffortShares,
    case_with_number,
    effort_by_month,
    effort_by_person,
    effort_entries,
    effort_shares,
    effort_with_id,
    initiative_with_number,
)
from emptychair.loop.rules.effort_ratio import verdict_of
from emptychair.loop.services.effort import (
    change_effort,
    delete_effort,
    log_effort,
    undo_effort,
)
from emptychair.loop.types import EffortKind
from emptychair.web.ui.choices import DayInput
from emptychair.web.ui.parts import render_page

MINUTES = (5, 15, 30, 60)
MONTHS = 6


class LogForm(forms.Form):
    """Two clicks: what it was, and how long."""

    kind = forms.ChoiceField(choices=EffortKind.choices)
    minutes = forms.IntegerField(min_value=1, max_value=24 * 60)
    spent_on = forms.DateField(required=False)
    note = forms.CharField(max_length=200, required=False)
    case = forms.IntegerField(required=False)
    initiative = forms.IntegerField(required=False)


class EditForm(forms.Form):
    """Putting an entry right."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it was"), choices=EffortKind.choices, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=24 * 60)
    spent_on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)


@require_safe
def effort(request: HttpRequest) -> HttpResponse:
    """The meter of this month, months and people beside it, and the newest entries."""
    access = access_from(request)
    access.require(Permission.CASE_READ)
    today = local_day(timezone.now(), access.workspace.zone)
    month = month_of(today)
    half_year = Period(months_later(today, 1 - MONTHS), month.end)
    shares = effort_shares(access, month)
    context = {
        "meter": meter_of(shares),
        "months": [(one.month, meter_of(one.shares)) for one in effort_by_month(access, half_year)],
        "people": [(one.name, meter_of(one.shares)) for one in effort_by_person(access, half_year)],
        "entries": effort_entries(access),
        "may_log": access.may(Permission.EFFORT_WRITE),
        "effort_for": None,
        **log_choices(),
    }
    return render_page(request, "loop/effort.html", context, part="loop/_effort_page.html")


@require_POST
def log(request: HttpRequest) -> HttpResponse:
    """So many minutes, from wherever the little form stands; the toast can take them back."""
    access, back = access_from(request), _back(request)
    access.require(Permission.EFFORT_WRITE)
    form = LogForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what it was and how long it took."))
        return redirect(back)
    values = form.cleaned_data
    entry = log_effort(
        access,
        kind=values["kind"],
        minutes=values["minutes"],
        spent_on=values["spent_on"] or local_day(timezone.now(), access.workspace.zone),
        note=values["note"],
        **_what_for(access, values),
    )
    words = _("%(minutes)s minutes of %(kind)s logged.") % {
        "minutes": entry.minutes,
        "kind": EffortKind(entry.kind).label,
    }
    messages.success(request, words, extra_tags="undo:" + reverse("effort-delete", args=[entry.pk]))
    return redirect(back)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One entry, to be put right."""
    access = access_from(request)
    access.require(Permission.EFFORT_WRITE)
    entry = effort_with_id(access, entry_id)
    initial = {
        "kind": entry.kind,
        "minutes": entry.minutes,
        "spent_on": entry.spent_on,
        "note": entry.note,
    }
    form = EditForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        noted = change_effort(access, entry_id, **form.cleaned_data)
        undo_address = "undo:" + reverse("effort-undo", args=[noted.pk])
        messages.success(request, _("The entry is changed."), extra_tags=undo_address)
        return redirect("effort")
    return render_page(request, "loop/effort_edit.html", {"form": form, "entry": entry})


@require_POST
def delete(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Take an entry away; the toast can put it back."""
    access = access_from(request)
    noted = delete_effort(access, entry_id)
    undo_address = "undo:" + reverse("effort-undo", args=[noted.pk])
    messages.success(request, _("The entry is gone."), extra_tags=undo_address)
    return redirect(_back(request))


@require_POST
def undo(request: HttpRequest, audit_id: int) -> HttpResponse:
    """Put back what the last change or deletion took away."""
    access = access_from(request)
    try:
        undo_effort(access, audit_id, now=timezone.now())
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The entry is as it was."))
    return redirect(_back(request))


def log_choices() -> dict[str, Any]:
    """What the little form of two clicks offers; `effort_for` says what it is logged for."""
    return {"effort_kinds": EffortKind.choices, "effort_minutes": MINUTES}


def meter_of(shares: EffortShares) -> dict[str, Any]:
    """The meter with its sentence: positions in percent, parts of twenty."""
    counting, planning, doing = shares.parts
    first, second = 100 * shares.share("counting"), 100 * shares.share("planning")
    return {
        "shares": shares,
        "counting_width": round(first, 2),
        "planning_at": round(first, 2),
        "planning_width": round(second, 2),
        "doing_at": round(first + second, 2),
        "doing_width": round(100 - first - second, 2) if shares.total else 0,
        "parts": {"counting": counting, "planning": planning, "doing": doing},
        "say": meter_sentence(shares),
    }


def meter_sentence(shares: EffortShares) -> str:
    """What the shares say, and what follows from it."""
    return {
        "nothing": _("Nothing logged yet. Two clicks are enough: what it was, and how long."),
        "little": _("Less than two hours are logged: too little to say how the work is shared."),
        "doing": _("Most of the time goes into doing, as it should."),
        "counting": _(
            "Counting takes the place of doing. Which report would nobody miss? Drop it and call "
            "a customer."
        ),
        "planning": _(
            "Planning takes the place of doing. Take the smallest thing on the list and do it "
            "today."
        ),
    }[verdict_of(shares)]


def _what_for(access: Access, values: dict[str, Any]) -> dict[str, Any]:
    if values["case"]:
        return {"case": case_with_number(access, values["case"])}
    if values["initiative"]:
        return {"initiative": initiative_with_number(access, values["initiative"])}
    return {}


def _back(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return address
    return reverse("effort")
