"""Knowing somebody again, and what they did."""

from datetime import timedelta

import pytest

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries import access_of_user
from emptychair.customers.errors import EventWithoutCustomer, NobodyNamed
from emptychair.customers.events import CustomerEventRecorded
from emptychair.customers.models import CustomerEvent, Person
from emptychair.customers.queries import is_suppressed, may_email, person_with_id, timeline_of
from emptychair.customers.services.identify import identify_company, identify_person
from emptychair.customers.services.suppression import (
    lift_suppression,
    record_consent,
    suppress_address,
)
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.customers.services.track import record_event
from emptychair.customers.timeline_words import register_timeline_code
from emptychair.kit.errors import NotFound, Refused
from emptychair.kit.events import subscribe, unsubscribe
from tests.factories.customers import make_order, make_person
from tests.people import NOW


def test_the_external_id_finds_before_the_address(people):
    access = people.system
    one, new = identify_person(access, external_id="1", email="a@example.com", name="Ann")
    assert new
    same, new = identify_person(access, external_id="1", email="other@example.com", title="CEO")
    assert (same.pk, new, same.title, same.email) == (one.pk, False, "CEO", "a@example.com")
    other, new = identify_person(access, external_id="2", email="a@example.com")
    assert new, "another number is another person, though they share a mailbox"
    assert other.pk != one.pk


def test_who_was_known_by_address_gets_the_number(people):
    access = people.system
    one, _ = identify_person(access, email="A@Example.com ", name="Ann")
    same, new = identify_person(access, external_id="7", email="a@example.com")
    assert (same.pk, new, same.external_id) == (one.pk, False, "7")


def test_empty_values_erase_nothing_and_attributes_add_up(people):
    access = people.system
    identify_person(access, external_id="1", name="Ann", attributes={"plan": "pro"})
    person, _ = identify_person(access, external_id="1", name="", attributes={"seats": 3})
    assert (person.name, person.attributes) == ("Ann", {"plan": "pro", "seats": 3})


def test_the_merged_one_leads_to_the_kept_one(people):
    kept = make_person(people.workspace)
    make_person(people.workspace, external_id="old", merged_into=kept)
    person, new = identify_person(people.system, external_id="old", title="CEO")
    assert (person.pk, new) == (kept.pk, False)


def test_nobody_is_made_of_nothing(people):
    with pytest.raises(NobodyNamed):
        identify_person(people.system, external_id="  ", email="")


def test_only_what_changed_stands_in_the_audit_trail(people):
    access = people.system
    identify_person(access, external_id="1", name="Ann")
    identify_person(access, external_id="1", name="Ann")
    identify_person(access, external_id="1", name="Anna")
    rows = AuditEntry.objects.filter(subject_kind="customers.person").order_by("pk")
    assert [row.action for row in rows] == ["person.added", "person.changed"]
    assert (rows[1].before, rows[1].after) == ({"name": "Ann"}, {"name": "Anna"})


def test_an_analyst_may_not_write(people):
    with pytest.raises(Refused):
        identify_person(access_of_user(people.ana), external_id="1")


def test_an_event_is_recorded_once_and_told_once(people):
    told = []
    subscribe(CustomerEventRecorded, name="tests.heard")(told.append)
    person = make_person(people.workspace)
    try:
        for _ in range(2):
            record_event(
                people.system,
                person=person,
                name="invoice_paid",
                occurred_at=NOW,
                message_id="m1",
                source="api",
            )
    finally:
        unsubscribe("tests.heard")
    assert CustomerEvent.objects.count() == 1
    assert [one.person_id for one in told] == [person.pk]


def test_an_older_event_does_not_move_the_last_day_seen_back(people):
    person = make_person(people.workspace)
    for number, days in enumerate((3, 9, 1)):
        record_event(
            people.system,
            person=person,
            name="x",
            occurred_at=NOW - timedelta(days=days),
            message_id=str(number),
            source="api",
        )
    assert Person.objects.get(pk=person.pk).last_event_at == NOW - timedelta(days=1)


def test_an_event_belongs_to_somebody(people):
    with pytest.raises(EventWithoutCustomer):
        record_event(people.system, name="x", occurred_at=NOW, message_id="1", source="api")


def test_the_timeline_puts_all_in_order_and_pages(people):
    access, person = people.system, make_person(people.workspace)
    register_timeline_code("tests.greeted", lambda p: f"Greeted {p['whom']}")
    for hours in range(3):
        for _ in range(2):  # twice is once
            add_to_timeline(
                access,
                person=person,
                code="tests.greeted",
                parameters={"whom": hours},
                happened_at=NOW - timedelta(hours=hours * 2),
                unique_key=f"g:{hours}",
            )
    make_order(person, ordered_at=NOW - timedelta(hours=1), item="茶")
    rows = timeline_of(access, person.pk, limit=3)
    assert [row.code for row in rows] == ["tests.greeted", "customers.order", "tests.greeted"]
    assert rows[0].text == "Greeted 0"
    assert "茶" in rows[1].text
    older = timeline_of(access, person.pk, limit=9, before=rows[-1].happened_at)
    assert [row.text for row in older] == ["Greeted 2"]


def test_a_suppressed_address_is_not_written_to_until_it_is_lifted(people):
    access, person = people.system, make_person(people.workspace, email="a@example.com")
    assert may_email(access, person)
    suppress_address(access, channel="email", address="A@example.com", reason="bounced")
    assert is_suppressed(access, channel="email", address="a@EXAMPLE.com")
    assert not may_email(access, person)
    assert lift_suppression(access, channel="email", address="a@example.com", reason="Called us")
    assert may_email(access, person)
    last = AuditEntry.objects.filter(action="address.allowed").get()
    assert (last.before["reason"], last.after["why"]) == ("bounced", "Called us")


def test_the_newest_word_on_consent_counts(people):
    access, person = people.system, make_person(people.workspace)
    for hours, given in ((3, True), (1, False), (2, True)):
        moment = NOW - timedelta(hours=hours)
        record_consent(access, person, channel="email", given=given, source="form", said_at=moment)
    assert not may_email(access, person)


def test_a_neighbours_person_does_not_exist_and_a_partner_sees_nobody(people):
    person = make_person(people.workspace)
    for user in (people.charlie, people.paul):
        with pytest.raises(NotFound):
            person_with_id(access_of_user(user), person.pk)


def test_a_company_is_known_by_number_then_by_name(people):
    access = people.system
    one, _ = identify_company(access, name="Yamato")
    same, new = identify_company(access, external_id="c1", name="Yamato")
    assert (same.pk, new, same.external_id) == (one.pk, False, "c1")
    other, new = identify_company(access, external_id="c2", name="Yamato")
    assert new
    assert other.pk != one.pk
