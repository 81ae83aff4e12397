"""One address, two answers: the whole page, or for htmx the part that moves."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; going back through history wants the page."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page `template`, or `part` of it when htmx asks. What there is to say comes with both."""
    if not part:
        return render(request, template, dict(context or {}), status=status)
    if wants_part(request):
        answer = render_part(request, part, context, status=status)
    else:
        answer = render(request, template, dict(context or {}), status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def render_part(
    request: HttpRequest,
    part: str = "",
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """`part`, or nothing in its place, and the messages for the corner of the page."""
    body = render_to_string(part, dict(context or {}), request) if part else ""
    told = render_to_string("components/_messages.html", {"out_of_band": True}, request)
    return HttpResponse(body + told, status=status)
