"""Who has left: one definition, the same answer wherever it is asked, and nothing of later days."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from statistics import median

import pytest

from emptychair.accounts.access import Access
from emptychair.customers.models import CustomerEvent, Order
from emptychair.customers.queries.leaving import leaving_asof, usual_gaps_on
from emptychair.customers.rules.leaving import LEAST_GAPS
from emptychair.customers.rules.months import day_number, day_of_number
from emptychair.customers.rules.trials import TRIAL_WORDS, is_trial
from emptychair.customers.services.bulk import add_contracts
from emptychair.customers.types import HowLeft
from emptychair.kit.periods import local_day
from emptychair.metrics.queries.money import money_question, score_and_money
from emptychair.renewals.queries import churned_between, people_revenue_asof, revenue_asof
from emptychair.silence.queries.asof import read_everybody
from emptychair.silence.queries.channels import Tables
from emptychair.silence.queries.facts import facts_asof
from emptychair.silence.queries.loss import customers_gone
from emptychair.silence.types import number_of_unit
from emptychair.success.queries.rows import StoredRows
from emptychair.success.rules.losing import lost_between
from tests.factories.customers import make_company, make_contract, make_person
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW

LONG_AGO = date(2000, 1, 1)


@pytest.fixture
def today(people):
    return local_day(NOW, people.workspace.zone)


def bought(person, *days_ago):
    Order.objects.bulk_create(
        Order(
            workspace=person.workspace, person=person, external_id=f"{person.pk}-{days}",
            ordered_at=NOW - timedelta(days=days), amount=100, currency="JPY",
        )
        for days in days_ago
    )  # fmt: skip


def did(person, *days_ago):
    CustomerEvent.objects.bulk_create(
        CustomerEvent(
            workspace=person.workspace, person=person, company=person.company, name="visited",
            source="test", message_id=f"{person.pk}-{days}", occurred_at=NOW - timedelta(days=days),
        )
        for days in days_ago
    )  # fmt: skip


def contract(person, begun, ended=None, *, today, **fields):
    """Begun and ended so many days ago."""
    cancelled = None if ended is None else today - timedelta(days=ended)
    begun_on = today - timedelta(days=begun)
    return make_contract(person, starts_on=begun_on, cancelled_on=cancelled, **fields)


def a_history(chance, workspace, today):
    """Somebody with any mixture of contracts, trials, orders, doings and a day of leaving."""
    value = chance.choice((None, 100))
    company = make_company(workspace, yearly_value=value) if chance.random() < 0.4 else None
    left = today - timedelta(days=chance.randrange(-20, 300)) if chance.random() < 0.2 else None
    person = make_person(workspace, company=company, left_on=None if company else left)
    if company and left:
        company.left_on = left
        company.save()
    for _each in range(chance.choice((0, 0, 1, 1, 2, 3))):
        begun = chance.randrange(30, 700)
        ended = chance.choice((None, chance.randrange(-40, begun)))
        amount = chance.choice((0, 500, 500))
        row = contract(person, begun, ended, today=today, amount=amount)
        if amount == 0 and chance.random() < 0.5:
            day = today - timedelta(days=chance.randrange(begun))
            pays = {"external_id": row.external_id, "amount": Decimal(900), "counts_from": day}
            add_contracts(Access.system(workspace, "tests"), [pays])
    if chance.random() < 0.5:
        last = chance.choice((0, 300))
        bought(person, *{last + chance.randrange(300) for _ in range(chance.randrange(1, 12))})
    gap, last = chance.choice((3, 20, 60)), chance.randrange(400)
    did(person, *{last + gap * turn for turn in range(chance.choice((1, 2, 6)))})
    return person


def answers_everywhere(people, today):
    """By customer the day on which they left, from each domain that says so."""
    access, leaving = people.system, leaving_asof(people.system, today)
    everybody = read_everybody(access, today)
    gone = customers_gone(access, everybody, facts_asof(access, Tables(access), today))
    parts = StoredRows(access, today=today).for_days([day_number(today)]).each_part()
    return {
        "customers": {unit: day_of_number(one.day) for unit, one in leaving.by_unit.items()},
        "renewals": {
            one.company_id or -(one.person_id or 0): one.left_on
            for one in churned_between(access, LONG_AGO, today)
        },
        "silence": {number_of_unit(one.unit): one.left_on for one in gone if one.left_on},
        "success": {
            one.unit: day_of_number(one.day)
            for part in parts
            for one in lost_between(part, day_number(LONG_AGO), day_number(today))
        },
    }


@pytest.mark.parametrize("seed", range(3))
def test_every_domain_says_of_everybody_the_same(people, today, seed):
    chance = Random(seed)
    everybody = [a_history(chance, people.workspace, today) for _each in range(90)]
    did(make_person(people.workspace), *range(20))  # somebody is there to the last day
    found = answers_everywhere(people, today)
    assert 10 <= len(found["customers"]) < len(everybody)
    for place, days in found.items():
        assert days == found["customers"], place
    paying = set(revenue_asof(people.system, today))
    paying |= {-one for one in people_revenue_asof(people.system, today)}
    assert not paying & set(found["customers"])
    assert len({one.how for one in leaving_asof(people.system, today).by_unit.values()}) == 4


def test_nothing_that_comes_later_changes_who_had_left_on_a_day(people, today):
    chance, then = Random(9), today - timedelta(days=90)
    everybody = [a_history(chance, people.workspace, then) for _each in range(30)]
    CustomerEvent.objects.filter(occurred_at__gte=NOW - timedelta(days=90)).delete()
    Order.objects.filter(ordered_at__gte=NOW - timedelta(days=90)).delete()
    before = leaving_asof(people.system, then).by_unit
    assert before
    for person in everybody:
        contract(person, 60, today=today)
        bought(person, 5, 40)
        did(person, 7, 41)
    assert leaving_asof(people.system, then).by_unit == before
    assert leaving_asof(people.system, today).by_unit != before


def test_a_trial_is_no_revenue_and_its_end_no_loss(people, today):
    tried = make_person(people.workspace, left_on=today - timedelta(days=1))
    contract(tried, 90, 60, today=today, amount=0, plan="Trial")
    listed = make_person(people.workspace)
    contract(listed, 90, 60, today=today, amount=980, plan="Pro (trial)")
    on = today - timedelta(days=70)
    assert people_revenue_asof(people.system, on) == {}
    assert churned_between(people.system, LONG_AGO, today) == []
    parts = StoredRows(people.system, today=today).for_days([day_number(today)]).each_part()
    assert not [one for part in parts for one in lost_between(part, 0, day_number(today))]


def test_a_trial_that_turned_to_paid_in_one_contract_is_a_customer_from_then_on(people, today):
    person = make_person(people.workspace)
    row = contract(person, 90, 10, today=today, amount=0, plan="Trial")
    paid = {"external_id": row.external_id, "amount": Decimal(900), "plan": "Pro"}
    paid["counts_from"] = today - timedelta(days=60)
    add_contracts(people.system, [paid])
    amounts = [
        people_revenue_asof(people.system, today - timedelta(days=ago)) for ago in (70, 60, 10)
    ]
    assert [one[person.pk].mrr if one else 0 for one in amounts] == [0, 900, 0]
    assert amounts[1][person.pk].changes == ()  # came to pay; grew by nothing
    (left,) = churned_between(people.system, LONG_AGO, today)
    assert (left.left_on, left.how) == (today - timedelta(days=10), HowLeft.CONTRACT)


def test_a_contract_that_followed_soon_closes_the_gap_once_it_is_known(people, today):
    person = make_person(people.workspace)
    contract(person, 400, 60, today=today)
    then = today - timedelta(days=50)
    assert leaving_asof(people.system, then).by_unit
    contract(person, 45, today=today)
    assert leaving_asof(people.system, then).by_unit  # as it was known then
    assert churned_between(people.system, LONG_AGO, then) == []  # as we know now
    assert leaving_asof(people.system, today).by_unit == {}


def test_who_still_orders_has_not_left_with_the_contract(people, today):
    for _each in range(12):
        bought(make_person(people.workspace), *range(2, 200, 20))
    person = make_person(people.workspace)
    contract(person, 400, 60, today=today)
    bought(person, *range(4, 200, 20))
    assert leaving_asof(people.system, today).by_unit == {}


def test_people_leave_with_their_company_and_a_contact_leaves_alone(people, today):
    firm = make_company(people.workspace, yearly_value=100)
    stays = make_person(people.workspace, company=firm)
    make_person(people.workspace, company=firm, left_on=today - timedelta(days=5))
    assert leaving_asof(people.system, today).by_unit == {}
    contract(stays, 300, 30, today=today)
    found = leaving_asof(people.system, today)
    assert set(found.by_unit) == {firm.pk}
    assert found.day_of(firm.pk) == day_number(today - timedelta(days=30))


def test_score_and_money_follow_the_same_days(people, today):
    survey = make_survey(people.workspace)
    for ended in (None, 150):
        person = make_person(people.workspace, joined_on=today - timedelta(days=900))
        contract(person, 800, ended, today=today)
        contract(person, 900, 850, today=today, amount=0)
        make_response(survey, person, score=9, answered_at=NOW - timedelta(days=300))
    figures = score_and_money(people.system, money_question(people.system, days=180, now=NOW))
    assert (figures.customers, figures.there_now) == (2, 1)


@pytest.mark.parametrize(
    ("amount", "plan", "expected"),
    [
        (0, "Pro", True),
        (10, "Free", True),
        (10, "Free trial, monthly", True),
        (10, "Freelancer", False),
        (10, "フリープラン", True),
        (10, "フリーランス", False),
        (10, "無料お試し", True),
        (10, "", False),
    ],
)
def test_a_trial_is_told_by_its_amount_or_the_name_of_its_plan(amount, plan, expected):
    assert is_trial(amount, plan, TRIAL_WORDS) is expected


def test_the_usual_gap_is_that_of_each_of_many_days_at_once(people, today):
    chance, bought_on = Random(45), []
    for _ in range(30):
        person = make_person(people.workspace)
        days = sorted(chance.sample(range(400), chance.randrange(1, 8)), reverse=True)
        bought(person, *days)
        bought_on.append([today - timedelta(days=back) for back in days])
    asked = [today - timedelta(days=back) for back in range(0, 380, 20)]
    found = usual_gaps_on(people.system, asked)
    assert sorted(found) == sorted(asked)
    for day in asked:
        own = [[one for one in each if one <= day] for each in bought_on]
        gaps = [(each[-1] - each[0]).days / (len(each) - 1) for each in own if len(each) > 1]
        expected = median(gaps) if len(gaps) >= LEAST_GAPS else None
        assert found[day] == pytest.approx(expected)
