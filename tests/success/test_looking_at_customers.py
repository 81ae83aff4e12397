"""A look at everybody: halves, signs, order, history; and those who were lost."""

from datetime import timedelta

import pytest

from emptychair.customers.models import Contract
from emptychair.kit.cards import Customer
from emptychair.kit.periods import month_of
from emptychair.loop.models import Case
from emptychair.success.agenda_source import customers_at_risk_today
from emptychair.success.card_source import health_of_customer
from emptychair.success.figure_source import figures_of_success
from emptychair.success.models import CustomerHealth, LostCustomer
from emptychair.success.queries.listing import (
    RiskFilters,
    customers_at_risk,
    quadrant_counts,
    totals_at_risk,
)
from emptychair.success.queries.lost import lost_totals
from emptychair.success.services.acting import open_case_for_customer
from emptychair.success.services.looking import look_at_everybody
from emptychair.success.services.lost import look_back_at_lost, note_lesson
from emptychair.success.services.merging import follow_merge
from tests.factories.customers import make_company, make_contract, make_event, make_person
from tests.factories.loop import make_case
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW
from tests.success.conftest import at

pytestmark = pytest.mark.django_db
ALL = slice(0, 50)


def make_regular(workspace, *, every=7, until=0, since=400, **fields):
    """Somebody with a sign of life every few days up to `until` days ago."""
    person = make_person(workspace, joined_on=at(since).date(), **fields)
    for back in range(since, until - 1, -every):
        make_event(person, occurred_at=at(back))
    return person


def reading_of(customer):
    return CustomerHealth.objects.get(
        unit=customer.pk if hasattr(customer, "parent_id") else -customer.pk
    )


def test_the_silent_are_listed_with_their_own_rhythm_and_the_regular_are_not(people):
    silent = make_regular(people.workspace, until=50, name="Sato")
    regular = make_regular(people.workspace, name="Ito")
    look_at_everybody(people.system, now=NOW)
    rows = customers_at_risk(people.system, RiskFilters())[ALL]
    assert [row.person_id for row in rows] == [silent.pk]
    sign = rows[0].signs[0]
    assert sign["code"] == "silent"
    assert (sign["silent_days"], sign["own_gap"]) == (50.0, 7.0)
    assert not reading_of(regular).is_listed


def test_more_at_stake_comes_first(people):
    small, large = (
        make_regular(people.workspace, until=50, yearly_value=value) for value in (1_000, 90_000)
    )
    make_regular(people.workspace)
    look_at_everybody(people.system, now=NOW)
    rows = customers_at_risk(people.system, RiskFilters())[ALL]
    assert [row.person_id for row in rows] == [large.pk, small.pk]


def test_who_is_known_by_nothing_stands_among_the_unknown_never_among_the_good(people):
    make_person(people.workspace, joined_on=at(300).date())
    look_at_everybody(people.system, now=NOW)
    counts = quadrant_counts(people.system)
    assert counts["unknown"][0] == 1
    assert counts["both"][0] == 0


def test_a_bad_word_before_the_renewal_is_told_once_with_both_facts(people):
    company = make_company(people.workspace, joined_on=at(500).date())
    person = make_regular(people.workspace, company=company)
    make_contract(person, period="year", amount=600_000, starts_on=at(330).date())
    survey = make_survey(people.workspace)
    make_response(survey, person, score=3, answered_at=at(10))
    look_at_everybody(people.system, now=NOW)
    row = reading_of(company)
    assert [one["code"] for one in row.signs] == ["bad_before_renewal"]
    assert 30 <= row.signs[0]["renewal_in"] <= 40
    assert row.worth == 600_000


def test_the_end_of_a_contract_makes_a_lost_customer_and_a_new_one_brings_them_back(people):
    person = make_regular(people.workspace)
    contract = make_contract(
        person, starts_on=at(380).date(), cancelled_on=at(20).date(), amount=1000
    )
    look_at_everybody(people.system, now=NOW)
    assert not CustomerHealth.objects.exists()
    look_back_at_lost(people.system, now=NOW)
    assert LostCustomer.objects.get().left_on == at(20).date()
    make_contract(person, starts_on=at(5).date(), amount=1000)
    look_at_everybody(people.system, now=NOW + timedelta(minutes=1))
    assert CustomerHealth.objects.count() == 1
    look_back_at_lost(people.system, now=NOW)
    assert not LostCustomer.objects.exists()
    assert Contract.objects.filter(pk=contract.pk).exists()


