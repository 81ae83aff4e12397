"""Colleagues and teams of a workspace. Whoever is in it may read them: work is handed to them."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.models import Membership, Team, TeamMember
from emptychair.accounts.permissions import Role
from emptychair.accounts.prepared import prepared
from emptychair.accounts.types import MemberRow
from emptychair.kit.errors import NotFound
from emptychair.kit.once import once_a_look


@once_a_look
def members_of(access: Access) -> list[MemberRow]:
    """Everybody in the workspace, by name, with the ids of their teams. Two queries."""
    teams = defaultdict(list)
    for user_id, team_id in _in_teams(access):
        teams[user_id].append(team_id)
    rows = [
        MemberRow(
            user_id=one.user_id,
            name=str(one.user),
            email=one.user.email,
            role=Role(one.role),
            team_ids=tuple(teams[one.user_id]),
        )
        for one in _memberships(access)
    ]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.user_id))


@prepared()
def _in_teams(access: Access) -> QuerySet[TeamMember, Any]:
    inside = TeamMember.objects.visible_to(access).order_by("team__position", "team_id")
    return inside.values_list("user_id", "team_id")


@prepared()
def _memberships(access: Access) -> QuerySet[Membership]:
    return Membership.objects.visible_to(access).select_related("user")


def member_with_id(access: Access, user_id: int) -> Membership:
    """The membership of this user, with the user loaded. Raises `NotFound`."""
    found = Membership.objects.visible_to(access).select_related("user")
    membership = found.filter(user_id=user_id).first()
    if membership is None:
        raise NotFound
    return membership


def teams_of(access: Access) -> list[Team]:
    """All teams of the workspace, in their order."""
    return list(Team.objects.visible_to(access).order_by("position", "name"))


def team_with_id(access: Access, team_id: int) -> Team:
    """One team. Raises `NotFound`."""
    team = Team.objects.visible_to(access).filter(pk=team_id).first()
    if team is None:
        raise NotFound
    return team
