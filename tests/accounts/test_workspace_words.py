from dataclasses import fields, replace
from datetime import time

import pytest

from emptychair.accounts.errors import TimeZoneUnknown, WorkspaceWordsInvalid
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.permissions import Role
from emptychair.accounts.queries import access_of_person, access_of_user, own_workspaces
from emptychair.accounts.services.people import change_profile
from emptychair.accounts.services.workspaces import change_workspace, found_workspace
from emptychair.accounts.types import WorkspaceWords
from emptychair.kit.errors import Refused


@pytest.fixture
def words(people) -> WorkspaceWords:
    place = people.workspace
    return WorkspaceWords(**{one.name: getattr(place, one.name) for one in fields(WorkspaceWords)})


def test_the_trail_names_only_what_changed(people, words):
    changed = replace(words, name="Kitchen & Co.", work_to=time(19), fiscal_year_start=1)
    place = change_workspace(people.system, changed)
    entry = AuditEntry.objects.get(action="workspace.changed")
    assert entry.before == {"name": "Kitchen", "work_to": "18:00:00", "fiscal_year_start": 4}
    assert entry.after == {"name": "Kitchen & Co.", "work_to": "19:00:00", "fiscal_year_start": 1}
    assert place.work_to == time(19)


def test_saving_without_a_change_leaves_no_trace(people, words):
    change_workspace(people.system, words)
    assert not AuditEntry.objects.filter(action="workspace.changed").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", " "),
        ("language", "fr"),
        ("currency", "yen"),
        ("country", "Japan"),
        ("fiscal_year_start", 13),
        ("work_days", ""),
        ("work_days", "8"),
        ("work_to", time(8)),
    ],
)
def test_what_cannot_be_is_refused_by_name(people, words, name, value):
    with pytest.raises(WorkspaceWordsInvalid) as refused:
        change_workspace(people.system, replace(words, **{name: value}))
    assert refused.value.details["fields"] == [name]


def test_an_unknown_time_zone_is_refused(people, words):
    with pytest.raises(TimeZoneUnknown):
        change_workspace(people.system, replace(words, time_zone="Asia/Edo"))


def test_only_an_owner_changes_the_workspace(people, words):
    with pytest.raises(Refused):
        change_workspace(access_of_user(people.maya), words)


def test_who_founds_a_workspace_owns_it_and_may_have_several(people):
    access = access_of_person(people.dave)
    for name in ("山田商店", "Yamada"):
        found_workspace(access, people.dave, name=name, language="ja", time_zone="Asia/Tokyo")
    mine = own_workspaces(access)
    assert [(one.name, one.role) for one in mine] == [
        ("山田商店", Role.OWNER),
        ("Yamada", Role.OWNER),
    ]
    assert mine[0].slug.startswith("place-")


def test_a_change_of_profile_is_noted_in_each_workspace(people):
    change_profile(access_of_person(people.bob), people.bob, name="Bobby", language="en")
    entry = AuditEntry.objects.get(action="member.profile_changed")
    assert (entry.workspace, entry.actor_id) == (people.workspace, people.bob.pk)
    assert entry.after == {"name": "Bobby", "language": "en"}
