"""The invitation that somebody holds: the session keeps the hash of its secret until it is used."""

from django.http import HttpRequest
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.errors import InvitationUnusable
from emptychair.accounts.models import MemberInvitation
from emptychair.accounts.queries import invitation_with_hash
from emptychair.accounts.rules.token_secret import hash_of

KEPT = "invitation"


def keep_invitation(request: HttpRequest, secret: str) -> None:
    """Remember a link that was opened."""
    request.session[KEPT] = hash_of(secret)


def forget_invitation(request: HttpRequest) -> None:
    """It was used."""
    request.session.pop(KEPT, None)


def hash_kept(request: HttpRequest) -> str:
    """The hash that was kept, or nothing."""
    return str(request.session.get(KEPT, ""))


def invitation_of(request: HttpRequest) -> MemberInvitation | None:
    """The invitation that this visitor holds, if it is still good."""
    kept = hash_kept(request)
    if not kept:
        return None
    try:
        access = Access.system(None, "invitation")
        return invitation_with_hash(access, kept, now=timezone.now())
    except InvitationUnusable:
        return None
