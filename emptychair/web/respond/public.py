"""Where people answer without an invitation: a link, a printed code, a frame in another page.

The ticket (`v`) says which sitting it is; it travels with every link and form, since there is no
cookie. Looking stores nothing.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.http.headers import POLICY
from emptychair.http.services.rates import TooManyRequests, count_request
from emptychair.surveys.errors import LinkUnknown
from emptychair.surveys.queries.collectors import PlaceVisit, place_by_key
from emptychair.surveys.rules.bots import is_stale, looks_automatic
from emptychair.surveys.services.walking_in import sitting_at_place
from emptychair.surveys.tickets import Ticket, new_ticket, read_ticket
from emptychair.surveys.types import CollectorKind, LinkState
from emptychair.surveys.types.definition import Aside
from emptychair.web.respond.door import Door, given_with, to_carry
from emptychair.web.respond.paged import respond
from emptychair.web.respond.words import ui_language

TICKET = "v"
TRAP = "website"  # a field that nobody sees; only programs fill it
PER_MINUTE = 600  # forms sent at one place; a shop full of people is far below


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, key: str) -> HttpResponse:
    """The survey of a public place."""
    try:
        visit = place_by_key(Access.system(None, "public place"), key)
    except LinkUnknown:
        return _headers(_gone(request, "unknown", 404), None)
    if not visit.is_open:
        return _headers(_gone(request, "closed", 410), visit)
    try:
        return _headers(_answer(request, visit), visit)
    except TooManyRequests as error:
        answer = _gone(request, "busy", 429)
        answer["Retry-After"] = str(error.details.get("retry_after", 60))
        return _headers(answer, visit)


def _answer(request: HttpRequest, visit: PlaceVisit) -> HttpResponse:
    now = timezone.now()
    given = given_with(request)
    ticket = read_ticket(given.get(TICKET, ""), collector_id=visit.collector.pk)
    if ticket is None or is_stale(opened_at=ticket.opened_at, now=now):
        return _sit_down(request, visit)
    if request.method == "POST":
        count_request(visit.access, now=now, per_minute=PER_MINUTE)
    sitting = sitting_at_place(
        visit.access,
        visit.collector,
        ticket,
        languages=(given.get("language", ""), get_language_from_request(request)),
        given=given,
        aside=_aside(request, ticket),
    )
    door = Door(
        address=request.path,
        sender_address=visit.access.workspace.sender_address,
        state=LinkState.OPEN,
        carried={**to_carry(sitting, given), TICKET: given[TICKET]},
        trap=TRAP,
    )
    return respond(request, sitting, door)


def _sit_down(request: HttpRequest, visit: PlaceVisit) -> HttpResponse:
    """A ticket first: from here on every form is one and the same answer."""
    asked = {name: value for name, value in given_with(request).items() if name != TICKET}
    ticket = new_ticket(visit.collector.pk, now=timezone.now())
    return redirect(f"{request.path}?{urlencode({**asked, TICKET: ticket})}")


def _aside(request: HttpRequest, ticket: Ticket) -> str:
    if request.method != "POST":
        return Aside.NONE.value
    trap = request.POST.get(TRAP, "")
    automatic = looks_automatic(trap=trap, opened_at=ticket.opened_at, now=timezone.now())
    return Aside.BOT.value if automatic else Aside.NONE.value


def _gone(request: HttpRequest, why: str, status: int) -> HttpResponse:
    with translation.override(ui_language(get_language_from_request(request))):
        return render(request, "respond/no_place.html", {"why": why}, status=status)


def _headers(response: HttpResponse, visit: PlaceVisit | None) -> HttpResponse:
    """Out of caches; in a frame only on the pages that the company named."""
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    if visit is not None and visit.collector.kind == CollectorKind.EMBED:
        origins = " ".join(visit.collector.settings.get("origins", [])) or "'none'"
        response["Content-Security-Policy"] = POLICY.replace(
            "frame-ancestors 'none'", f"frame-ancestors {origins}"
        )
        response["X-Frame-Options"] = "ALLOW"  # unknown to browsers: the policy above decides
    return response


def public_path(key: str) -> str:
    """The public address of a place, below the installation's own."""
    return reverse("place", args=[key])
