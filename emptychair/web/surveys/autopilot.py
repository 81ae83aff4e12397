"""Asking everybody evenly over the year: the plan, before and while it runs."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.queries.autopilot_weeks import autopilot_view, autopilots_of
from emptychair.surveys.services.autopilot import (
    USUAL_CADENCE,
    start_autopilot,
    stop_autopilot,
)
from emptychair.surveys.services.autopilot_trial import try_autopilot
from emptychair.surveys.types import SurveyState
from emptychair.web.ui.parts import render_page

CADENCES = (
    (30, gettext_lazy("once a month")),
    (60, gettext_lazy("every two months")),
    (90, gettext_lazy("once a quarter")),
    (180, gettext_lazy("twice a year")),
    (365, gettext_lazy("once a year")),
)
POSSIBLE = {SurveyState.RUNNING.value, SurveyState.DRAFT.value}


class AutopilotForm(forms.Form):
    """How often each person is asked."""

    cadence_days = forms.TypedChoiceField(
        label=gettext_lazy("Each customer is asked"), coerce=int, choices=CADENCES
    )


@require_safe
def autopilot(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The plan of what runs, or what would come of starting it."""
    access = access_from(request)
    access.require(Permission.SURVEY_SEND)
    survey, now = survey_with_id(access, survey_id), timezone.now()
    running = next((one for one in autopilots_of(access, survey) if one.is_active), None)
    usual = running.cadence_days if running else survey.cadence_days or USUAL_CADENCE
    form = AutopilotForm({"cadence_days": request.GET.get("cadence_days", usual)})
    cadence = form.cleaned_data["cadence_days"] if form.is_valid() else USUAL_CADENCE
    view = (
        autopilot_view(access, running, now=now)
        if running
        else try_autopilot(access, survey, cadence_days=cadence, now=now)
    )
    context = {
        "survey": survey,
        "running": running,
        "form": AutopilotForm(initial={"cadence_days": cadence}),
        "cadence": dict(CADENCES).get(cadence, cadence),
        "view": view,
        "may_start": survey.state in POSSIBLE,
    }
    return render_page(
        request, "surveys/autopilot.html", context, part="surveys/_autopilot_weeks.html"
    )


@require_POST
def start(request: HttpRequest, survey_id: int) -> HttpResponseRedirect:
    """Have everybody asked from now on."""
    access = access_from(request)
    access.require(Permission.SURVEY_SEND)
    survey = survey_with_id(access, survey_id)
    form = AutopilotForm(request.POST)
    if form.is_valid():
        started = start_autopilot(
            access, survey, cadence_days=form.cleaned_data["cadence_days"], now=timezone.now()
        )
        people = autopilot_view(access, started, now=timezone.now()).people
        told = ngettext(
            "It runs: %(count)s customer is in it.",
            "It runs: %(count)s customers are in it.",
            people,
        )
        messages.success(request, told % {"count": f"{people:,}"})
    return redirect("survey-autopilot", survey_id=survey.pk)


@require_POST
def stop(request: HttpRequest, survey_id: int) -> HttpResponseRedirect:
    """Ask nobody any more."""
    access = access_from(request)
    access.require(Permission.SURVEY_SEND)
    survey = survey_with_id(access, survey_id)
    running = [one for one in autopilots_of(access, survey) if one.is_active]
    if not running:
        raise NotFound
    for one in running:
        stop_autopilot(access, one, now=timezone.now())
    messages.success(request, _("It is stopped. Nobody is asked by it any more."))
    return redirect("survey-autopilot", survey_id=survey.pk)
