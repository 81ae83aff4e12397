"""The door of the demo: visitors of its pages are signed in, and come into no other workspace."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import get_language

from emptychair.accounts.access import Access
from emptychair.accounts.queries import demo_slug, user_with_email
from emptychair.accounts.rules.entrance import DEMO_ADDRESS

# Machines, the watchman and customers who answer a survey are no visitors of the demo.
NOT_PAGES = (
    *("/api/", "/health", "/ready", "/metrics", "/static/", "/language/", "/account/"),
    *("/a/", "/s/", "/w/", "/k/", "/p/"),
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class DemoEntranceMiddleware:
    """Does nothing unless `EMPTYCHAIR_DEMO_SIGN_IN` is on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a visitor in, or let them pass."""
        if settings.DEMO_SIGN_IN and _is_page(request) and not request.user.is_authenticated:
            _let_in(request)
        return self.get_response(request)


def _is_page(request: HttpRequest) -> bool:
    if "Authorization" in request.headers or request.path.startswith(NOT_PAGES):
        return False
    try:
        resolve(request.path)
    except Resolver404:
        return False
    return True


def _let_in(request: HttpRequest) -> None:
    access = Access.system(None, "demo")
    visitor = user_with_email(access, DEMO_ADDRESS)
    if visitor is None:
        return
    slug = demo_slug(access, visitor, language=get_language() or settings.LANGUAGE_CODE)
    if slug:
        login(request, visitor, backend=BACKEND)
        request.session["workspace"] = slug
