"""Invitations that are open."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.errors import InvitationUnusable
from emptychair.accounts.models import MemberInvitation
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound


def open_invitations(access: Access) -> list[MemberInvitation]:
    """Neither accepted nor withdrawn, newest first; those out of date are in, to be sent again."""
    access.require(Permission.MEMBER_MANAGE)
    found = MemberInvitation.objects.visible_to(access).select_related("invited_by", "team")
    return list(found.filter(accepted_at=None, withdrawn_at=None).order_by("-created_at")[:200])


def invitation_with_id(access: Access, invitation_id: int) -> MemberInvitation:
    """One invitation. Raises `NotFound`."""
    found = MemberInvitation.objects.visible_to(access).filter(pk=invitation_id).first()
    if found is None:
        raise NotFound
    return found


def invitation_with_hash(access: Access, secret_hash: str, *, now: datetime) -> MemberInvitation:
    """The invitation behind a link, its workspace loaded: whoever has the link may read it.

    Raises `InvitationUnusable`. Those of the demo let nobody in.
    """
    del access
    found = MemberInvitation.objects.select_related("workspace", "invited_by")
    good = found.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)
    invitation = good.filter(secret_hash=secret_hash, workspace__is_demo=False).first()
    if invitation is None:
        raise InvitationUnusable
    return invitation
