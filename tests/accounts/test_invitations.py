from datetime import timedelta

import pytest

from emptychair.accounts.errors import (
    AlreadyMember,
    DemoStaysInside,
    InvitationUnusable,
    InvitedUnderAnotherAddress,
)
from emptychair.accounts.models import AuditEntry, MemberInvitation, TeamMember, User
from emptychair.accounts.permissions import Role
from emptychair.accounts.queries import access_of_person, access_of_user, open_invitations
from emptychair.accounts.rules.entrance import DEMO_ADDRESS
from emptychair.accounts.rules.token_secret import hash_of
from emptychair.accounts.services.invitations import (
    accept_invitation,
    invite_member,
    mail_invitation,
    renew_invitation,
    withdraw_invitation,
)
from emptychair.accounts.services.teams import create_team
from emptychair.accounts.services.workspaces import found_workspace
from emptychair.kit.errors import Refused
from tests.people import NOW


def invite(people, email="dave@example.com", **more):
    return invite_member(people.system, email=email, role=Role.MEMBER, now=NOW, **more)


def accept(user, secret, now=NOW):
    found = hash_of(secret)
    return accept_invitation(access_of_person(user), user, secret_hash=found, now=now)


def test_the_invited_come_in_with_role_and_team_and_only_once(people):
    team = create_team(people.system, name="Legal")
    _invitation, secret = invite(people, "Dave@Example.com", team=team)
    accept(people.dave, secret)
    assert access_of_user(people.dave).teams == {team.pk}
    with pytest.raises(InvitationUnusable):
        accept(people.dave, secret)
    assert AuditEntry.objects.filter(action="member.joined").count() == 1
    assert not open_invitations(people.system)


def test_the_secret_is_not_stored(people):
    _invitation, secret = invite(people)
    row = MemberInvitation.objects.values().get()
    assert secret not in str(row)
    assert secret not in str(list(AuditEntry.objects.values()))


def test_a_link_is_worthless_after_seven_days_and_after_withdrawal(people):
    invitation, secret = invite(people)
    with pytest.raises(InvitationUnusable):
        accept(people.dave, secret, NOW + timedelta(days=7))
    withdraw_invitation(people.system, invitation, now=NOW)
    with pytest.raises(InvitationUnusable):
        accept(people.dave, secret)


def test_inviting_again_makes_a_new_link_and_kills_the_old_one(people):
    invitation, old = invite(people)
    new = renew_invitation(people.system, invitation, now=NOW + timedelta(days=6))
    with pytest.raises(InvitationUnusable):
        accept(people.dave, old)
    accept(people.dave, new, NOW + timedelta(days=12))
    assert access_of_user(people.dave).workspace == people.workspace


def test_a_second_invitation_to_the_same_address_replaces_the_first(people):
    _first, old = invite(people)
    invite(people)
    assert len(open_invitations(people.system)) == 1
    with pytest.raises(InvitationUnusable):
        accept(people.dave, old)


def test_somebody_else_cannot_use_the_link(people):
    _invitation, secret = invite(people)
    with pytest.raises(InvitedUnderAnotherAddress):
        accept(people.charlie, secret)


def test_who_is_in_already_is_not_invited(people):
    with pytest.raises(AlreadyMember):
        invite(people, "BOB@example.com")


def test_only_owners_invite_owners_and_members_invite_nobody(people):
    for user, role in ((people.maya, Role.OWNER), (people.bob, Role.MEMBER)):
        with pytest.raises(Refused):
            invite_member(access_of_user(user), email="x@example.com", role=role, now=NOW)


def test_the_mail_speaks_the_language_of_the_workspace(people, settings, mailoutbox):
    settings.MAIL_IS_SENT = True
    invitation, _secret = invite(people)
    access = access_of_user(people.alice)
    assert mail_invitation(access, invitation, link="https://example.com/i/abc")
    assert "https://example.com/i/abc" in mailoutbox[0].body
    assert "招待" in mailoutbox[0].subject


def test_no_mail_leaves_without_a_server_nor_from_the_demo(people, settings, mailoutbox):
    invitation, _secret = invite(people)
    assert not mail_invitation(people.system, invitation, link="x")
    settings.MAIL_IS_SENT = True
    people.workspace.is_demo = True
    assert not mail_invitation(people.system, invitation, link="x")
    assert not mailoutbox


def test_visitors_of_the_demo_neither_join_nor_found_a_workspace(people):
    visitor = User.objects.create_user(DEMO_ADDRESS)
    _invitation, secret = invite(people, DEMO_ADDRESS)
    with pytest.raises(DemoStaysInside):
        accept(visitor, secret)
    words = {"name": "Mine", "language": "ja", "time_zone": "Asia/Tokyo"}
    with pytest.raises(DemoStaysInside):
        found_workspace(access_of_person(visitor), visitor, **words)


def test_an_invitation_of_the_demo_lets_nobody_in(people):
    _invitation, secret = invite(people)
    people.workspace.is_demo = True
    people.workspace.save()
    with pytest.raises(InvitationUnusable):
        accept(people.dave, secret)
    assert not TeamMember.objects.filter(user=people.dave).exists()
