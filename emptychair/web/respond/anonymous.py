"""Anonymous surveys: the link of the invitation explains and begins; answering has an address of
its own that knows nothing of the invitation.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.surveys.errors import AlreadyBegun, LinkUnknown, TicketOver, TooFewInvited
from emptychair.surveys.queries import AnswerVisit
from emptychair.surveys.queries.anonymous import anonymous_visit
from emptychair.surveys.queries.definitions import definition_for
from emptychair.surveys.queries.sender import company_name
from emptychair.surveys.services.anonymous import begin_anonymously, sitting_anonymously
from emptychair.surveys.services.sitting import spoken_language
from emptychair.web.respond.door import Door, Surroundings
from emptychair.web.respond.paged import respond
from emptychair.web.respond.words import NAMES, direction, ui_language

USED, TOO_FEW = "used", "too-few"


def promise(request: HttpRequest, token: str, visit: AnswerVisit) -> HttpResponse:
    """What anonymous means here, in plain words, and the button that begins."""
    invitation = visit.invitation
    definition, _version = definition_for(
        visit.access, invitation.survey, invitation=invitation, response=None
    )
    wish = request.POST.get("language") or request.GET.get("language") or ""
    language = spoken_language(definition, wish, (invitation.language,))
    why = USED if invitation.answered_at is not None else ""
    if request.method == "POST" and not why:
        try:
            ticket = begin_anonymously(visit.access, invitation, now=timezone.now())
        except AlreadyBegun:
            why = USED
        except TooFewInvited:
            why = TOO_FEW
        else:
            link = reverse("answer-unnamed", args=[ticket])
            return HttpResponseRedirect(f"{link}?language={language}")
    here = reverse("answer", args=[token])
    context: dict[str, Any] = {
        "page": _surroundings(visit, language),
        "languages": [
            (code, NAMES.get(code.lower(), code), f"{here}?language={code}")
            for code in definition.languages
            if len(definition.languages) > 1
        ],
        "why": why,
        "least": invitation.survey.smallest_group,
        "is_test": invitation.is_test,
        "address": here,
        "stop_link": reverse("answer-stop", args=[token]),
    }
    with translation.override(ui_language(language)):
        return render(request, "respond/promise.html", context, status=409 if why else 200)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unnamed(request: HttpRequest, ticket: str) -> HttpResponse:
    """The questions, for somebody of whom nothing is known."""
    try:
        visit = anonymous_visit(Access.system(None, "answer page"), ticket, now=timezone.now())
    except (LinkUnknown, TicketOver) as error:
        with translation.override(ui_language(get_language_from_request(request))):
            over = isinstance(error, TicketOver)
            page = render(request, "respond/ticket_over.html", {"over": over}, status=error.status)
        return _private(page)
    wish = request.POST.get("language") or request.GET.get("language") or ""
    door = Door(
        address=reverse("answer-unnamed", args=[ticket]),
        sender_address=visit.access.workspace.sender_address,
    )
    sitting = sitting_anonymously(visit.access, visit, languages=(wish,))
    return _private(respond(request, sitting, door))


def _surroundings(visit: AnswerVisit, language: str) -> Surroundings:
    return Surroundings(
        company=company_name(visit.access),
        address=visit.access.workspace.sender_address,
        language=language,
        ui=ui_language(language),
        direction=direction(language),
    )


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
