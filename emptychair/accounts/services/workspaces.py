"""Making workspaces and letting people in."""

from dataclasses import replace
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.errors import SlugTaken, TimeZoneUnknown
from emptychair.accounts.models import Membership, User, Workspace
from emptychair.accounts.permissions import Role
from emptychair.accounts.services.audit import record_audit


def create_workspace(
    access: Access, *, name: str, slug: str, language: str, time_zone: str
) -> Workspace:
    """A new, empty workspace. Raises `SlugTaken` and `TimeZoneUnknown`."""
    if time_zone not in available_timezones():
        raise TimeZoneUnknown(time_zone=time_zone)
    words = {"name": name, "slug": slug, "language": language, "time_zone": time_zone}
    try:
        with transaction.atomic():
            workspace = Workspace.objects.create(**words)
            inside = replace(access, place=workspace)
            record_audit(inside, workspace, action="workspace.created", after=words)
    except IntegrityError:
        raise SlugTaken(slug=slug) from None
    return workspace


def add_member(access: Access, user: User, *, role: Role) -> Membership:
    """Let somebody into the workspace of `access`, or give them another role there."""
    with transaction.atomic():
        before = Membership.objects.visible_to(access).filter(user=user).first()
        old = {"role": before.role} if before else {}
        membership, _ = Membership.objects.update_or_create(
            workspace=access.workspace, user=user, defaults={"role": role.value}
        )
        record_audit(
            access, membership, action="member.set", before=old, after={"role": role.value}
        )
    return membership
