"""Teams: making them, who is in them."""

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.errors import KindUnknown, NotAMember, TeamNameTaken
from emptychair.accounts.models import Membership, Team, TeamMember, User
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.accounts.types import TeamKind


def create_team(access: Access, *, name: str, kind: str = "", address: str = "") -> Team:
    """A new team at the end of the list. Raises `TeamNameTaken` and `KindUnknown`."""
    access.require(Permission.TEAM_MANAGE)
    words = _checked(name=name, kind=kind, address=address)
    try:
        with transaction.atomic():
            last = Team.objects.visible_to(access).order_by("-position").first()
            position = last.position + 1 if last else 0
            team = Team.objects.create(workspace=access.workspace, position=position, **words)
            record_audit(access, team, action="team.created", after=words)
    except IntegrityError:
        raise TeamNameTaken(name=name) from None
    return team


def change_team(access: Access, team: Team, *, name: str, kind: str, address: str) -> Team:
    """Give a team another name, kind or mail address. Raises `TeamNameTaken`, `KindUnknown`."""
    access.require(Permission.TEAM_MANAGE)
    words = _checked(name=name, kind=kind, address=address)
    before = {key: getattr(team, key) for key in words}
    if before == words:
        return team
    try:
        with transaction.atomic():
            for key, word in words.items():
                setattr(team, key, word)
            team.save(update_fields=[*words, "changed_at"])
            record_audit(access, team, action="team.changed", before=before, after=words)
    except IntegrityError:
        raise TeamNameTaken(name=name) from None
    return team


def delete_team(access: Access, team: Team) -> None:
    """Dissolve a team. What it owned stays, without a team."""
    access.require(Permission.TEAM_MANAGE)
    before = {"name": team.name, "kind": team.kind, "address": team.address}
    with transaction.atomic():
        record_audit(access, team, action="team.deleted", before=before)
        team.delete()


def add_to_team(access: Access, team: Team, user: User) -> TeamMember:
    """Put a colleague into a team; twice is once. Raises `NotAMember` for people from outside."""
    access.require(Permission.TEAM_MANAGE)
    if not Membership.objects.visible_to(access).filter(user=user).exists():
        raise NotAMember
    with transaction.atomic():
        inside, is_new = TeamMember.objects.get_or_create(
            workspace=access.workspace, team=team, user=user
        )
        if is_new:
            after = {"team": team.name, "member": str(user)}
            record_audit(access, team, action="team.member_added", after=after)
    return inside


def remove_from_team(access: Access, team: Team, user: User) -> None:
    """Take a colleague out of a team; it is no harm if they were not in it."""
    access.require(Permission.TEAM_MANAGE)
    with transaction.atomic():
        found = TeamMember.objects.visible_to(access).filter(team=team, user=user)
        if found.delete()[0]:
            before = {"team": team.name, "member": str(user)}
            record_audit(access, team, action="team.member_removed", before=before)


def _checked(*, name: str, kind: str, address: str) -> dict[str, str]:
    if kind and kind not in TeamKind.values:
        raise KindUnknown(kinds=TeamKind.values)
    return {"name": name.strip(), "kind": kind, "address": address.strip()}
