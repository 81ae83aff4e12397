from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emptychair.accounts.access import Access, ActorKind
from emptychair.accounts.errors import AlreadyExpired, ScopesInvalid, TokenRefused
from emptychair.accounts.models import AuditEntry, Membership, Token
from emptychair.accounts.permissions import Permission, Role
from emptychair.accounts.queries import access_of_user
from emptychair.accounts.services.tokens import authenticate_token, create_token, revoke_token
from emptychair.accounts.services.workspaces import add_member
from emptychair.kit.errors import Refused
from tests.people import NOW

DAY = timedelta(days=1)
READ = [Permission.REPORT_READ.value]


def make(access, scopes=READ, **rest):
    given = {"name": "nightly", "scopes": scopes, "expires_at": NOW + DAY, "now": NOW, **rest}
    return create_token(access, **given)


def test_a_token_opens_its_workspace_with_its_scopes_only(people):
    _token, secret = make(people.system)
    access, _ = authenticate_token(secret, NOW)
    assert access.workspace == people.workspace
    assert access.rights == {Permission.REPORT_READ}
    assert access.actor.kind is ActorKind.TOKEN
    assert not access.may_see_names


def test_the_secret_is_stored_nowhere(people):
    token, secret = make(people.system)
    stored = str(list(Token.objects.values())) + str(list(AuditEntry.objects.values()))
    assert secret not in stored
    assert secret.removeprefix("ec_") not in stored
    assert token.hint == secret[-4:]
    assert len(secret) > 40


def test_a_token_ends_at_its_time_to_the_second(people):
    _token, secret = make(people.system)
    authenticate_token(secret, NOW + DAY - timedelta(seconds=1))
    with pytest.raises(TokenRefused):
        authenticate_token(secret, NOW + DAY)


def test_a_withdrawn_or_unknown_token_is_refused(people):
    token, secret = make(people.system)
    revoke_token(people.system, token, now=NOW)
    for wrong in (secret, "ec_unknown", ""):
        with pytest.raises(TokenRefused):
            authenticate_token(wrong, NOW)


def test_nobody_withdraws_the_token_of_neighbours(people):
    token, secret = make(people.system)
    revoke_token(Access.system(people.neighbours, "tests"), token, now=NOW)
    assert authenticate_token(secret, NOW)


def test_the_last_use_is_noted_at_most_once_a_minute(people):
    token, secret = make(people.system)
    authenticate_token(secret, NOW)
    with CaptureQueriesContext(connection) as queries:
        authenticate_token(secret, NOW + timedelta(seconds=59))
    assert len(queries) == 1
    authenticate_token(secret, NOW + timedelta(seconds=60))
    token.refresh_from_db()
    assert token.last_used_at == NOW + timedelta(seconds=60)


@pytest.mark.parametrize("scopes", [[], ["report:burn"], [*READ, "report:burn"]])
def test_scopes_must_exist(people, scopes):
    with pytest.raises(ScopesInvalid) as caught:
        make(people.system, scopes)
    assert Permission.REPORT_READ.value in caught.value.details["scopes"]


def test_a_token_that_is_over_already_is_refused(people):
    with pytest.raises(AlreadyExpired):
        make(people.system, expires_at=NOW)


def test_a_member_may_not_make_tokens(people):
    with pytest.raises(Refused) as caught:
        make(access_of_user(people.bob))
    assert caught.value.details == {"needs": "token:create"}


def test_a_token_cannot_make_one_that_may_do_more(people):
    _token, secret = make(people.system, ["token:create"])
    access, _ = authenticate_token(secret, NOW)
    with pytest.raises(Refused):
        make(access)


def test_the_maker_stands_in_the_token_and_in_the_audit_trail(people):
    token, _secret = make(access_of_user(people.alice))
    assert token.created_by == people.alice
    entry = AuditEntry.objects.get(action="token.created")
    assert (entry.actor_label, entry.subject_id) == ("Alice", token.pk)
    assert entry.after["scopes"] == READ


def test_a_scope_the_product_dropped_gives_no_right(people):
    token, secret = make(people.system)
    Token.objects.filter(pk=token.pk).update(scopes=["report:read", "report:burn"])
    access, _ = authenticate_token(secret, NOW)
    assert access.rights == {Permission.REPORT_READ}


@pytest.mark.parametrize(
    ("role", "left"),
    [
        (Role.OWNER, {"member:manage", "name:read", "report:read", "workspace:manage"}),
        (Role.MANAGER, {"member:manage", "name:read", "report:read"}),
        (Role.MEMBER, {"name:read", "report:read"}),
        (Role.ANALYST, {"report:read"}),
        (Role.PARTNER, set()),
    ],
)
def test_a_token_may_do_what_its_makers_role_still_allows(people, role, left):
    wanted = ["member:manage", "name:read", "report:read", "workspace:manage"]
    _token, secret = make(access_of_user(people.alice), wanted)
    Membership.objects.filter(user=people.alice).update(role=role)
    access, _ = authenticate_token(secret, NOW)
    assert access.rights == left
    assert access.may_see_names is ("name:read" in left)


def test_a_role_in_another_workspace_lends_a_token_nothing(people):
    _token, secret = make(access_of_user(people.maya))
    add_member(Access.system(people.neighbours, "tests"), people.maya, role=Role.OWNER)
    Membership.objects.filter(user=people.maya, workspace=people.workspace).delete()
    assert authenticate_token(secret, NOW)[0].rights == set()


def test_a_token_of_the_installation_keeps_its_scopes(people):
    _token, secret = make(people.system, ["workspace:manage"])
    assert authenticate_token(secret, NOW)[0].rights == {Permission.WORKSPACE_MANAGE}
