"""Many events in one request: what is right is stored once, whatever is wrong beside it."""

from datetime import UTC, datetime, timedelta

import pytest

from emptychair.customers.events import CustomerEventRecorded
from emptychair.customers.models import CustomerEvent, Person
from emptychair.customers.services.track import record_events
from emptychair.kit.events import subscribe, unsubscribe
from tests.factories.customers import make_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def row(message, person, **more):
    return {"name": "order", "occurred_at": NOW, "message_id": message, "person_id": person, **more}


@pytest.fixture
def told():
    heard = []
    subscribe(CustomerEventRecorded, name="tests.many")(heard.append)
    yield heard
    unsubscribe("tests.many")


def test_the_same_message_is_stored_and_told_once(people, told):
    person = make_person(people.workspace).pk
    rows = [row("a", person), row("a", person), row("b", person)]
    results = record_events(people.system, rows, source="api")
    again = record_events(people.system, rows[:1], source="api")
    assert [is_new for _event, is_new, _error in results] == [True, False, True]
    assert [is_new for _event, is_new, _error in again] == [False]
    assert again[0][0].pk == results[0][0].pk == results[1][0].pk
    assert CustomerEvent.objects.count() == 2
    assert [one.event_id for one in told] == [results[0][0].pk, results[2][0].pk]


def test_what_is_wrong_keeps_nothing_else_out(people, told):
    person = make_person(people.workspace).pk
    rows = [row("a", person + 999), row("b", None), row("c", person)]
    results = record_events(people.system, rows, source="api")
    assert [bool(error) for _event, _new, error in results] == [True, True, False]
    assert [event.message_id for event in CustomerEvent.objects.all()] == ["c"]


def test_people_count_as_seen_at_the_latest_moment(people):
    person = make_person(people.workspace)
    rows = [row(str(days), person.pk, occurred_at=NOW - timedelta(days=days)) for days in (3, 1, 9)]
    record_events(people.system, rows, source="api")
    assert Person.objects.get(pk=person.pk).last_event_at == NOW - timedelta(days=1)


def test_a_moment_without_a_zone_is_utc(people):
    person = make_person(people.workspace).pk
    rows = [row("a", person, occurred_at=NOW.replace(tzinfo=None)), row("b", person)]
    results = record_events(people.system, rows, source="api")
    assert {event.occurred_at for event, _new, _error in results} == {NOW}


def test_a_request_of_fifty_events_takes_few_queries(
    people, settings, django_assert_max_num_queries
):
    settings.JOBS_RUN_AT_ONCE = False
    person = make_person(people.workspace).pk
    with django_assert_max_num_queries(14):
        record_events(people.system, [row(str(n), person) for n in range(50)], source="api")
