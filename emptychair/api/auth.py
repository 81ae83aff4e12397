"""Who calls the API: a token, or for reading somebody who is signed in to the pages."""

from django.http import HttpRequest
from ninja.utils import check_csrf

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Refused

READING = ("GET", "HEAD", "OPTIONS")


def caller(request: HttpRequest) -> Access:
    """The access of the caller. A session may change something only with Django's CSRF proof."""
    access = access_from(request)
    by_session = "Authorization" not in request.headers
    if by_session and request.method not in READING and check_csrf(request) is not None:
        raise Refused
    return access


def access_of(request: HttpRequest, permission: Permission) -> Access:
    """What `caller` found for this request, which must have this right. Raises `Refused`."""
    found: Access = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    found.require(permission)
    return found
