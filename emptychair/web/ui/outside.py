"""Pages for customers without an account: the language they chose, polite words, nothing kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_request, gettext_lazy

LANGUAGES = {"ja": "日本語", "en": "English"}
# What a customer reads beside a field that cannot be taken.
POLITE: dict[str, Any] = {
    "required": gettext_lazy("Please fill this in."),
    "invalid": gettext_lazy("Please look at this again: we could not read it."),
}


def asked_language(request: HttpRequest) -> str:
    """The language chosen on the page; empty where none was."""
    wish = request.POST.get("language") or request.GET.get("language") or ""
    return wish if wish in LANGUAGES else ""


def gone(request: HttpRequest, template: str, *, status: int = 404) -> HttpResponse:
    """A link that opens nothing any more, in the language chosen, or the browser's."""
    own = get_language_from_request(request)[:2]
    language = asked_language(request) or (own if own in LANGUAGES else "en")
    context = {"page": {"language": language}, "languages": list(LANGUAGES.items())}
    with translation.override(language):
        return private(render(request, template, context, status=status))


def private(response: HttpResponse) -> HttpResponse:
    """For one customer's eyes: not kept by anybody on the way, not found by searching."""
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
