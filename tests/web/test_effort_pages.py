"""Time logged in two clicks, held against 1 : 1 : 18."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from emptychair.accounts.queries import access_of_user
from emptychair.kit.errors import Invalid, NotFound
from emptychair.kit.periods import month_of
from emptychair.loop.errors import NothingToUndo
from emptychair.loop.models import EffortEntry
from emptychair.loop.queries import effort_by_month, effort_by_person, effort_shares
from emptychair.loop.services.effort import delete_effort, log_effort, undo_effort
from tests.factories.loop import make_case, make_initiative

NOVEMBER = month_of(date(2026, 11, 1))


def log(access, kind="doing", minutes=30, day=date(2026, 11, 20), **more):
    return log_effort(access, kind=kind, minutes=minutes, spent_on=day, **more)


def test_shares_are_those_of_the_month_and_of_the_workspace(people):
    bob, maya = access_of_user(people.bob), access_of_user(people.maya)
    log(bob, "counting", 10)
    log(maya, "doing", 180)
    log(bob, "doing", 5, date(2026, 10, 31))
    log(access_of_user(people.charlie), "planning", 600)
    shares = effort_shares(bob, NOVEMBER)
    assert (shares.counting, shares.planning, shares.doing) == (10, 0, 180)
    assert [row.name for row in effort_by_person(bob, NOVEMBER)] == ["Maya", "Bob"]
    assert [row.shares.total for row in effort_by_month(bob, NOVEMBER)] == [190]


def test_a_partner_sees_their_own_time_only(people):
    log(access_of_user(people.bob))
    paul = access_of_user(people.paul)
    log(paul, "doing", 15)
    assert effort_shares(paul, NOVEMBER).total == 15


def test_no_time_and_more_than_a_day_are_refused(people):
    for minutes in (0, 24 * 60 + 1):
        with pytest.raises(Invalid):
            log(access_of_user(people.bob), minutes=minutes)


def test_what_is_deleted_comes_back_once(people):
    bob, now = access_of_user(people.bob), timezone.now()
    case = make_case(people.workspace)
    entry = log(bob, note="電話", case=case)
    noted = delete_effort(bob, entry.pk)
    with pytest.raises(NothingToUndo):
        undo_effort(access_of_user(people.maya), noted.pk, now=now)
    undo_effort(bob, noted.pk, now=now)
    back = EffortEntry.objects.get(pk=entry.pk)
    assert (back.note, back.case, back.minutes, back.user) == ("電話", case, 30, people.bob)
    with pytest.raises(NothingToUndo):
        undo_effort(bob, noted.pk, now=now)


def test_members_put_right_their_own_entries_managers_all(people):
    entry = log(access_of_user(people.bob))
    with pytest.raises(NotFound):
        delete_effort(access_of_user(people.paul), entry.pk)
    delete_effort(access_of_user(people.maya), entry.pk)
    assert not EffortEntry.objects.exists()


def test_one_click_logs_from_anywhere_and_the_toast_undoes_it(client, people):
    client.force_login(people.bob)
    made, case = make_initiative(people.workspace), make_case(people.workspace)
    for field, row, route in (("initiative", made, "initiative"), ("case", case, "case")):
        back = reverse(route, args=[row.number])
        data = {"kind": "doing", "minutes": "15", field: row.number, "next": back}
        assert client.post(reverse("effort-log"), data).url == back
    assert {entry.initiative for entry in EffortEntry.objects.all()} == {made, None}
    entry = EffortEntry.objects.get(case=case)
    page = client.get(reverse("effort")).content.decode()
    assert reverse("effort-delete", args=[entry.pk]) in page
    client.post(reverse("effort-delete", args=[entry.pk]))
    assert not EffortEntry.objects.filter(pk=entry.pk).exists()
    page = client.get(reverse("effort")).content.decode()
    undo = page.split("/effort/undo/")[1].split("/")[0]
    client.post(reverse("effort-undo", args=[undo]))
    assert EffortEntry.objects.filter(pk=entry.pk).exists()


def test_nonsense_is_not_logged(client, people):
    client.force_login(people.bob)
    for data in ({}, {"kind": "sleeping", "minutes": 5}, {"kind": "doing", "minutes": -5}):
        assert client.post(reverse("effort-log"), data).status_code == 302
    assert not EffortEntry.objects.exists()


def test_an_entry_is_put_right_and_the_change_undone(client, people):
    client.force_login(people.bob)
    entry = log(access_of_user(people.bob))
    address = reverse("effort-edit", args=[entry.pk])
    assert client.get(address).status_code == 200
    data = {"kind": "counting", "minutes": "45", "spent_on": "2026-11-21", "note": "表"}
    client.post(address, data)
    entry.refresh_from_db()
    assert (entry.kind, entry.minutes) == ("counting", 45)
    undo = client.get(reverse("effort")).content.decode().split("/effort/undo/")[1].split("/")[0]
    client.post(reverse("effort-undo", args=[undo]))
    entry.refresh_from_db()
    assert (entry.kind, entry.minutes, entry.spent_on) == ("doing", 30, date(2026, 11, 20))


def test_the_page_of_effort_needs_few_queries(client, people, django_assert_max_num_queries):
    client.force_login(people.bob)
    for _ in range(40):
        log(access_of_user(people.bob), case=make_case(people.workspace))
    with django_assert_max_num_queries(16):
        assert client.get(reverse("effort")).status_code == 200
