import pytest
from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.errors import SlugTaken, TimeZoneUnknown
from emptychair.accounts.models import AuditEntry, Membership, User, Workspace
from emptychair.accounts.permissions import ALL, RIGHTS, Permission, Role
from emptychair.accounts.queries import access_of_user, first_workspace, workspace_with_slug
from emptychair.accounts.services.workspaces import add_member, create_workspace
from emptychair.kit.errors import Refused
from tests.people import make_workspace

SYSTEM = Access.system(None, "tests")


def test_a_workspace_is_made_with_its_audit_entry(db):
    made = make_workspace("kitchen")
    assert made.fiscal_year_start == 4
    assert str(made.zone) == "Asia/Tokyo"
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.workspace, entry.actor_kind) == (
        "workspace.created",
        made,
        "system",
    )


def test_an_address_is_given_once(db):
    make_workspace("kitchen")
    with pytest.raises(SlugTaken):
        make_workspace("kitchen")
    assert Workspace.objects.count() == AuditEntry.objects.count() == 1


def test_a_time_zone_must_exist(db):
    with pytest.raises(TimeZoneUnknown):
        create_workspace(SYSTEM, name="x", slug="x", language="ja", time_zone="Asia/Edo")


def test_a_fiscal_year_of_thirteen_months_is_refused_by_the_database(people):
    with pytest.raises(IntegrityError), transaction.atomic():
        Workspace.objects.filter(pk=people.workspace.pk).update(fiscal_year_start=13)


def test_one_address_is_one_person_whatever_its_capitals(people):
    assert User.objects.get_by_natural_key("ALICE@example.com") == people.alice
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("Alice@example.com")


def test_a_person_without_a_password_cannot_sign_in_with_one(people):
    assert not people.alice.has_usable_password()


def test_somebody_who_gets_another_role_keeps_one_membership(people):
    add_member(people.system, people.bob, role=Role.MANAGER)
    assert Membership.objects.filter(user=people.bob).count() == 1
    entry = AuditEntry.objects.filter(action="member.set").latest("pk")
    assert (entry.before, entry.after) == ({"role": "member"}, {"role": "manager"})


@pytest.mark.parametrize(
    ("name", "role", "sees_names"),
    [
        ("alice", Role.OWNER, True),
        ("maya", Role.MANAGER, True),
        ("bob", Role.MEMBER, True),
        ("ana", Role.ANALYST, False),
        ("paul", Role.PARTNER, True),
    ],
)
def test_each_role_has_its_rights(people, name, role, sees_names):
    access = access_of_user(getattr(people, name))
    assert access is not None
    assert access.rights == RIGHTS[role]
    assert access.may_see_names is sees_names
    assert access.workspace == people.workspace


def test_whoever_is_in_no_workspace_has_no_access(people):
    assert access_of_user(people.dave) is None
    assert access_of_user(people.alice, slug="neighbours") is None


def test_before_a_workspace_is_chosen_nothing_in_it_can_be_reached():
    with pytest.raises(Refused):
        _ = SYSTEM.workspace


def test_a_right_that_is_missing_is_named():
    nobody = Access(actor=SYSTEM.actor, place=None, rights=frozenset(), may_see_names=False)
    assert not nobody.may(Permission.REPORT_READ)
    with pytest.raises(Refused) as caught:
        nobody.require(Permission.REPORT_READ)
    assert caught.value.details == {"needs": "report:read"}


def test_people_see_their_own_workspace_only(people):
    access = access_of_user(people.alice)
    assert first_workspace(access) == people.workspace
    assert workspace_with_slug(access, "neighbours") is None
    assert workspace_with_slug(SYSTEM, "neighbours") == people.neighbours


def test_rows_of_neighbours_do_not_exist(people):
    mine = Membership.objects.visible_to(access_of_user(people.alice))
    assert set(mine.values_list("user__name", flat=True)) == {
        "Alice",
        "Maya",
        "Bob",
        "Ana",
        "Paul",
    }


def test_permissions_are_listed_in_the_order_of_the_alphabet():
    values = [one.value for one in Permission]
    assert values == sorted(values)
    assert RIGHTS[Role.OWNER] == ALL
    assert set(RIGHTS) == set(Role)
