"""Ways in for colleagues: a mail with a link, of which only the hash is kept."""

import smtplib
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from emptychair.accounts.access import Access
from emptychair.accounts.errors import (
    AlreadyMember,
    DemoStaysInside,
    InvitationUnusable,
    InvitedUnderAnotherAddress,
)
from emptychair.accounts.models import MemberInvitation, Membership, Team, TeamMember, User
from emptychair.accounts.permissions import Permission, Role
from emptychair.accounts.queries.invitations import invitation_with_hash
from emptychair.accounts.rules.entrance import INVITATION_IS_GOOD_FOR, is_demo_address
from emptychair.accounts.rules.token_secret import hash_of, new_secret
from emptychair.accounts.services.audit import record_audit


def invite_member(
    access: Access, *, email: str, role: Role, team: Team | None = None, now: datetime
) -> tuple[MemberInvitation, str]:
    """A new invitation and the secret of its link, which is never to be seen again.

    An older one to the same address is withdrawn. Raises `AlreadyMember`.
    """
    _require_for(access, role)
    email = email.strip().lower()
    if Membership.objects.visible_to(access).filter(user__email__iexact=email).exists():
        raise AlreadyMember
    secret = new_secret()
    with transaction.atomic():
        waiting = MemberInvitation.objects.visible_to(access).filter(email=email, accepted_at=None)
        waiting.filter(withdrawn_at=None).update(withdrawn_at=now)
        invitation = MemberInvitation.objects.create(
            workspace=access.workspace,
            email=email,
            role=role.value,
            team=team,
            secret_hash=hash_of(secret),
            expires_at=now + INVITATION_IS_GOOD_FOR,
            invited_by_id=access.user_id,
        )
        after = {"email": email, "role": role.value, "team": team.name if team else ""}
        record_audit(access, invitation, action="member.invited", after=after)
    return invitation, secret


def renew_invitation(access: Access, invitation: MemberInvitation, *, now: datetime) -> str:
    """A new link for an invitation that is still open; the old link is dead."""
    _require_for(access, Role(invitation.role))
    if invitation.accepted_at or invitation.withdrawn_at:
        raise InvitationUnusable
    secret = new_secret()
    with transaction.atomic():
        invitation.secret_hash = hash_of(secret)
        invitation.expires_at = now + INVITATION_IS_GOOD_FOR
        invitation.save(update_fields=["secret_hash", "expires_at", "changed_at"])
        after = {"email": invitation.email, "expires_at": invitation.expires_at.isoformat()}
        record_audit(access, invitation, action="member.invited_again", after=after)
    return secret


def withdraw_invitation(access: Access, invitation: MemberInvitation, *, now: datetime) -> None:
    """Make the link worthless."""
    access.require(Permission.MEMBER_MANAGE)
    with transaction.atomic():
        found = MemberInvitation.objects.visible_to(access).filter(pk=invitation.pk)
        if found.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now):
            before = {"email": invitation.email, "role": invitation.role}
            record_audit(access, invitation, action="member.invitation_withdrawn", before=before)


def mail_invitation(access: Access, invitation: MemberInvitation, *, link: str) -> bool:
    """Send the link to whom it is for; whether it left. No mail leaves the demo.

    It is sent here and not by a job, since a job would keep the secret in the queue.
    """
    access.require(Permission.MEMBER_MANAGE)
    if access.workspace.is_demo or not settings.MAIL_IS_SENT:
        return False
    with override(access.workspace.language):
        words = {"workspace": access.workspace.name, "by": access.actor.label, "link": link}
        subject = _("%(by)s invites you to %(workspace)s") % words
        text = render_to_string("account/email/invitation.txt", words)
    try:
        return bool(send_mail(subject, text, None, [invitation.email]))
    except (OSError, smtplib.SMTPException):
        return False


def accept_invitation(access: Access, user: User, *, secret_hash: str, now: datetime) -> Membership:
    """Let `user` in through the link they were sent.

    Raises `InvitationUnusable`, and `InvitedUnderAnotherAddress` for somebody else's link.
    """
    invitation = invitation_with_hash(access, secret_hash, now=now)
    if is_demo_address(user.email):
        raise DemoStaysInside
    if invitation.email.casefold() != user.email.casefold():
        raise InvitedUnderAnotherAddress
    inside = Access.system(invitation.workspace, str(user))
    with transaction.atomic():
        open_ = MemberInvitation.objects.filter(pk=invitation.pk, accepted_at=None)
        if not open_.update(accepted_at=now):
            raise InvitationUnusable
        membership, is_new = Membership.objects.get_or_create(
            workspace=invitation.workspace, user=user, defaults={"role": invitation.role}
        )
        _join_team(invitation, user)
        if is_new:
            after = {"member": str(user), "role": invitation.role}
            record_audit(inside, membership, action="member.joined", after=after)
    return membership


def _join_team(invitation: MemberInvitation, user: User) -> None:
    if invitation.team_id:
        TeamMember.objects.get_or_create(
            workspace=invitation.workspace, team_id=invitation.team_id, user=user
        )


def _require_for(access: Access, role: Role) -> None:
    access.require(Permission.MEMBER_MANAGE)
    if role is Role.OWNER:
        access.require(Permission.WORKSPACE_MANAGE)
