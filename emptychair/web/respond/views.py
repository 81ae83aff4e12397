"""Where customers answer. A page that is looked at stores nothing; the signed link is the proof,
so there is no cookie, no account and no script.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.access import Access
from emptychair.surveys.errors import LinkUnknown
from emptychair.surveys.queries import AnswerVisit, visit_by_link
from emptychair.surveys.queries.definitions import is_short
from emptychair.surveys.rules.privacy import is_anonymous
from emptychair.surveys.services.answer_page import AnswerPage, answer_page
from emptychair.surveys.services.answering import answer_invitation
from emptychair.surveys.services.stopping import stop_surveys
from emptychair.surveys.types import LANGUAGES, LinkState
from emptychair.web.respond.anonymous import promise
from emptychair.web.respond.by_pages import answer_by_pages, is_late, is_shut
from emptychair.web.respond.clicks import confirm_context, note_request, take_confirmation
from emptychair.web.respond.forms import AnswerForm

NAMES = {"ja": "日本語", "en": "English"}
PageView = Callable[[HttpRequest, str, AnswerVisit, str], HttpResponse]


def by_link(view: PageView) -> Callable[[HttpRequest, str], HttpResponse]:
    """Find out who comes, in which language, and keep the page out of caches and referrers."""

    @wraps(view)
    def answered(request: HttpRequest, token: str) -> HttpResponse:
        try:
            visit = visit_by_link(Access.system(None, "answer page"), token, now=timezone.now())
        except LinkUnknown:
            return _private(_gone(request, None, "unknown", status=404))
        language = _language(request, visit)
        note_request(request, visit)
        with translation.override(language):
            return _private(view(request, token, visit, language))

    return answered


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def answer(request: HttpRequest, token: str, visit: AnswerVisit, language: str) -> HttpResponse:
    """The question; after the answer the thanks, and the way to change it."""
    page = _page(visit, language)
    if visit.state is LinkState.OPEN and is_anonymous(visit.invitation.survey.privacy):
        return promise(request, token, visit)
    if is_shut(request, visit):
        return _gone(request, visit, visit.state.value, status=410, page=page)
    if not is_short(visit.access, visit.invitation, visit.response):
        return answer_by_pages(request, token, visit)
    if request.method != "POST":
        return _look(request, token, visit, page)
    form = AnswerForm(tuple(score for score, _meaning in page.scores), request.POST)
    if not form.is_valid():
        return _ask(request, token, visit, page, form=form, status=422)
    answer_invitation(
        visit.access,
        visit.invitation,
        score=form.cleaned_data["score"],
        comment=form.cleaned_data["comment"],
        now=timezone.now(),
        language=language,
    )
    return HttpResponseRedirect(f"{reverse('answer', args=[token])}?language={language}")


@csrf_exempt
@require_POST
@by_link
def here(request: HttpRequest, token: str, visit: AnswerVisit, language: str) -> HttpResponse:
    """The page saw a person: the score they followed counts (see `clicks.py`)."""
    del token
    return take_confirmation(request, visit, language=language)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def stop(request: HttpRequest, token: str, visit: AnswerVisit, language: str) -> HttpResponse:
    """No more surveys. Also what a mail program's own button for it does (RFC 8058)."""
    page = _page(visit, language)
    if request.method == "POST":
        stop_surveys(visit.access, visit.invitation, now=timezone.now())
    context = {"done": request.method == "POST", **_context(token, visit, page)}
    return render(request, "respond/stop.html", context)


def _look(request: HttpRequest, token: str, visit: AnswerVisit, page: AnswerPage) -> HttpResponse:
    """The thanks for those who answered, unless they come to change it or by another number."""
    chosen = _score(request.GET.get("score", ""), page)
    said = visit.response
    wants_change = "change" in request.GET or (said and chosen not in {None, said.score})
    if said is not None and not wants_change:
        return render(
            request, "respond/thanks.html", {**_context(token, visit, page), "said": said}
        )
    form = AnswerForm(tuple(score for score, _meaning in page.scores))
    return _ask(request, token, visit, page, form=form, chosen=chosen)


def _ask(
    request: HttpRequest,
    token: str,
    visit: AnswerVisit,
    page: AnswerPage,
    *,
    form: AnswerForm,
    chosen: int | None = None,
    status: int = 200,
) -> HttpResponse:
    said = visit.response
    confirm = {} if form.is_bound else confirm_context(token, visit, chosen)
    if form.is_bound:
        chosen, comment = _score(form.data.get("score", ""), page), form.data.get("comment", "")
    else:
        chosen = said.score if said is not None and chosen is None else chosen
        comment = said.comment if said is not None else ""
    context = {
        **_context(token, visit, page),
        "chosen": chosen,
        "comment": comment,
        "error": form.errors.get("score"),
        "said": said,
        **confirm,
    }
    return render(request, "respond/answer.html", context, status=status)


def _gone(
    request: HttpRequest,
    visit: AnswerVisit | None,
    why: str,
    *,
    status: int,
    page: AnswerPage | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"why": why, "page": page}
    if visit is not None:
        context |= {
            "said": visit.response,
            "late_link": "" if is_anonymous(visit.invitation.survey.privacy) else "?late=1",
        }
    return render(request, "respond/gone.html", context, status=status)


def _page(visit: AnswerVisit, language: str) -> AnswerPage:
    invitation = visit.invitation
    return answer_page(visit.access, invitation.survey, language=language, invitation=invitation)


def _context(token: str, visit: AnswerVisit, page: AnswerPage) -> dict[str, Any]:
    return {
        "page": page,
        "languages": [(code, NAMES[code]) for code in LANGUAGES],
        "is_test": visit.invitation.is_test,
        "answer_link": reverse("answer", args=[token]),
        "stop_link": reverse("answer-stop", args=[token]),
        "until": visit.invitation.expires_at,
        "zone": visit.access.workspace.time_zone,
        "is_late": is_late(visit),
        "privacy": visit.invitation.survey.privacy,
        "least": visit.invitation.survey.smallest_group,
    }


def _language(request: HttpRequest, visit: AnswerVisit) -> str:
    wish = request.POST.get("language") or request.GET.get("language") or ""
    known = wish if wish in LANGUAGES else visit.invitation.language
    return known if known in LANGUAGES else visit.invitation.workspace.language


def _score(text: str, page: AnswerPage) -> int | None:
    found = [score for score, _meaning in page.scores if str(score) == text]
    return found[0] if found else None


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
