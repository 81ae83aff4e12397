"""Links of a mail that are followed: each request is kept, and none counts. The page itself sees
whether a person came (`static/js/answer-here.js`) and says so here; the button says it as well.
"""

import hashlib
import hmac
import re

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from emptychair.surveys.queries import AnswerVisit
from emptychair.surveys.rules.clicks import HIDDEN, PERSON, SCORE
from emptychair.surveys.services.clicks import Seen, confirm_click, note_visit
from emptychair.surveys.services.sitting import Sitting
from emptychair.surveys.types import LinkState
from emptychair.web.respond.reading import field_name

PREFETCH = ("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz")
LONGEST = 24 * 3600  # seconds that a page may stay open before a sign of a person
LEAST = 1  # seconds between the page and a sign of a person
_SCORE = re.compile(r"[0-9]{1,2}")
SALT = "emptychair.respond.stamp"


def note_request(request: HttpRequest, visit: AnswerVisit) -> None:
    """Keep that somebody, or something, followed a link of the mail. Sending a form is no visit."""
    if request.method in {"GET", "HEAD"}:
        note_visit(visit.access, visit.invitation, _seen(request, visit), now=timezone.now())


def confirm_context(token: str, visit: AnswerVisit, chosen: int | None) -> dict[str, str]:
    """What the page needs to say that a person came; nothing unless a score of the mail is open."""
    if chosen is None or visit.response is not None or visit.invitation.is_test:
        return {}
    stamp = TimestampSigner(salt=SALT).sign(str(visit.invitation.pk))
    return {"confirm_link": reverse("answer-here", args=[token]), "stamp": stamp}


def confirm_of_pages(
    request: HttpRequest, token: str, visit: AnswerVisit, sitting: Sitting
) -> dict[str, str]:
    """The same for a survey of several pages; its form calls the score by the question's name."""
    text, main = request.GET.get("score", ""), sitting.definition.score
    chosen = int(text) if request.method == "GET" and _SCORE.fullmatch(text) else None
    found = confirm_context(token, visit, chosen)
    return {**found, "score_field": field_name(main)} if found else {}


def take_confirmation(request: HttpRequest, visit: AnswerVisit, *, language: str) -> HttpResponse:
    """The page saw a person after a score was followed: that score is the answer now."""
    text = request.POST.get("score", "")
    if visit.state is not LinkState.OPEN:
        return HttpResponse(status=410)
    if not _SCORE.fullmatch(text) or _is_prefetch(request) or not _is_from_page(request, visit):
        return HttpResponse(status=422)
    saved = confirm_click(
        visit.access,
        visit.invitation,
        score=int(text),
        language=language,
        seen=_seen(request, visit, link=PERSON),
        now=timezone.now(),
    )
    return HttpResponse(status=204 if saved else 422)


def _seen(request: HttpRequest, visit: AnswerVisit, *, link: str = "") -> Seen:
    return Seen(
        link=link or _link(request),
        method=request.method or "",
        address_hash=_address_hash(request, visit),
        agent=request.headers.get("User-Agent", ""),
        is_prefetch=_is_prefetch(request),
    )


def _link(request: HttpRequest) -> str:
    """Which link of the mail it was."""
    match = request.resolver_match
    if match and match.url_name == "answer-stop":
        return "stop"
    if HIDDEN in request.GET:
        return "hidden"
    score = request.GET.get("score", "")
    return f"{SCORE}{score}" if _SCORE.fullmatch(score) else "open"


def _is_prefetch(request: HttpRequest) -> bool:
    said = " ".join(request.headers.get(name, "") for name in PREFETCH).lower()
    return any(word in said for word in ("prefetch", "preview", "prerender"))


def _is_from_page(request: HttpRequest, visit: AnswerVisit) -> bool:
    """Sent by our own page, which was open for a moment at least."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    signer, stamp = TimestampSigner(salt=SALT), request.POST.get("stamp", "")
    try:
        text = signer.unsign(stamp, max_age=LONGEST)
    except BadSignature:
        return False
    try:
        signer.unsign(stamp, max_age=LEAST)
    except BadSignature:
        return text == str(visit.invitation.pk)
    return False  # quicker than anybody reads


def _address_hash(request: HttpRequest, visit: AnswerVisit) -> str:
    """The address so that two visits of one mail can be told apart, and nothing else can."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    about = f"visit:{visit.invitation.pk}:{address}"
    key = str(settings.SECRET_KEY).encode()
    return hmac.digest(key, about.encode(), hashlib.sha256).hex()[:32]
