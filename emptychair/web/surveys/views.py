"""The list of surveys, one survey, and its life: draft, running, paused, closed."""

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.surveys.queries import (
    latest_answers,
    numbers_of,
    reasons_of,
    survey_rows,
    survey_with_id,
    waves_of,
)
from emptychair.surveys.queries.clicks import click_rows, unconfirmed_clicks
from emptychair.surveys.queries.privacy import shown_of
from emptychair.surveys.reasons import reason_label
from emptychair.surveys.services.authoring import create_named_survey, set_survey_state
from emptychair.surveys.services.drafting import create_from_template, has_unpublished
from emptychair.surveys.services.invitation_mail import spoken_texts
from emptychair.surveys.types import Metric, SurveyState
from emptychair.touchpoints.queries import touchpoint_with_id
from emptychair.web.surveys.offered import offered_templates
from emptychair.web.surveys.words import METRICS, language_of
from emptychair.web.ui.parts import render_page, wants_part

if TYPE_CHECKING:
    from emptychair.touchpoints.models import Touchpoint

NUMBER = re.compile(r"[0-9]{1,18}")
LONGEST = 110  # of a name, with room for a number behind it


@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """All surveys, those that run first."""
    access = access_from(request)
    state = request.GET.get("state", "")
    context = {
        "rows": survey_rows(access, state=state if state in SurveyState.values else ""),
        "states": SurveyState.choices,
        "state": state,
        "may_write": access.may(Permission.SURVEY_WRITE),
    }
    return render_page(request, "surveys/surveys.html", context, part="surveys/_surveys.html")


def new_survey(request: HttpRequest) -> HttpResponse:
    """Choose what to measure, and have it: two clicks. The map of touchpoints says where."""
    access = access_from(request)
    access.require(Permission.SURVEY_WRITE)
    place = _place(access, request)
    if request.method != "POST":
        context = {"metrics": METRICS, "place": place, "industries": offered_templates()}
        return render_page(request, "surveys/new.html", context)
    if "template" in request.POST:
        return _from_template(request, access, place)
    metric = request.POST.get("metric", "")
    if metric not in Metric.values:
        raise Invalid
    made = create_named_survey(
        access,
        metric=metric,
        name=_name(metric, place),
        touchpoint_id=place.pk if place else None,
    )
    messages.success(request, _("Made. Look at the words, then send it to yourself."))
    return redirect("survey-edit", survey_id=made.pk)


def _from_template(
    request: HttpRequest, access: Access, place: "Touchpoint | None"
) -> HttpResponseRedirect:
    """One click: the pages are written, and open to be changed."""
    made = create_from_template(
        access,
        template=request.POST["template"],
        language=language_of(access),
        touchpoint_id=place.pk if place else None,
    )
    messages.success(request, _("Made. Look at the questions, then publish them."))
    return redirect("survey-questions", survey_id=made.pk)


def _place(access: Access, request: HttpRequest) -> "Touchpoint | None":
    given = (request.POST if request.method == "POST" else request.GET).get("touchpoint", "")
    return touchpoint_with_id(access, int(given)) if NUMBER.fullmatch(given) else None


def _name(metric: str, place: "Touchpoint | None") -> str:
    question = str(METRICS[metric].default_name)
    if place is None:
        return question
    return (_("%(question)s (%(place)s)") % {"question": question, "place": place.name})[:LONGEST]


@require_safe
def survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What came of one survey, and what can be done with it. Waves move by htmx."""
    access = access_from(request)
    found = survey_with_id(access, survey_id)
    waves = waves_of(access, found)
    context = {
        "survey": found,
        "waves": waves,
        "is_asking": found.state == SurveyState.RUNNING
        and any(wave.finished_at is None for wave in waves),
    }
    if wants_part(request):
        return render_page(request, "surveys/_waves.html", context)
    reasons = reasons_of(access, found)
    context |= {
        "unpublished": has_unpublished(access, found),
        "texts": spoken_texts(access, found, language=language_of(access)),
        "numbers": numbers_of(access, found),
        "answers": latest_answers(access, found),
        "shown": shown_of(access, found),
        "clicks": click_rows(access, found),
        "clicks_count": unconfirmed_clicks(access, found).count(),
        "reasons": [(code, reason_label(code), count) for code, count in reasons.items()],
        **rights(access),
    }
    return render_page(request, "surveys/survey.html", context)


@require_POST
def survey_state(request: HttpRequest, survey_id: int) -> HttpResponseRedirect:
    """Start, pause, close; the message can take it back."""
    access = access_from(request)
    access.require(Permission.SURVEY_SEND)
    found = survey_with_id(access, survey_id)
    state, before = request.POST.get("state", ""), found.state
    if state not in SurveyState.values:
        raise Invalid
    set_survey_state(access, found, state=state)
    if before != state:
        messages.success(request, TOLD[SurveyState(state)])
    return redirect("survey", survey_id=found.pk)


TOLD = {
    SurveyState.DRAFT: gettext_lazy("It is a draft again and asks nobody."),
    SurveyState.RUNNING: gettext_lazy("It is running now."),
    SurveyState.PAUSED: gettext_lazy("It is paused and asks nobody. Answers still come in."),
    SurveyState.CLOSED: gettext_lazy("It is closed. Who answered can still change the answer."),
}


def rights(access: Access) -> dict[str, bool]:
    """Which buttons there are."""
    return {
        "may_write": access.may(Permission.SURVEY_WRITE),
        "may_send": access.may(Permission.SURVEY_SEND),
        "may_read_people": access.may(Permission.CUSTOMER_READ),
    }
