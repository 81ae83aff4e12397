"""Two rows, one person; and taken apart again so that nothing shows of it."""

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emptychair.customers.errors import MergeTooOld, SameRow
from emptychair.customers.models import Person, PersonMerge, SpecialDay, Wish
from emptychair.customers.queries.merges import doubles_of, likely_doubles
from emptychair.customers.services.identify import identify_person
from emptychair.customers.services.merging import merge_people, undo_merge
from emptychair.customers.services.suppression import record_consent
from tests.factories.customers import (
    make_company,
    make_contract,
    make_event,
    make_order,
    make_person,
)
from tests.factories.loop import make_case
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.people import NOW

UNTOLD = {"customers.PersonMerge", "accounts.AuditEntry"}
OURS = ("accounts", "customers", "surveys", "messaging", "loop", "touchpoints")


def everything() -> dict[str, list]:
    tables = [
        table
        for name in OURS
        for table in apps.get_app_config(name).get_models()
        if table._meta.label not in UNTOLD
    ]
    return {
        table._meta.label: list(table._default_manager.order_by("pk").values()) for table in tables
    }


def fill(workspace, person, survey, *, orders=1, answers=1, days=1, cases=1):
    for _ in range(orders):
        make_order(person)
        make_event(person)
    for number in range(answers):
        asked = make_invitation(survey, person, occasion=f"wave:{number}")
        make_response(survey, person, invitation=asked)
    for number in range(days):
        SpecialDay.objects.create(
            workspace=workspace, person=person, kind="other", month=3, day=number + 1
        )
        Wish.objects.create(workspace=workspace, person=person, text="Tea")
    for _ in range(cases):
        make_case(workspace, person=person)
    make_contract(person)


@pytest.fixture
def two(people):
    here = people.workspace
    kept = make_person(here, name="Ann", phone="", attributes={"a": 1}, note="first")
    other = make_person(
        here,
        name="Anna",
        phone="03-1",
        external_id="x",
        attributes={"b": 2},
        yearly_value=500,
        company=make_company(here),
        joined_on=NOW.date(),
        last_event_at=NOW,
    )
    survey = make_survey(here)
    fill(here, kept, survey)
    fill(here, other, survey, answers=2)
    return kept, other


def test_rows_of_all_domains_move_and_gaps_are_filled(people, two):
    kept, other = two
    merge_people(people.system, kept, other)
    kept = Person.objects.get(pk=kept.pk)
    assert (kept.name, kept.phone, kept.yearly_value) == ("Ann", "03-1", 500)
    assert kept.attributes == {"a": 1, "b": 2}
    assert (kept.orders.count(), kept.responses.count(), kept.cases.count()) == (2, 3, 2)
    assert Person.objects.get(pk=other.pk).merged_into_id == kept.pk


def test_a_row_that_would_clash_stays_and_is_remembered(people, two):
    kept, other = two
    merge = merge_people(people.system, kept, other)
    # both were invited on the occasion "wave:0"
    assert kept.invitations.count() == 2
    assert other.invitations.count() == 1
    assert merge.before["left"] == {"surveys.invitation.person_id": [other.invitations.get().pk]}


def test_what_is_chosen_of_the_other_is_taken(people, two):
    kept, other = two
    merge_people(people.system, kept, other, take=frozenset({"name", "email"}))
    assert Person.objects.get(pk=kept.pk).name == "Anna"
    assert Person.objects.get(pk=kept.pk).email == other.email


def test_taken_back_all_tables_are_as_they_were(people, two):
    before = everything()
    merge = merge_people(people.system, *two, take=frozenset({"name", "company_id"}))
    assert everything() != before
    undo_merge(people.system, merge, now=NOW)
    assert everything() == before


counts = st.fixed_dictionaries(
    {name: st.integers(0, 3) for name in ("orders", "answers", "days", "cases")}
)


@given(first=counts, second=counts, take=st.sets(st.sampled_from(["name", "email", "phone"])))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_they_have_nothing_shows_of_it_afterwards(people, first, second, take):
    here, survey = people.workspace, make_survey(people.workspace)
    kept, other = make_person(here), make_person(here, phone="1")
    fill(here, kept, survey, **first)
    fill(here, other, survey, **second)
    before = everything()
    merge = merge_people(people.system, kept, other, take=frozenset(take))
    undo_merge(people.system, merge, now=NOW)
    assert everything() == before


def test_what_came_after_the_merge_stays_with_the_kept_one(people, two):
    kept, other = two
    merge = merge_people(people.system, kept, other)
    identify_person(people.system, external_id="x", title="CEO")
    late = make_order(Person.objects.get(pk=kept.pk))
    undo_merge(people.system, merge, now=NOW)
    assert Person.objects.get(pk=kept.pk).title == "CEO"
    assert late in kept.orders.all()
    assert Person.objects.get(pk=other.pk).merged_into_id is None


def test_a_merge_on_which_another_stands_is_taken_back_last(people, two):
    kept, other = two
    third = make_person(people.workspace)
    first = merge_people(people.system, kept, other)
    second = merge_people(people.system, third, Person.objects.get(pk=kept.pk))
    with pytest.raises(MergeTooOld):
        undo_merge(people.system, first, now=NOW)
    undo_merge(people.system, second, now=NOW)
    undo_merge(people.system, PersonMerge.objects.get(pk=first.pk), now=NOW)
    assert Person.objects.filter(merged_into=None).count() == 3


def test_nobody_is_merged_with_themselves(people, two):
    with pytest.raises(SameRow):
        merge_people(people.system, two[0], two[0])


def test_consents_move_too(people, two):
    kept, other = two
    record_consent(people.system, other, channel="email", given=False, source="form", said_at=NOW)
    merge_people(people.system, kept, other)
    assert kept.consents.get().given is False


def test_doubles_are_suggested_by_address_phone_and_name(people):
    here = people.workspace
    one = make_person(here, name="Ann", email="a@example.com")
    make_person(here, name="Anna", email="a@example.com")
    make_person(here, name="Bo", phone="03-1")
    make_person(here, name="Bob", phone="03-1")
    assert [pair.sign for pair in likely_doubles(people.system)] == ["email", "phone"]
    assert [row.name for row in doubles_of(people.system, one)] == ["Anna"]
