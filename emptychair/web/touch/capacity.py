"""Hours needed against hours there, person by person, and whom to hand over."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import member_with_id
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid, NotFound
from emptychair.kit.periods import local_day
from emptychair.touch.queries import (
    capacity_of,
    moves_for,
    settings_of,
    times_off,
    weekly_hours,
)
from emptychair.touch.queries.capacity import WEEKS
from emptychair.touch.services import add_time_off, drop_time_off, set_weekly_hours
from emptychair.touch.types import Load, Tier
from emptychair.touch.words import hours_words
from emptychair.web.ui.choices import DayInput
from emptychair.web.ui.parts import render_page

SPANS = (4, 13)
FULL = 0.9


class HoursForm(forms.Form):
    """Hours a week."""

    weekly = forms.FloatField(
        label=gettext_lazy("Hours a week for customers"),
        min_value=0,
        max_value=80,
        required=False,
        help_text=gettext_lazy("Without meetings and other work; empty while nobody knows."),
    )


class OffForm(forms.Form):
    """Days away."""

    first = forms.DateField(label=gettext_lazy("First day away"), widget=DayInput())
    last = forms.DateField(label=gettext_lazy("Last day away"), widget=DayInput())
    note = forms.CharField(label=gettext_lazy("Note"), max_length=120, required=False)


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One colleague."""

    load: Load
    tiers: tuple[tuple[str, int], ...]
    needed: str
    cases: str
    there: str
    rest: str
    word: str
    tone: str
    percent: int


@require_safe
def capacity(request: HttpRequest) -> HttpResponse:
    """Everybody."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    now, weeks = timezone.now(), _weeks(request)
    loads = capacity_of(access, now=now, weeks=weeks)
    context = {
        "lines": [_line(one) for one in loads if one.user_id],
        "nobodys": [_line(one) for one in loads if one.user_id is None and one.customers],
        "moves": [(one, moves_for(access, one, loads, weeks=weeks)) for one in loads if one.over],
        "weeks": weeks,
        "spans": SPANS,
        "is_ready": settings_of(access).is_whole,
        "off": times_off(access, today=local_day(now, access.workspace.zone)),
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
        "own_id": access.user_id,
    }
    return render_page(request, "touch/capacity.html", context)


@require_safe
def of_one(request: HttpRequest, user_id: int) -> HttpResponse:
    """One colleague: hours, days away, and whom to hand over."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    member = member_with_id(access, user_id)
    now, weeks = timezone.now(), _weeks(request)
    loads = capacity_of(access, now=now, weeks=weeks)
    load = next((one for one in loads if one.user_id == user_id), None)
    own = user_id == access.user_id and access.may(Permission.CUSTOMER_WRITE)
    today = local_day(now, access.workspace.zone)
    context: dict[str, Any] = {
        "user_id": user_id,
        "name": str(member.user),
        "line": _line(load) if load else None,
        "moves": moves_for(access, load, loads, weeks=weeks) if load else [],
        "weeks": weeks,
        "off": [one for one in times_off(access, today=today) if one.user_id == user_id],
        "hours_form": HoursForm(initial={"weekly": weekly_hours(access).get(user_id)}),
        "off_form": OffForm(initial={"first": today, "last": today + timedelta(days=4)}),
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_change": own or access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "touch/capacity_of.html", context)


@require_POST
def act(request: HttpRequest, user_id: int, act: str) -> HttpResponse:
    """Enter hours a week, or days away."""
    access = access_from(request)
    form: forms.Form = HoursForm(request.POST) if act == "hours" else OffForm(request.POST)
    if act not in {"hours", "off"}:
        raise NotFound
    if not form.is_valid():
        messages.error(request, " ".join(str(each[0]) for each in form.errors.values()))
        return redirect("touch-capacity-of", user_id)
    try:
        if act == "hours":
            set_weekly_hours(access, user_id, weekly=form.cleaned_data["weekly"])
        else:
            add_time_off(access, user_id, **form.cleaned_data)
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kept."))
    return redirect("touch-capacity-of", user_id)


@require_POST
def drop_off(request: HttpRequest, off_id: int) -> HttpResponse:
    """They are there after all."""
    drop_time_off(access_from(request), off_id)
    messages.success(request, _("Taken off the list."))
    return redirect("touch-capacity")


def _weeks(request: HttpRequest) -> int:
    given = request.GET.get("weeks", "")
    return int(given) if given in {str(span) for span in SPANS} else WEEKS


def _line(one: Load) -> LoadLine:
    word, tone = _word(one)
    share = one.needed / one.there if one.there else 0.0
    return LoadLine(
        load=one,
        tiers=tuple(
            (str(tier.label), one.by_tier[tier.value]) for tier in Tier if one.by_tier.get(tier)
        ),
        needed=hours_words(one.needed),
        cases=hours_words(one.for_cases),
        there=hours_words(one.there),
        rest=hours_words(one.over or one.room) if one.there is not None else "",
        word=word,
        tone=tone,
        percent=min(100, round(100 * share)),
    )


def _word(one: Load) -> tuple[str, str]:
    if one.there is None:
        return _("hours not entered"), "wait"
    if one.over:
        return _("over-full"), "bad"
    if one.needed >= FULL * one.there:
        return _("full"), "wait"
    return _("has room"), "good"
