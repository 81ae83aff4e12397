"""What the widget asks the server: what to show, whether it may, and to take answers in.

There is no cookie and no session. Only pages that the place names may ask (`Origin`), and the
device draws the number of a sitting, so sending an answer again changes nothing.
"""

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.http.services.rates import TooManyRequests, count_request
from emptychair.surveys.errors import LinkUnknown
from emptychair.surveys.queries.collectors import PlaceVisit, place_by_key
from emptychair.surveys.services.identity import Claim, visitor_of
from emptychair.surveys.services.showing import known_of, may_show
from emptychair.surveys.types import CollectorKind
from emptychair.web.respond.widget_answers import Body, take
from emptychair.web.respond.widget_config import attributes_in, config_of

KINDS = frozenset({CollectorKind.WIDGET.value, CollectorKind.KIOSK.value})
PER_MINUTE = 1200  # messages to one place; a full shop, or a busy site, stays below
FRESH = 60  # seconds a config may be used without asking
LARGEST = 64 * 1024
_SITTING = re.compile(r"[A-Za-z0-9_-]{16,40}")
PlaceView = Callable[[HttpRequest, PlaceVisit], HttpResponse]


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger fired at this sitting, for whoever the page says."""

    sitting: str
    identity: Claim | None = None


def by_key(*methods: str) -> Callable[[PlaceView], Callable[[HttpRequest, str], HttpResponse]]:
    """Find the place, see which page asks, and let only those it names read the answer."""

    def around(view: PlaceView) -> Callable[[HttpRequest, str], HttpResponse]:
        @csrf_exempt
        @require_http_methods([*methods, "OPTIONS"])
        @wraps(view)
        def answered(request: HttpRequest, key: str) -> HttpResponse:
            try:
                visit = place_by_key(Access.system(None, "widget"), key)
            except LinkUnknown:
                return _no("unknown", 404)
            if visit.collector.kind not in KINDS:
                return _no("unknown", 404)
            return _shared(request, visit, _heard(request, visit, view))

        return answered

    return around


@by_key("GET", "HEAD")
def config(request: HttpRequest, visit: PlaceVisit) -> HttpResponse:
    """The survey and how it is shown; the same for everybody, so it may be cached."""
    wishes = (request.GET.get("language", ""), get_language_from_request(request))
    body = msgspec.json.encode(config_of(visit, wishes=wishes))
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(body, content_type="application/json")
    answer["ETag"] = tag
    patch_cache_control(answer, public=True, max_age=FRESH, stale_while_revalidate=600)
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


@by_key("POST")
def answers(request: HttpRequest, visit: PlaceVisit) -> HttpResponse:
    """Keep what was answered so far; the same again changes nothing."""
    body = _read(request, Body)
    if body is None or not _SITTING.fullmatch(body.sitting):
        return _no("unreadable", 400)
    saved = take(visit, body, now=timezone.now(), language=get_language_from_request(request))
    status = 422 if saved.problems and body.finished else 200
    return JsonResponse({"problems": saved.problems, "finished": saved.finished}, status=status)


@by_key("POST")
def shown(request: HttpRequest, visit: PlaceVisit) -> HttpResponse:
    """Whether a trigger may put its question; for those who are known the contact rule decides."""
    body = _read(request, Asking)
    if body is None or not _SITTING.fullmatch(body.sitting):
        return _no("unreadable", 400)
    person = visitor_of(visit.access, visit.collector, body.identity) if body.identity else None
    if person is None:
        return JsonResponse({"show": True, "known": {}})
    collector, access = visit.collector, visit.access
    allowed = may_show(access, collector, person, sitting=body.sitting, now=timezone.now())
    names = attributes_in(access, visit)
    known = known_of(access, collector, person, names) if allowed and names else {}
    return JsonResponse({"show": allowed, "known": known})


def _heard(request: HttpRequest, visit: PlaceVisit, view: PlaceView) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method == "POST" and not _is_named(request, visit):
        return _no("origin", 403)
    if not visit.is_open:
        return _no("closed", 410)
    if request.method != "POST":
        return view(request, visit)
    try:
        count_request(visit.access, now=timezone.now(), per_minute=PER_MINUTE)
    except TooManyRequests as error:
        answer = _no("busy", 429)
        answer["Retry-After"] = str(error.details.get("retry_after", 60))
        return answer
    return view(request, visit)


def _shared(request: HttpRequest, visit: PlaceVisit, answer: HttpResponse) -> HttpResponse:
    """Let the pages that the place names read this, and nobody else."""
    patch_vary_headers(answer, ["Origin"])
    if request.method == "POST" or answer.status_code >= 400:
        patch_cache_control(answer, no_store=True)
    answer["X-Robots-Tag"] = "noindex"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    if _is_named(request, visit):
        answer["Access-Control-Allow-Origin"] = request.headers["Origin"]
        answer["Access-Control-Allow-Methods"] = "GET, POST"
        answer["Access-Control-Allow-Headers"] = "Content-Type"
        answer["Access-Control-Expose-Headers"] = "Retry-After"
        answer["Access-Control-Max-Age"] = "86400"
    return answer


def _is_named(request: HttpRequest, visit: PlaceVisit) -> bool:
    """Whether the page that asks is our own, or one the place names."""
    origin = request.headers.get("Origin", "")
    ours = urlsplit(settings.PUBLIC_URL)
    own = {f"{request.scheme}://{request.get_host()}", f"{ours.scheme}://{ours.netloc}"}
    return bool(origin) and origin in {*own, *visit.collector.settings.get("origins", [])}


def _read(request: HttpRequest, shape: type[Any]) -> Any:
    """What was sent, or nothing. As plain text too, which needs no question beforehand."""
    if len(request.body) > LARGEST:
        return None
    try:
        return msgspec.json.decode(request.body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _no(code: str, status: int) -> HttpResponse:
    return JsonResponse({"code": code}, status=status)
