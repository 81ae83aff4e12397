"""From a request to `Access`: a token in the header, or somebody who signed in. Made here only."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.errors import NoWorkspace
from emptychair.accounts.models import User
from emptychair.accounts.queries import access_of_person, access_of_user
from emptychair.accounts.services.tokens import authenticate_token
from emptychair.kit.errors import Unauthenticated

KEPT = "_emptychair_visit"  # on the request: asking twice costs once


@dataclass(frozen=True, slots=True)
class Visit:
    """An access with the moment at which it ends, where it came by token."""

    access: Access
    expires_at: datetime | None


def access_from(request: HttpRequest) -> Access:
    """Who asks. Raises `Unauthenticated`, `TokenRefused`; `NoWorkspace` for those in none."""
    return visit_from(request).access


def visit_from(request: HttpRequest) -> Visit:
    """Who asks, and until when. A token counts before a session, and a bad one is not forgiven."""
    asked = (
        request.headers.get("Authorization", ""),
        request.user.pk,
        request.session.get("workspace", ""),
    )
    kept: tuple[tuple[str, int | None, str], Visit] | None = getattr(request, KEPT, None)
    if kept is not None and kept[0] == asked:
        return kept[1]
    visit = _visit_by_token(asked[0]) if asked[0] else _visit_by_session(request, asked[2])
    setattr(request, KEPT, (asked, visit))
    return visit


def person_from(request: HttpRequest) -> Access:
    """Who signed in, before a workspace counts: for their own account, and to choose one."""
    return access_of_person(user_from(request))


def user_from(request: HttpRequest) -> User:
    """The row of who signed in."""
    if not request.user.is_authenticated:
        raise Unauthenticated
    return request.user


def _visit_by_session(request: HttpRequest, slug: str) -> Visit:
    if not request.user.is_authenticated:
        raise Unauthenticated
    access = access_of_user(request.user, slug=slug)
    if access is None:
        raise NoWorkspace
    return Visit(access, None)


def _visit_by_token(header: str) -> Visit:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unauthenticated
    access, token = authenticate_token(secret.strip(), timezone.now())
    return Visit(access, token.expires_at)
