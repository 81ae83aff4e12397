"""From a request to `Access`: a token in the header, or somebody who signed in. Made here only."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.queries import access_of_user
from emptychair.accounts.services.tokens import authenticate_token
from emptychair.kit.errors import Refused, Unauthenticated


@dataclass(frozen=True, slots=True)
class Visit:
    """An access with the moment at which it ends, where it came by token."""

    access: Access
    expires_at: datetime | None


def access_from(request: HttpRequest) -> Access:
    """Who asks. Raises `Unauthenticated`, `TokenRefused`; `Refused` for those in no workspace."""
    return visit_from(request).access


def visit_from(request: HttpRequest) -> Visit:
    """Who asks, and until when. A token counts before a session, and a bad one is not forgiven."""
    header = request.headers.get("Authorization", "")
    if header:
        return _visit_by_token(header)
    if not request.user.is_authenticated:
        raise Unauthenticated
    access = access_of_user(request.user, slug=request.session.get("workspace", ""))
    if access is None:
        raise Refused
    return Visit(access, None)


def _visit_by_token(header: str) -> Visit:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unauthenticated
    access, token = authenticate_token(secret.strip(), timezone.now())
    return Visit(access, token.expires_at)
