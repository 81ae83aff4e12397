"""The officer's page: what is to be done, what comes, the targets, the two seats."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import Period, local_day, week_of
from emptychair.metrics.queries.targets import targets_of
from emptychair.programme.queries import (
    closed_tasks,
    coming_rounds,
    escalations_of,
    open_tasks,
    routine_rows,
    seats_of,
)
from emptychair.programme.services.seats import fill_seats
from emptychair.programme.words import routine_title
from emptychair.surveys.queries import survey_rows
from emptychair.surveys.types import SurveyState
from emptychair.web.programme.target_words import target_lines
from emptychair.web.ui.choices import ChoiceOrNone, offer_colleagues
from emptychair.web.ui.parts import render_page

WEEKS = 8


@dataclass(frozen=True, slots=True)
class Week:
    """One line of the calendar."""

    monday: date
    sunday: date
    rounds: tuple[tuple[date, str, int], ...]  # day, title, routine
    is_now: bool


class SeatsForm(forms.Form):
    """Who runs it, and who answers for it."""

    officer_id = ChoiceOrNone(gettext_lazy("Officer: runs the programme"))
    executive_id = ChoiceOrNone(gettext_lazy("Executive owner: answers for it"))
    executive_name = forms.CharField(
        label=gettext_lazy("Executive owner, if not a user of Emptychair"),
        max_length=120,
        required=False,
    )
    executive_title = forms.CharField(
        label=gettext_lazy("Position"), max_length=120, required=False
    )
    executive_is_head = forms.BooleanField(
        label=gettext_lazy("Heads the business, or stands above it"),
        required=False,
        help_text=gettext_lazy(
            "Only somebody at the head can change what crosses the borders of teams."
        ),
    )


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """Everything about the programme on one page."""
    access = access_from(request)
    access.require(Permission.SURVEY_READ)
    now = timezone.now()
    today = local_day(now, access.workspace.zone)
    rows = open_tasks(access, today=today)
    context = {
        "today": today,
        "seats": seats_of(access),
        "exceptional": [one for one in rows if one.is_exceptional],
        "due": [one for one in rows if not one.is_exceptional and one.due_on <= today],
        "coming": [one for one in rows if not one.is_exceptional and one.due_on > today],
        "closed": closed_tasks(access, today=today, limit=8),
        "weeks": _weeks(access, today),
        "triggers": _triggers(access),
        "routines": routine_rows(access, today=today),
        "targets": target_lines(targets_of(access, today=today)),
        "waiting": escalations_of(access, decided=False),
        "decided": escalations_of(access, decided=True, limit=5),
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
        "may_raise": access.may(Permission.CASE_WRITE),
    }
    return render_page(request, "programme/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: HttpRequest) -> HttpResponse:
    """The two seats, to be filled."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    now = seats_of(access)
    initial: dict[str, Any] = {
        "officer_id": now.officer_id,
        "executive_id": now.executive_id,
        "executive_name": "" if now.executive_id else now.executive,
        "executive_title": now.executive_title,
        "executive_is_head": now.executive_is_head,
    }
    form = SeatsForm(request.POST or None, initial=initial)
    offer_colleagues(form, access, "officer_id", "executive_id")
    if request.method == "POST" and form.is_valid():
        try:
            fill_seats(access, **form.cleaned_data)
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The seats are filled as you said."))
            return redirect("programme")
    context = {
        "form": form,
        "heading": _("Who answers for the programme"),
        "back": reverse("programme"),
    }
    return render_page(request, "programme/form.html", context)


def _weeks(access: Access, today: date) -> list[Week]:
    first = week_of(today).first
    within = Period(first, first + timedelta(weeks=WEEKS))
    found = coming_rounds(access, within)
    weeks = []
    for number in range(WEEKS):
        monday = first + timedelta(weeks=number)
        week = week_of(monday)
        lines = tuple(
            (day, routine.title or routine_title(routine.key), routine.pk)
            for day, routine in found
            if day in week
        )
        weeks.append(Week(monday, week.last, lines, is_now=number == 0))
    return weeks


def _triggers(access: Access) -> list[Any]:
    """Surveys that ask by themselves, day by day."""
    return [
        one for one in survey_rows(access) if one.trigger_event and one.state == SurveyState.RUNNING
    ]
