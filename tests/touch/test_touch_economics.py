"""Tiers from economics: what customers bring and take, moves with a sum, and single exceptions."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import Segment
from emptychair.customers.queries import people_in_segment
from emptychair.loop.models import EffortEntry
from emptychair.touch.errors import (
    HoursInOrder,
    NothingProposed,
    NothingToUndo,
    ReasonNeeded,
    TierUnknown,
)
from emptychair.touch.models import CustomerTouch, TouchRule
from emptychair.touch.queries import (
    customers_of,
    decisions_of,
    groups_of,
    proposals_of,
    tiers_of,
    touch_of,
)
from emptychair.touch.services import (
    accept_proposal,
    decline_proposal,
    drop_override,
    hand_over,
    override_tier,
    refresh_touch,
    set_costs,
    set_margin,
    set_rule,
    undo_decision,
)
from emptychair.touch.types import Settings
from emptychair.touch.words import missing_words, why_words
from tests.factories.customers import make_company, make_contract, make_order, make_person
from tests.factories.loop import make_case
from tests.people import NOW

HOURS = {"high": 40.0, "low": 8.0, "tech": 0.5}
LAST_YEAR = NOW.date() - timedelta(days=600)


@pytest.fixture
def alice(people):
    return access_of_user(people.alice, slug="kitchen")


@pytest.fixture
def costs(alice):
    set_costs(alice, Settings(hourly_cost=5_000.0, hours=HOURS))
    set_margin(alice, product="", margin=0.5)


def make_firm(people, *, amount=20_000, plan="Basic", hours=0.0, **fields):
    """A company on a plan by the month, with a closed case that took so many hours."""
    company = make_company(people.workspace, joined_on=LAST_YEAR, **fields)
    person = make_person(people.workspace, company=company, segment="clinics")
    make_contract(person, plan=plan, amount=amount, starts_on=LAST_YEAR)
    if hours:
        log_case(people, company, hours)
    return company


def log_case(people, company, hours):
    case = make_case(
        people.workspace, company=company, state="closed", closed_at=NOW - timedelta(days=9)
    )
    EffortEntry.objects.create(
        workspace=people.workspace,
        case=case,
        kind="doing",
        minutes=round(60 * hours),
        spent_on=NOW.date() - timedelta(days=9),
    )
    return case


def only_group(alice):
    (group,) = groups_of(alice)
    return group


def test_what_one_can_carry_is_the_margin_by_the_cost_of_an_hour(alice, people, costs):
    make_firm(people, hours=3)
    refresh_touch(alice, now=NOW)
    group = only_group(alice)
    assert group.price == 240_000
    assert group.carries == pytest.approx(240_000 * 0.5 / 5_000)
    assert group.hours.value == pytest.approx(3)
    assert (group.key.product, group.key.segment) == ("Basic", "clinics")


def test_contacts_and_the_share_for_service_take_from_what_is_carried(alice, people):
    wanted = Settings(hourly_cost=5_000.0, contact_cost=1_000.0, service_share=0.5, hours=HOURS)
    set_costs(alice, wanted)
    set_margin(alice, product="Basic", margin=0.5)
    company = make_firm(people)
    case = log_case(people, company, 1)
    for number in range(4):
        case.entries.create(
            workspace=people.workspace, kind="call", happened_at=NOW - timedelta(days=number + 1)
        )
    refresh_touch(alice, now=NOW)
    assert only_group(alice).carries == pytest.approx((240_000 * 0.25 - 4 * 1_000) / 5_000)


def test_the_price_is_what_is_paid_today_and_not_what_was(alice, people, costs):
    company = make_company(people.workspace, yearly_value=999, joined_on=LAST_YEAR)
    person = make_person(people.workspace, company=company)
    make_contract(person, plan="Year", amount=100_000, period="year", starts_on=LAST_YEAR)
    make_contract(person, plan="Setup", amount=70_000, period="once", starts_on=LAST_YEAR)
    make_contract(
        person, amount=50_000, starts_on=LAST_YEAR, cancelled_on=NOW.date() - timedelta(days=1)
    )
    make_contract(person, amount=80_000, currency="USD", starts_on=LAST_YEAR)
    make_order(person, amount=5_000, ordered_at=NOW - timedelta(days=20))
    make_order(person, amount=7_000, ordered_at=NOW - timedelta(days=400))
    refresh_touch(alice, now=NOW)
    row = touch_of(alice, company_id=company.pk)
    assert row.price == 105_000
    assert row.product == "Year"


def test_a_person_of_a_company_is_no_customer_of_their_own(alice, people, costs):
    make_firm(people)
    make_person(people.workspace, left_on=LAST_YEAR)
    alone = make_person(people.workspace)
    assert refresh_touch(alice, now=NOW) == 2
    assert touch_of(alice, person_id=alone.pk).price is None


def test_cases_without_logged_time_count_as_the_mean_of_those_with_some(alice, people, costs):
    company = make_firm(people, hours=4)
    make_case(people.workspace, company=company, state="closed", closed_at=NOW - timedelta(days=3))
    refresh_touch(alice, now=NOW)
    group = only_group(alice)
    assert group.hours.value == pytest.approx(8)
    assert group.estimated == pytest.approx(0.5)


def test_nothing_is_proposed_until_costs_and_margin_are_said(alice, people):
    make_firm(people)
    refresh_touch(alice, now=NOW)
    assert proposals_of(alice, now=NOW) == []
    set_costs(alice, Settings(hourly_cost=5_000.0, hours=HOURS))
    assert proposals_of(alice, now=NOW) == []
    set_margin(alice, product="Basic", margin=0.5)
    assert [one.to for one in proposals_of(alice, now=NOW)] == ["low"]


def test_a_household_is_never_offered_high_touch_and_a_committee_is(alice, people, costs):
    person = make_person(people.workspace)
    make_contract(person, amount=90_000, starts_on=LAST_YEAR)
    make_firm(people, amount=90_000, attributes={"decision_maker": "committee"})
    refresh_touch(alice, now=NOW)
    found = {
        one.group.key.kind: (one.group.decider, one.to) for one in proposals_of(alice, now=NOW)
    }
    assert found == {"person": ("household", "low"), "company": ("committee", "high")}


def test_a_group_that_cannot_carry_tech_is_said_to_and_not_moved(alice, people, costs):
    make_firm(people, amount=100)
    refresh_touch(alice, now=NOW)
    assert only_group(alice).suggested == "none"
    assert proposals_of(alice, now=NOW) == []


def test_moving_down_frees_the_hours_they_really_took(alice, people, costs):
    for hours in (10, 12, 14, 16):
        make_firm(people, hours=hours)
    refresh_touch(alice, now=NOW)
    set_rule(alice, only_group(alice).id, tier="high", decider="")
    (one,) = proposals_of(alice, now=NOW)
    assert (one.to, one.is_up, one.pays_from) == ("low", False, None)
    assert one.stake.value == pytest.approx((13 - 8) * 4 * 5_000)
    assert one.stake.low < one.stake.value < one.stake.high


def test_moving_up_tells_how_many_must_stay_for_it_to_pay(alice, people, costs):
    for _each in range(2):
        make_firm(people, amount=100_000, hours=2)
    refresh_touch(alice, now=NOW)
    set_rule(alice, only_group(alice).id, tier="low", decider="committee")
    (one,) = proposals_of(alice, now=NOW)
    assert (one.to, one.is_up) == ("high", True)
    assert one.stake.value == pytest.approx(-(40 - 2) * 2 * 5_000)
    assert one.pays_from == pytest.approx(38 * 5_000 / 600_000)


def test_accepting_moves_the_customers_and_taking_back_moves_them_back(alice, people, costs):
    company, other = make_firm(people), make_firm(people)
    refresh_touch(alice, now=NOW)
    row = CustomerTouch.objects.get(company=other)
    override_tier(alice, row.pk, tier="high", reason="Our reference", now=NOW)
    group = only_group(alice)
    made = accept_proposal(alice, group.id, to="low", now=NOW)
    wanted = {company.pk: "low", other.pk: "high"}
    assert tiers_of(alice, [company.pk, other.pk]) == wanted
    assert proposals_of(alice, now=NOW) == []
    with pytest.raises(NothingProposed):
        accept_proposal(alice, group.id, to="low", now=NOW)
    undo_decision(alice, made.pk, now=NOW)
    assert tiers_of(alice, [company.pk, other.pk]) == {other.pk: "high"}
    assert [one.to for one in proposals_of(alice, now=NOW)] == ["low"]
    with pytest.raises(NothingToUndo):
        undo_decision(alice, made.pk, now=NOW)


def test_a_declined_move_rests_half_a_year_unless_the_sum_doubles(alice, people, costs):
    make_firm(people, hours=10)
    refresh_touch(alice, now=NOW)
    group = only_group(alice)
    with pytest.raises(ReasonNeeded):
        decline_proposal(alice, group.id, to="low", reason="", now=NOW)
    decline_proposal(alice, group.id, to="low", reason="New clinic, first year", now=NOW)
    assert proposals_of(alice, now=NOW) == []
    assert proposals_of(alice, now=NOW + timedelta(days=181))
    assert decisions_of(alice)[0].reason == "New clinic, first year"
    for _each in range(2):
        make_firm(people, hours=20)
    refresh_touch(alice, now=NOW)
    assert proposals_of(alice, now=NOW)


def test_an_exception_has_a_name_and_survives_the_night(alice, people, costs):
    company = make_firm(people)
    refresh_touch(alice, now=NOW)
    row = CustomerTouch.objects.get()
    with pytest.raises(ReasonNeeded):
        override_tier(alice, row.pk, tier="high", reason="", now=NOW)
    with pytest.raises(TierUnknown):
        override_tier(alice, row.pk, tier="gold", reason="x", now=NOW)
    override_tier(alice, row.pk, tier="high", reason="Our reference", now=NOW)
    refresh_touch(alice, now=NOW)
    found = touch_of(alice, company_id=company.pk)
    assert (found.tier, found.override_name, found.override_reason) == (
        "high",
        "Alice",
        "Our reference",
    )
    drop_override(alice, row.pk)
    drop_override(alice, row.pk)
    assert touch_of(alice, company_id=company.pk).tier == ""


def test_counting_twice_changes_nothing_and_who_left_goes(alice, people, costs):
    company = make_firm(people, hours=2)
    refresh_touch(alice, now=NOW)
    before = list(CustomerTouch.objects.values())
    refresh_touch(alice, now=NOW)
    assert list(CustomerTouch.objects.values()) == before
    company.left_on = NOW.date()
    company.save()
    refresh_touch(alice, now=NOW)
    assert not CustomerTouch.objects.exists()
    assert groups_of(alice) == []
    assert TouchRule.objects.get().sums == {}


def test_a_segment_may_ask_for_the_tier_of_a_person_or_their_company(alice, people, costs):
    company = make_firm(people)
    inside = company.people.get()
    alone = make_person(people.workspace)
    refresh_touch(alice, now=NOW)
    row = CustomerTouch.objects.get(company=company)
    override_tier(alice, row.pk, tier="high", reason="x", now=NOW)

    def fitting(operator):
        condition = {"field": "touch", "operator": operator, "value": "high"}
        rules = {"match": "all", "conditions": [condition]}
        return set(people_in_segment(alice, Segment(workspace=people.workspace, rules=rules)))

    assert fitting("is") == {inside}
    assert fitting("is_not") == {alone}
    assert fitting("is_set") == {inside}


def test_customers_come_by_what_is_left_of_their_margin(alice, people, costs):
    make_firm(people, name="Dear", hours=30)
    make_firm(people, name="Cheap", hours=1)
    make_company(people.workspace, name="Unknown")
    refresh_touch(alice, now=NOW)
    assert [one.name for one in customers_of(alice)[:9]] == ["Dear", "Cheap", "Unknown"]
    dear = customers_of(alice)[:1][0]
    assert (dear.cost, dear.left) == (150_000, -30_000)


def test_handing_over_changes_who_looks_after_the_customer(alice, people, costs):
    company = make_firm(people)
    refresh_touch(alice, now=NOW)
    row = CustomerTouch.objects.get()
    assert hand_over(alice, row.pk, user_id=people.bob.pk) is None
    company.refresh_from_db()
    assert company.owner == people.bob
    assert hand_over(alice, row.pk, user_id=None) == people.bob.pk


def test_hours_of_tiers_stand_in_order(alice):
    with pytest.raises(HoursInOrder):
        set_costs(alice, Settings(hourly_cost=1, hours={"high": 1, "low": 2, "tech": 0}))


def test_a_newcomer_is_not_multiplied_by_a_year(alice, people, costs):
    company = make_company(people.workspace, joined_on=NOW.date() - timedelta(days=2))
    log_case(people, company, 2)
    refresh_touch(alice, now=NOW)
    row = CustomerTouch.objects.get()
    assert row.years == pytest.approx(30 / 365)


def test_one_known_price_says_nothing_of_the_others(alice, people, costs):
    make_company(people.workspace, name="Yamada", joined_on=LAST_YEAR, yearly_value=6_000_000)
    others = ("Asagiri", "Wakaba", "Shirakaba")
    for name in others:
        make_company(people.workspace, name=name, joined_on=LAST_YEAR)
    refresh_touch(alice, now=NOW)
    group = only_group(alice)
    assert (group.priced, group.customers) == (1, 4)
    assert (group.carries, group.suggested, group.loss) == (None, "", None)
    assert proposals_of(alice, now=NOW) == []
    assert "1" in missing_words(group)
    assert "4" in missing_words(group)


def test_where_no_time_was_logged_there_is_no_interval_of_nothing(alice, people, costs):
    make_firm(people, hours=3)
    for name in ("Asagiri", "Wakaba"):
        make_company(people.workspace, name=name, joined_on=LAST_YEAR, yearly_value=240_000)
    refresh_touch(alice, now=NOW)
    quiet = next(one for one in groups_of(alice) if one.key.product == "")
    assert (quiet.hours.value, quiet.hours.low, quiet.hours.high) == (0.0, None, None)
    move = next(one for one in proposals_of(alice, now=NOW) if one.group.id == quiet.id)
    assert move.stake.low is None
    with override("en"):
        assert "No time was logged for any of the 2 customers." in why_words(move)
