"""Large customers who were never heard: read at night, on Today until they were."""

from datetime import timedelta

import pytest
from django.utils import translation

from emptychair.accounts.queries import access_of_user
from emptychair.agenda.agenda_source import unheard_for_today
from emptychair.agenda.models import AgendaMark
from emptychair.agenda.queries import today
from emptychair.agenda.services.acting import note_call_on_row
from emptychair.customers.models import TimelineEntry
from emptychair.customers.services.suppression import suppress_address
from emptychair.metrics.models import UnheardCustomer, UnheardReading
from emptychair.metrics.queries.unheard import unheard_large, unheard_totals
from emptychair.metrics.services.unheard import read_unheard
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_case
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.people import NOW


@pytest.fixture
def large(people):
    """One company of three people, worth most; ten small customers who all answered."""
    company = make_company(people.workspace, name="Hayashi Trading", yearly_value=9_000_000)
    staff = [make_person(people.workspace, company=company) for _ in range(3)]
    survey = make_survey(people.workspace)
    for number in range(10):
        small = make_person(people.workspace, yearly_value=1000 + number)
        make_response(survey, small, score=8)
    make_person(people.workspace, yearly_value=0)
    return company, staff, survey


def rows(people, user="alice"):
    with translation.override("en"):
        return _rows(people, user)


def _rows(people, user):
    access = access_of_user(getattr(people, user))
    return unheard_for_today(access, now=NOW, limit=20)


def test_the_largest_tenth_of_whom_nobody_ever_answered_is_to_be_asked(people, large):
    company, staff, _survey = large
    assert read_unheard(people.system, now=NOW) == 1
    totals = unheard_totals(people.system)
    assert (totals.customers, totals.large, totals.unheard) == (11, 2, 1)
    assert totals.share_of_value == pytest.approx(9_000_000 / 9_001_009)
    (row,) = rows(people)
    assert row.key == f"unheard:company:{company.pk}"
    assert (row.title, row.value, row.subject) == (
        "Hayashi Trading", 9_000_000, ("company", company.pk),
    )  # fmt: skip
    assert row.actions[0] == "ask"
    assert row.person_id == staff[0].pk
    assert "Place 1 of 11" in row.why
    assert "22 Nov 2026" in row.why


def test_read_twice_nobody_stands_there_twice(people, large):
    read_unheard(people.system, now=NOW)
    read_unheard(people.system, now=NOW + timedelta(hours=1))
    assert UnheardCustomer.objects.count() == 1
    assert UnheardReading.objects.get().read_at == NOW + timedelta(hours=1)


def test_who_answered_since_the_night_is_gone_at_once(people, large):
    _company, staff, survey = large
    read_unheard(people.system, now=NOW)
    make_response(survey, staff[2], score=4)
    assert rows(people) == []


def test_who_was_asked_days_ago_is_left_to_answer_and_called_later(people, large):
    _company, staff, survey = large
    read_unheard(people.system, now=NOW)
    invitation = make_invitation(survey, staff[1], asked_at=NOW - timedelta(days=3))
    assert rows(people) == []
    invitation.asked_at = NOW - timedelta(days=30)
    invitation.save()
    (row,) = rows(people)
    assert row.actions[0] == "call_noted"
    assert "Asked on 23 Oct 2026, no answer" in row.why


def test_the_contact_rule_says_whom_one_may_ask_and_otherwise_why_not(people, large):
    _company, staff, _survey = large
    suppress_address(people.system, channel="email", address=staff[0].email, reason="asked")
    read_unheard(people.system, now=NOW)
    assert rows(people)[0].person_id == staff[1].pk
    for person in staff[1:]:
        suppress_address(people.system, channel="email", address=person.email, reason="asked")
    read_unheard(people.system, now=NOW)
    (row,) = rows(people)
    assert (row.actions[0], row.person_id) == ("call_noted", None)
    assert "Not by mail (" in row.why


def test_who_left_and_who_is_small_stays_off(people, large):
    company, _staff, _survey = large
    make_person(people.workspace, yearly_value=5)
    company.left_on = (NOW - timedelta(days=20)).date()
    company.save()
    assert read_unheard(people.system, now=NOW) == 0
    assert rows(people) == []


def test_a_case_that_is_open_with_them_is_enough(people, large):
    _company, staff, _survey = large
    read_unheard(people.system, now=NOW)
    make_case(people.workspace, person=staff[0])
    assert rows(people) == []


def test_a_call_takes_them_off_for_good_and_stands_in_their_history(people, large):
    company, _staff, _survey = large
    read_unheard(people.system, now=NOW)
    access, key = access_of_user(people.alice), f"unheard:company:{company.pk}"
    note_call_on_row(access, key, note="All is well", reached=True, now=NOW)
    assert AgendaMark.objects.get().item_key == key
    entry = TimelineEntry.objects.get(code="agenda.called")
    assert (entry.company_id, entry.parameters["note"]) == (company.pk, "All is well")
    assert key not in [row.key for row in today(access, now=NOW + timedelta(days=1)).contact]


def test_an_old_reading_a_partner_and_the_neighbours_see_nothing(people, large):
    read_unheard(people.system, now=NOW)
    assert rows(people, "paul") == []
    assert rows(people, "charlie") == []
    assert unheard_large(access_of_user(people.charlie), now=NOW, limit=5) == []
    late = NOW + timedelta(days=9)
    assert unheard_for_today(access_of_user(people.alice), now=late, limit=5) == []


def test_today_looks_it_up_in_three_questions(people, large, django_assert_max_num_queries):
    read_unheard(people.system, now=NOW)
    access = access_of_user(people.alice)
    with django_assert_max_num_queries(3):
        assert unheard_for_today(access, now=NOW, limit=20)
