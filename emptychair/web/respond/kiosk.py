"""A tablet in a shop: the renderer of the widget over the whole screen, left with a PIN."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.http.services.rates import TooManyRequests, count_request
from emptychair.surveys.errors import LinkUnknown
from emptychair.surveys.queries.collectors import PlaceVisit, place_by_key
from emptychair.surveys.services.collecting import is_pin
from emptychair.surveys.types import CollectorKind
from emptychair.web.respond.scripts import source
from emptychair.web.respond.words import ui_language

TRIES_PER_MINUTE = 5  # of a PIN


@require_safe
def kiosk(request: HttpRequest, key: str) -> HttpResponse:
    """The page that a tablet opens; all the rest is the script's."""
    visit = _visit(key)
    language = ui_language(get_language_from_request(request))
    with translation.override(language):
        if visit is None or not visit.is_open:
            why, status = ("unknown", 404) if visit is None else ("closed", 410)
            return _headers(render(request, "respond/no_place.html", {"why": why}, status=status))
        context = {
            "key": key,
            "language": language,
            "name": visit.collector.name,
            "server": reverse("widget-script", args=["kiosk"]).removesuffix("/w/kiosk.js"),
            "left": reverse("kiosk-left", args=[key]),
        }
        return _headers(render(request, "respond/kiosk.html", context))


@require_safe
def left(request: HttpRequest, key: str) -> HttpResponse:
    """Where staff come out: back to the questions, or to the settings after signing in."""
    visit = _visit(key)
    language = ui_language(get_language_from_request(request))
    with translation.override(language):
        if visit is None:
            return _headers(
                render(request, "respond/no_place.html", {"why": "unknown"}, status=404)
            )
        context = {"place": visit.collector, "language": language}
        return _headers(render(request, "respond/kiosk_left.html", context))


@csrf_exempt
@require_POST
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Whether this PIN opens the way out; few tries a minute."""
    visit = _visit(key)
    if visit is None:
        return HttpResponse(status=404)
    access = Access.respondent(visit.collector.workspace, f"pin of {visit.collector.pk}")
    try:
        count_request(access, now=timezone.now(), per_minute=TRIES_PER_MINUTE)
    except TooManyRequests:
        return HttpResponse(status=429)
    fits = is_pin(access, visit.collector, request.POST.get("pin", "")[:8])
    return HttpResponse(status=204 if fits else 403)


@require_safe
def worker(request: HttpRequest, key: str) -> HttpResponse:
    """Lets the page start without a connection; below the address of the kiosk."""
    del request, key
    answer = HttpResponse(source("kiosk_worker"), content_type="text/javascript; charset=utf-8")
    patch_cache_control(answer, no_cache=True)
    return answer


def _visit(key: str) -> PlaceVisit | None:
    try:
        visit = place_by_key(Access.system(None, "kiosk"), key)
    except LinkUnknown:
        return None
    return visit if visit.collector.kind == CollectorKind.KIOSK else None


def _headers(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_cache=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
