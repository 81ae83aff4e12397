"""From what an endpoint says to the answer: always JSON, always with a body."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from emptychair.integrations.delighted.errors import ApiError, Unprocessable
from emptychair.integrations.delighted.types import Reply

CONTENT = "application/json; charset=utf-8"
OK = {"ok": True}
REALM = 'Basic realm="Emptychair"'


def seconds(moment: datetime | None) -> int | None:
    """Unix time in whole seconds."""
    return int(moment.timestamp()) if moment is not None else None


def reply(request: HttpRequest, said: Reply) -> HttpResponse:
    """The answer of an endpoint; where a list goes on, with the link to the next page."""
    response = _json(said.body, said.status)
    if said.next_page:
        response["Link"] = f'<{_next_address(request, said.next_page)}>; rel="next"'
    return response


def refusal(error: ApiError) -> HttpResponse:
    """The answer to a request that cannot be served."""
    body: dict[str, Any] = {
        "status": error.status,
        "message": HTTPStatus(error.status).phrase,
    }
    if error.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        body["message"] = "Unprocessable Entity"
        body["errors"] = error.errors if isinstance(error, Unprocessable) else {}
    response = _json(body, error.status)
    if error.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = REALM
    if error.retry_after:
        response["Retry-After"] = str(error.retry_after)
    return response


def _json(body: Any, status: int) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(body), status=status, content_type=CONTENT)


def _next_address(request: HttpRequest, cursor: str) -> str:
    """Absolute and whole: filters are said again. A client splits at commas and semicolons, so
    those are escaped.
    """
    asked = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name != "page_info"
    ]
    query = urlencode([*asked, ("page_info", cursor)])
    path = request.get_full_path().partition("?")[0].replace(",", "%2C").replace(";", "%3B")
    prefix = request.META.get("SCRIPT_NAME", "")
    return f"{origin_of(request)}{path.removeprefix(prefix)}?{query}"


def origin_of(request: HttpRequest) -> str:
    """Where this server is reached: the public address, else as the request came."""
    public = str(settings.PUBLIC_URL)
    if public != f"http://localhost:{settings.PORT}":  # somebody has named one
        return public
    prefix = request.META.get("SCRIPT_NAME", "")
    return request.build_absolute_uri(f"{prefix}/").rstrip("/")
