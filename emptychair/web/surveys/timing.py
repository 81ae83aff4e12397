"""When a survey asks: after which event, under which conditions, and what that would have meant."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.surveys.errors import TimingInvalid
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.queries.events_seen import events_seen, subjects_of
from emptychair.surveys.reasons import reason_label
from emptychair.surveys.services.timing import Timing, change_timing
from emptychair.surveys.services.trigger_preview import preview_trigger
from emptychair.web.surveys.timing_forms import (
    ClauseForm,
    TimingForm,
    clause_forms,
    entered_timing,
    initial_of,
)
from emptychair.web.ui.parts import wants_part

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey


@require_http_methods(["GET", "HEAD", "POST"])
def timing(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The form. While somebody changes it, htmx asks for the last thirty days alone."""
    access = access_from(request)
    access.require(Permission.SURVEY_WRITE)
    survey = survey_with_id(access, survey_id)
    data = request.POST if request.method == "POST" else request.GET or None
    form, lines = _forms(access, survey, data if data and "sampling" in data else None)
    wanted = _entered(form, lines)
    if request.method == "POST" and wanted:
        try:
            change_timing(access, survey, timing=wanted)
        except TimingInvalid as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("survey-timing", survey_id=survey.pk)
    context = {
        "survey": survey,
        "form": form,
        "lines": lines,
        **_preview(access, survey, wanted or Timing.of(survey)),
    }
    if wants_part(request) and request.method != "POST":
        return render(request, "surveys/_timing_preview.html", context)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "surveys/timing.html", context, status=status)


def _forms(access: Access, survey: "Survey", data: Any) -> tuple[TimingForm, list[ClauseForm]]:
    stored = Timing.of(survey)
    event = data.get("trigger_event", "") if data else stored.trigger_event
    form = TimingForm(
        data, initial=initial_of(stored), events=events_seen(access, now=timezone.now())
    )
    return form, clause_forms(data, stored.clauses, subjects_of(access, event))


def _entered(form: TimingForm, lines: list[ClauseForm]) -> Timing | None:
    if not form.is_bound or not form.is_valid() or not all(one.is_valid() for one in lines):
        return None
    return entered_timing(form, lines)


def _preview(access: Access, survey: "Survey", wanted: Timing) -> dict[str, Any]:
    if not wanted.trigger_event:
        return {"preview": None, "reasons": []}
    preview = preview_trigger(access, survey, timing=wanted, now=timezone.now())
    ordered = sorted(preview.reasons.items(), key=lambda one: (one[0] != "allowed", -one[1]))
    return {
        "preview": preview,
        "reasons": [(reason_label(code), count) for code, count in ordered],
    }
