"""Many rows at once: few queries, and the same file again adds nothing."""

from datetime import timedelta

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.customers.errors import EventWithoutCustomer, NobodyNamed
from emptychair.customers.models import Company, CustomerEvent, Person
from emptychair.customers.queries import find_people
from emptychair.customers.services.bulk import (
    add_companies,
    add_contracts,
    add_events,
    add_orders,
    add_people,
)
from emptychair.kit.errors import Refused
from tests.factories.customers import make_person
from tests.people import NOW

PEOPLE = [
    {
        "external_id": f"p{number}",
        "name": f"山田 {number}",
        "email": f"P{number}@example.com",
        "company_name": f"会社{number % 7}",
        "attributes": {"n": number},
    }
    for number in range(300)
]


def test_the_same_people_again_add_nothing(people):
    first = add_people(people.system, PEOPLE)
    again = add_people(people.system, PEOPLE)
    assert (first.added, first.changed, first.same) == (300, 0, 0)
    assert (again.added, again.changed, again.same) == (0, 0, 300)
    assert again.ids == first.ids == first.added_ids
    assert (Person.objects.count(), Company.objects.count()) == (300, 7)


def test_changed_values_are_written_and_counted(people):
    add_people(people.system, PEOPLE)
    result = add_people(people.system, [{"external_id": "p3", "title": "CEO", "name": ""}])
    person = Person.objects.get(external_id="p3")
    assert (result.changed, person.title, person.name) == (1, "CEO", "山田 3")


def test_a_person_who_comes_twice_in_one_file_is_one(people):
    rows = [{"email": "a@example.com", "name": "Ann"}, {"email": "A@example.com", "title": "CEO"}]
    result = add_people(people.system, rows)
    assert (result.added, len(set(result.ids))) == (1, 1)
    assert Person.objects.get().title == "CEO"


def test_a_merged_number_leads_to_the_kept_one(people):
    kept = make_person(people.workspace)
    make_person(people.workspace, external_id="old", merged_into=kept)
    assert add_people(people.system, [{"external_id": "old"}]).ids == [kept.pk]


def test_they_are_found_by_name_and_by_company(people):
    add_people(people.system, PEOPLE, guess_readings=True)
    assert find_people(people.system, text="やまだ 会社3")


def test_many_people_take_few_queries(people, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        add_people(people.system, PEOPLE)


def test_events_come_once_and_mark_the_last_day_seen(people, django_assert_max_num_queries):
    ids = add_people(people.system, PEOPLE).ids
    rows = [
        {
            "person_id": ids[number % 300],
            "name": "logged_in",
            "occurred_at": NOW - timedelta(hours=number),
            "message_id": f"m{number}",
        }
        for number in range(900)
    ]
    with django_assert_max_num_queries(20):
        assert add_events(people.system, rows).added == 900
    assert add_events(people.system, rows).same == 900
    assert CustomerEvent.objects.count() == 900
    person = Person.objects.get(pk=ids[0])
    assert (person.last_event_at, CustomerEvent.objects.first().company_id) == (
        NOW,
        person.company_id,
    )


def test_orders_and_contracts_belong_to_the_named_person(people):
    add_people(people.system, PEOPLE)
    order = {"external_id": "o1", "person_external_id": "p1", "ordered_at": NOW, "amount": 5}
    plan = {
        "external_id": "k1",
        "person_external_id": "p1",
        "plan": "Pro",
        "amount": 5,
        "currency": "JPY",
        "period": "year",
        "starts_on": NOW.date(),
    }
    for _ in range(2):
        add_orders(people.system, [order])
        add_contracts(people.system, [plan])
    person = Person.objects.get(external_id="p1")
    assert (person.orders.count(), person.contracts.count()) == (1, 1)
    changed = add_contracts(people.system, [{**plan, "plan": "Max"}])
    assert (changed.changed, person.contracts.get().plan) == (1, "Max")


def test_a_row_without_any_name_is_refused_with_its_place(people):
    with pytest.raises(NobodyNamed) as caught:
        add_people(people.system, [{"name": "Ann"}, {"title": "CEO"}])
    assert caught.value.details == {"row": 1}
    assert not Person.objects.exists()


def test_rows_of_the_neighbours_are_not_touched(people):
    theirs = make_person(people.neighbours, external_id="p1")
    result = add_people(people.system, [{"external_id": "p1", "name": "Ann"}])
    assert result.ids != [theirs.pk]
    with pytest.raises(EventWithoutCustomer):
        add_events(
            people.system,
            [{"person_id": theirs.pk, "name": "x", "occurred_at": NOW, "message_id": "1"}],
        )


def test_an_analyst_may_not_import(people):
    with pytest.raises(Refused):
        add_companies(access_of_user(people.ana), [{"name": "Yamato"}])
