from datetime import timedelta

import pytest

from emptychair.accounts.access import Access
from emptychair.accounts.errors import (
    KindUnknown,
    LastOwner,
    NotAMember,
    TeamNameTaken,
    TokenRefused,
)
from emptychair.accounts.models import AuditEntry, TeamMember
from emptychair.accounts.permissions import Permission, Role
from emptychair.accounts.queries import access_of_user, member_with_id, members_of, teams_of
from emptychair.accounts.services.members import change_role, remove_member
from emptychair.accounts.services.teams import (
    add_to_team,
    change_team,
    create_team,
    delete_team,
    remove_from_team,
)
from emptychair.accounts.services.tokens import authenticate_token, create_token
from emptychair.accounts.services.workspaces import add_member
from emptychair.kit.errors import NotFound, Refused
from tests.people import NOW, make_secret


def actions(workspace) -> list[str]:
    found = AuditEntry.objects.filter(workspace=workspace).order_by("pk")
    return list(found.values_list("action", flat=True))


def test_colleagues_come_by_name_with_their_teams_in_two_queries(
    people, django_assert_max_num_queries
):
    team = create_team(people.system, name="Legal", kind="legal")
    add_to_team(people.system, team, people.bob)
    with django_assert_max_num_queries(2):
        rows = members_of(people.system)
    assert [row.name for row in rows] == ["Alice", "Ana", "Bob", "Maya", "Paul"]
    assert next(row for row in rows if row.name == "Bob").team_ids == (team.pk,)
    assert access_of_user(people.bob).teams == {team.pk}


def test_teams_stand_in_the_order_in_which_they_were_made(people):
    for name in ("Support", "Finance", "Legal"):
        create_team(people.system, name=name)
    assert [team.name for team in teams_of(people.system)] == ["Support", "Finance", "Legal"]


def test_two_teams_cannot_have_one_name_and_kinds_come_from_the_list(people):
    create_team(people.system, name="Legal")
    with pytest.raises(TeamNameTaken):
        create_team(people.system, name="Legal")
    other = create_team(people.system, name="Law")
    with pytest.raises(TeamNameTaken):
        change_team(people.system, other, name="Legal", kind="", address="")
    with pytest.raises(KindUnknown):
        create_team(people.system, name="Kitchen", kind="cooking")


def test_a_member_may_not_make_teams(people):
    with pytest.raises(Refused):
        create_team(access_of_user(people.bob), name="Legal")


def test_a_neighbour_cannot_be_put_into_a_team(people):
    team = create_team(people.system, name="Legal")
    with pytest.raises(NotAMember):
        add_to_team(people.system, team, people.charlie)


def test_joining_and_leaving_a_team_twice_is_noted_once(people):
    team = create_team(people.system, name="Legal")
    for _again in range(2):
        add_to_team(people.system, team, people.bob)
    for _again in range(2):
        remove_from_team(people.system, team, people.bob)
    assert actions(people.workspace)[-3:] == [
        "team.created",
        "team.member_added",
        "team.member_removed",
    ]


def test_a_team_is_dissolved_with_its_name_in_the_trail(people):
    team = create_team(people.system, name="Legal")
    delete_team(people.system, team)
    entry = AuditEntry.objects.get(action="team.deleted")
    assert (entry.before["name"], entry.subject_kind) == ("Legal", "accounts.team")
    assert not teams_of(people.system)


def test_the_last_owner_stays_owner_and_inside(people):
    alice = member_with_id(people.system, people.alice.pk)
    with pytest.raises(LastOwner):
        change_role(people.system, alice, role=Role.MEMBER)
    with pytest.raises(LastOwner):
        remove_member(people.system, alice, now=NOW)
    add_member(people.system, people.bob, role=Role.OWNER)
    remove_member(people.system, alice, now=NOW)
    assert access_of_user(people.alice) is None


def test_a_manager_neither_makes_nor_unmakes_owners(people):
    manager = access_of_user(people.maya)
    for user, role in ((people.alice, Role.MEMBER), (people.bob, Role.OWNER)):
        with pytest.raises(Refused):
            change_role(manager, member_with_id(manager, user.pk), role=role)
    with pytest.raises(Refused):
        remove_member(manager, member_with_id(manager, people.alice.pk), now=NOW)


def test_who_is_removed_leaves_the_teams_too(people):
    team = create_team(people.system, name="Legal")
    add_to_team(people.system, team, people.bob)
    remove_member(people.system, member_with_id(people.system, people.bob.pk), now=NOW)
    assert not TeamMember.objects.filter(user=people.bob).exists()
    entry = AuditEntry.objects.get(action="member.removed")
    assert entry.before == {"member": "Bob", "role": "member"}


def test_the_tokens_of_who_is_removed_go_with_them_and_no_others(people):
    of_others = make_secret(people.workspace, Permission.SCORE_READ, now=NOW)
    _token, theirs = create_token(
        access_of_user(people.maya),
        name="Nightly",
        scopes=[Permission.SCORE_READ],
        expires_at=NOW + timedelta(days=9),
        now=NOW,
    )
    assert authenticate_token(theirs, NOW)
    remove_member(people.system, member_with_id(people.system, people.maya.pk), now=NOW)
    with pytest.raises(TokenRefused):
        authenticate_token(theirs, NOW)
    assert authenticate_token(of_others, NOW)
    entry = AuditEntry.objects.get(action="token.revoked")
    assert entry.before == {"name": "Nightly"}


def test_people_of_the_neighbours_are_not_found(people):
    with pytest.raises(NotFound):
        member_with_id(Access.system(people.workspace, "tests"), people.charlie.pk)
