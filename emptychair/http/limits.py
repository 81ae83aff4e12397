"""For machines: how often they may ask, and that asking twice does once."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access, ActorKind
from emptychair.http.access import access_from
from emptychair.http.errors import answer_for
from emptychair.http.services.idempotency import Remembered, begin_request, end_request
from emptychair.http.services.rates import count_request
from emptychair.kit.errors import Invalid, ProductError

API = "/api/"
LONGEST_KEY = 120


class KeyTooLong(Invalid):
    """An idempotency key that nobody can keep."""

    code = "idempotency-key-too-long"
    message = _("An Idempotency-Key has at most 120 signs.")


class MachineLimitsMiddleware:
    """Below `/api/`: a rate for each token, and `Idempotency-Key` for what changes something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on, or answer at once."""
        if not request.path.startswith(API) or "Authorization" not in request.headers:
            return self.get_response(request)
        try:
            access = access_from(request)
        except ProductError:
            return self.get_response(request)  # the view says the same, in its own way
        try:
            if access.actor.kind is ActorKind.TOKEN:
                count_request(access, now=timezone.now(), per_minute=settings.API_RATE)
            return self._once(request, access)
        except ProductError as error:
            response = answer_for(request, error)
            if "retry_after" in error.details:
                response["Retry-After"] = str(error.details["retry_after"])
            return response

    def _once(self, request: HttpRequest, access: Access) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "").strip()
        if not key or request.method not in {"POST", "PATCH"}:
            return self.get_response(request)
        if len(key) > LONGEST_KEY:
            raise KeyTooLong
        before = begin_request(access, key=key, request_hash=_hash_of(request), now=timezone.now())
        if before is not None:
            again = HttpResponse(before.body, before.content_type, before.status)
            again["Idempotent-Replayed"] = "true"
            return again
        response = self.get_response(request)
        if response.streaming:
            end_request(access, key=key, answer=Remembered(500, "", ""))  # nobody can keep it
            return response
        kept = Remembered(response.status_code, response["Content-Type"], response.content.decode())
        end_request(access, key=key, answer=kept)
        return response


def _hash_of(request: HttpRequest) -> str:
    told = f"{request.method} {request.get_full_path()}\n".encode()
    if request.content_type == "multipart/form-data":  # a file: told by its length, not read twice
        told += request.headers.get("Content-Length", "").encode()
    else:
        told += request.body
    return hashlib.sha256(told).hexdigest()
