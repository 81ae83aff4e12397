"""Asking: to oneself, then a wave, seen before it is sent; who was asked or not, and why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.messaging.queries import can_mail_leave
from emptychair.messaging.queries.windows import next_send_time
from emptychair.surveys.queries import (
    asked_rows,
    decision_rows,
    decisions_about,
    reasons_of,
    survey_with_id,
)
from emptychair.surveys.queries.overview import next_wave_key
from emptychair.surveys.reasons import reason_label
from emptychair.surveys.services.audience import wave_preview
from emptychair.surveys.services.dispatch import send_test
from emptychair.surveys.services.simulation import simulation_of
from emptychair.surveys.services.waves import begin_wave
from emptychair.surveys.types import LANGUAGES, SurveyState
from emptychair.surveys.wishes import channels_of
from emptychair.web.surveys.plan import judged_at_most
from emptychair.web.surveys.words import language_of
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

WAVE_KEY_AT_MOST = 60


@require_POST
def send_to_oneself(request: HttpRequest, survey_id: int) -> HttpResponseRedirect:
    """The invitation to whoever is signed in."""
    access = access_from(request)
    survey = survey_with_id(access, survey_id)
    wish = request.POST.get("language", "")
    language = wish if wish in LANGUAGES else language_of(access)
    address = getattr(request.user, "email", "")
    sent = send_test(access, survey, to_address=address, language=language, now=timezone.now())
    if can_mail_leave(access):
        messages.success(request, _("Sent to %(address)s.") % {"address": address})
        return redirect("survey", survey_id=survey.pk)
    messages.success(request, _("No mail server is set, so the mail stays here. Click a number."))
    return redirect("outbox-message", message_id=sent.message_id)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The dry run: whom this wave would ask and whom not. A click below it sends."""
    access = access_from(request)
    access.require(Permission.SURVEY_SEND)
    survey, now = survey_with_id(access, survey_id), timezone.now()
    today = local_day(now, access.workspace.zone)
    if request.method == "POST":
        wave = request.POST.get("wave", "")[:WAVE_KEY_AT_MOST] or str(today)
        begun, _is_new = begin_wave(access, survey, wave=wave, now=now)
        messages.success(request, _begun(begun.people))
        return redirect("survey", survey_id=survey.pk)
    key = next_wave_key(access, survey, day=today)
    preview, reason = (
        wave_preview(access, survey, wave=key, now=now, at_most=judged_at_most(request)),
        request.GET.get("reason", ""),
    )
    whole = simulation_of(access, preview.people, people=preview.result.people, now=now)
    leaves_at = next_send_time(access, None, channel=channels_of(survey)[0], now=now)
    shown = [one for one in preview.people if reason in {"", one.reason}]
    page = paginate(request, shown)
    context = {
        "survey": survey,
        "wave": key,
        "result": preview.result,
        "reasons": _counted(preview.result.reasons),
        "reason": reason,
        "page": page,
        "rows": asked_rows(access, page.items),
        "is_dry_run": True,
        "keep": "all=1&" if request.GET.get("all") else "",
        "whole": whole,
        "leaves_at": leaves_at if leaves_at > now and not access.workspace.is_demo else None,
        "may_begin": survey.state in {SurveyState.RUNNING, SurveyState.DRAFT},
    }
    return render_page(request, "surveys/ask.html", context, part="surveys/_decisions.html")


@require_safe
def asked(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Everybody who was asked by this survey or not, each with the reason."""
    access = access_from(request)
    survey, reason = survey_with_id(access, survey_id), request.GET.get("reason", "")
    page = paginate(request, decisions_about(access, survey, reason=reason))
    context = {
        "survey": survey,
        "reasons": _counted(reasons_of(access, survey)),
        "reason": reason,
        "page": page,
        "rows": decision_rows(access, page.items),
    }
    return render_page(request, "surveys/asked.html", context, part="surveys/_decisions.html")


def _counted(reasons: dict[str, int]) -> list[tuple[str, str, int]]:
    """Asked first, then the reasons against it, the most frequent first."""
    ordered = sorted(reasons.items(), key=lambda one: (one[0] != "allowed", -one[1]))
    return [(code, reason_label(code), count) for code, count in ordered]


def _begun(people: int) -> str:
    told = ngettext(
        "The mails are on their way: %(count)s person is looked at.",
        "The mails are on their way: %(count)s people are looked at.",
        people,
    )
    return told % {"count": f"{people:,}"}