def test_a_post_mortem_tells_what_could_be_seen_then_and_whether_anybody_acted(people):
    warned, calm = (make_regular(people.workspace, until=until, since=500) for until in (100, 21))
    for person in (warned, calm):
        make_contract(person, starts_on=at(480).date(), cancelled_on=at(20).date(), amount=1000)
    make_case(people.workspace, person=warned, opened_at=at(40))
    look_back_at_lost(people.system, now=NOW)
    look_back_at_lost(people.system, now=NOW)  # twice is harmless
    one, other = (LostCustomer.objects.get(person=person) for person in (warned, calm))
    assert one.warnings[0]["code"] in {"silent", "use_dropping"}
    assert one.warned_on < one.left_on - timedelta(days=30)
    assert one.acted_on == at(40).date()
    assert (other.warnings, other.acted_on) == ([], None)
    totals = lost_totals(people.system, since=at(365).date())
    assert (totals.lost, totals.warned.successes, totals.acted.successes) == (2, 1, 1)
    note_lesson(people.system, one, text="Call after three weeks.", now=NOW)
    look_back_at_lost(people.system, now=NOW)
    assert LostCustomer.objects.get(person=warned).lesson == "Call after three weeks."


def test_a_second_look_keeps_the_months_and_tells_what_is_new(people):
    person = make_regular(people.workspace, until=3)
    look_at_everybody(people.system, now=NOW)
    history = reading_of(person).history
    assert len(history) > 3
    later = NOW + timedelta(days=40)
    busy = make_regular(people.workspace, name="Ito")
    for back in (0, 5, 12):
        make_event(busy, occurred_at=later - timedelta(days=back))
    look_at_everybody(people.system, now=later)
    row = reading_of(person)
    assert row.history[: len(history) - 1] == history[:-1]
    assert len(row.history) > len(history)
    timeline = list(person.timeline.filter(code="success.sign"))
    assert [entry.parameters["sign"] for entry in timeline] == ["silent"]


def test_today_and_the_card_tell_the_same(people):
    person = make_regular(people.workspace, until=50, yearly_value=50_000)
    make_regular(people.workspace)
    look_at_everybody(people.system, now=NOW)
    items = customers_at_risk_today(people.system, now=NOW, limit=20)
    assert [item.subject for item in items] == [("person", person.pk)]
    assert "50" in items[0].why
    cards = health_of_customer(people.system, customer=Customer(person_id=person.pk), now=NOW)
    assert "50" in cards[0].rows[2].value
    assert "unknown" in cards[0].rows[1].value or "不明" in cards[0].rows[1].value


def test_contacting_twice_opens_one_case(people):
    person = make_regular(people.workspace, until=50)
    look_at_everybody(people.system, now=NOW)
    row = reading_of(person)
    first, is_new = open_case_for_customer(people.system, row, now=NOW)
    again, is_second = open_case_for_customer(people.system, row, now=NOW)
    assert (is_new, is_second, first, Case.objects.count()) == (True, False, again, 1)


def test_the_list_says_that_it_goes_by_signs_as_long_as_no_model_is_on(people):
    make_regular(people.workspace, until=50, yearly_value=50_000)
    make_regular(people.workspace)
    look_at_everybody(people.system, now=NOW)
    totals = totals_at_risk(people.system, RiskFilters())
    assert (totals.basis, totals.expected, totals.worth) == ("none", None, 50_000)


def test_looking_takes_the_same_number_of_questions_for_many(people, django_assert_max_num_queries):
    for _ in range(12):
        make_regular(people.workspace, every=40, until=1)
    with django_assert_max_num_queries(171):
        look_at_everybody(people.system, now=NOW)


def test_lessons_go_with_the_person_who_stays(people):
    kept, moved = (make_person(people.workspace) for _ in range(2))
    for person, back, lesson in ((kept, 30, ""), (moved, 30, ""), (moved, 90, "Call sooner.")):
        LostCustomer.objects.create(
            workspace=people.workspace, person=person, left_on=at(back).date(), how="left",
            lesson=lesson,
        )  # fmt: skip
    follow_merge(people.system, kept_id=kept.pk, moved_id=moved.pk)
    assert not LostCustomer.objects.filter(person=moved).exists()
    assert LostCustomer.objects.get(person=kept, left_on=at(90).date()).lesson == "Call sooner."


def test_the_scorecard_tells_for_how_many_of_the_lost_somebody_had_acted(people):
    for warned, acted in ((60, 40), (60, None), (None, None), (15, 12)):
        LostCustomer.objects.create(
            workspace=people.workspace, person=make_person(people.workspace),
            left_on=at(10).date(), how="left",
            warned_on=at(warned).date() if warned else None,
            acted_on=at(acted).date() if acted else None,
        )  # fmt: skip
    figure = next(iter(figures_of_success(people.system)))
    month = month_of(at(10).date())
    [(_first, reading)] = figure.months(people.system, month)
    assert (reading.value, reading.n) == (25.0, 4)
