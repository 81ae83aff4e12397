"""One request of a client library: 200 only after all of it is in the database."""

import base64
import binascii
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from emptychair.accounts.access import Access
from emptychair.integrations.segment.clocks import skew_of
from emptychair.integrations.segment.envelope import MANY, Opened, open_envelope
from emptychair.integrations.segment.errors import EndpointUnknown, MessageRefused, PostOnly
from emptychair.integrations.segment.messages import arrival_of
from emptychair.kit.errors import ProductError
from emptychair.usage.errors import WriteKeyUnknown
from emptychair.usage.services.arriving import take_arrivals
from emptychair.usage.services.keys import enter_with_key, note_refused
from emptychair.usage.types import Arrival, KeyKind

SYSTEM = Access.system(None, "Segment libraries")
SHORT = {"t": "track", "i": "identify", "g": "group", "p": "page", "s": "screen", "a": "alias"}
ENDPOINTS = frozenset({*MANY, *SHORT.values()})
SOURCE, HISTORY = "segment", "segment-import"
Refusals = list[dict[str, Any]]


@csrf_exempt
def take(request: HttpRequest, endpoint: str) -> HttpResponse:
    """Everything below `/segment/v1/`: no cookies, no redirects, JSON whatever happens.

    A page in a browser may send with a public key from anywhere: no cookie speaks for it.
    """
    try:
        answer, is_public = _taken(request, SHORT.get(endpoint, endpoint), timezone.now())
    except ProductError as error:
        told = {"success": False, "code": error.code, "message": str(error.message)}
        answer, is_public = JsonResponse(told, status=error.status), True
    if is_public:
        answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _taken(request: HttpRequest, endpoint: str, now: datetime) -> tuple[HttpResponse, bool]:
    if endpoint not in ENDPOINTS:
        raise EndpointUnknown
    if request.method == "OPTIONS":
        return _preflight(), True
    if request.method != "POST":
        raise PostOnly
    opened = open_envelope(request, endpoint)
    key, access = enter_with_key(SYSTEM, _secret(request) or opened.write_key, now=now)
    arrivals, refused = _read(opened, endpoint, now)
    source = HISTORY if endpoint == "import" else SOURCE
    if arrivals:
        take_arrivals(access, arrivals, source=source)
    if refused:
        note_refused(access, key, count=len(refused), why=refused[-1]["message"], now=now)
    return _answer(refused, some=bool(arrivals)), key.kind == KeyKind.BROWSER


def _read(opened: Opened, endpoint: str, now: datetime) -> tuple[list[Arrival], Refusals]:
    """Messages that can be understood, and why others cannot."""
    skew = skew_of(opened.sent_at, now)
    arrivals: list[Arrival] = []
    refused: Refusals = []
    for place, raw in enumerate(opened.messages):
        try:
            one = arrival_of(raw, endpoint, context=opened.context, skew=skew, received=now)
        except MessageRefused as refusal:
            refused.append({"index": place, "code": refusal.code, "message": refusal.why})
        else:
            arrivals += [one] if one is not None else []
    return arrivals, refused


def _answer(refused: Refusals, *, some: bool) -> HttpResponse:
    """What was not understood is named: it was not stored, whatever the status says of the rest."""
    if not refused:
        return JsonResponse({"success": True})
    if some:
        return JsonResponse({"success": True, "rejected": refused})
    first = {"code": refused[0]["code"], "message": refused[0]["message"]}
    return JsonResponse({"success": False, **first, "rejected": refused}, status=400)


def _preflight() -> HttpResponse:
    answer = HttpResponse(status=204)
    answer["Access-Control-Allow-Methods"] = "POST"
    answer["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Content-Encoding"
    answer["Access-Control-Max-Age"] = "86400"
    return answer


def _secret(request: HttpRequest) -> str:
    """The user name of Basic authentication; the password is empty."""
    scheme, _, given = request.headers.get("Authorization", "").strip().partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        plain = base64.b64decode(given.strip(), validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        raise WriteKeyUnknown from None
    return plain.partition(":")[0].strip()
