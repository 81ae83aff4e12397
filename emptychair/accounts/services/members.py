"""Roles of colleagues, and letting them go. There is always an owner."""

from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.errors import LastOwner
from emptychair.accounts.models import Membership, TeamMember
from emptychair.accounts.permissions import Permission, Role
from emptychair.accounts.services.audit import record_audit
from emptychair.accounts.services.tokens import revoke_tokens_of


def change_role(access: Access, membership: Membership, *, role: Role) -> Membership:
    """Give a colleague another role. Owners are made and unmade by owners only.

    Raises `LastOwner` when nobody would own the workspace any more.
    """
    _require_over(access, membership, role)
    before = {"member": str(membership.user), "role": membership.role}
    if membership.role == role.value:
        return membership
    with transaction.atomic():
        _keep_an_owner(access, membership)
        membership.role = role.value
        membership.save(update_fields=["role", "changed_at"])
        after = {**before, "role": role.value}
        record_audit(access, membership, action="member.role_changed", before=before, after=after)
    return membership


def remove_member(access: Access, membership: Membership, *, now: datetime) -> None:
    """Take a colleague out of the workspace and its teams; what they did stays under their name.

    The tokens they made go with them: nobody else may know who has the secrets. Raises `LastOwner`.
    """
    _require_over(access, membership)
    before = {"member": str(membership.user), "role": membership.role}
    with transaction.atomic():
        _keep_an_owner(access, membership)
        TeamMember.objects.visible_to(access).filter(user=membership.user_id).delete()
        revoke_tokens_of(access, membership.user_id, now=now)
        record_audit(access, membership, action="member.removed", before=before)
        membership.delete()


def _require_over(access: Access, membership: Membership, role: Role | None = None) -> None:
    access.require(Permission.MEMBER_MANAGE)
    if Role.OWNER in {membership.role, role}:
        access.require(Permission.WORKSPACE_MANAGE)


def _keep_an_owner(access: Access, leaving: Membership) -> None:
    owners = Membership.objects.visible_to(access).filter(role=Role.OWNER).select_for_update()
    if leaving.role == Role.OWNER and {one.pk for one in owners} <= {leaving.pk}:
        raise LastOwner
