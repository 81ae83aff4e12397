"""How often somebody may be asked: alone, without a database."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from emptychair.messaging.reasons import reason_sentence
from emptychair.messaging.rules.contact_rate import (
    ContactFacts,
    ContactRule,
    PastContact,
    PlannedAsk,
    Wish,
    judge_contact,
    next_free,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FREE = ContactFacts(address="a@example.com", language="ja")


def judge(facts=FREE, *, rule=ContactRule(), now=NOW, **wish):  # noqa: B008 - it is frozen
    return judge_contact(facts, rule, Wish(**wish), now=now)


def with_facts(surveys=(), **facts):
    contacts = tuple(PastContact(one) for one in surveys)
    plain = {"address": "a@example.com", "language": "ja", "contacts": contacts}
    return ContactFacts(**(plain | facts))


def test_somebody_never_asked_may_be_asked():
    assert judge().allowed


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"has_left": True}, "left"),
        ({"address": ""}, "no_address"),
        ({"suppression": "bounced"}, "suppressed"),
        ({"refused_consent": True}, "no_consent"),
        ({"hold": "case_open"}, "held"),
        ({"surveys": (NOW - timedelta(days=29),)}, "too_soon"),
        ({"surveys": tuple(NOW - timedelta(days=40 * n) for n in (1, 2, 3, 4))}, "too_many"),
        ({"held_out": True}, "hold_out"),
        ({"case_closed_at": NOW - timedelta(days=2)}, "case_recent"),
    ],
)
def test_each_reason_against_it_is_named(facts, reason):
    verdict = judge(with_facts(**facts))
    assert (verdict.allowed, verdict.reason) == (False, reason)


def test_thirty_days_after_the_last_survey_one_may_ask_again():
    assert not judge(with_facts(surveys=(NOW - timedelta(days=30) + timedelta(minutes=1),))).allowed
    assert judge(with_facts(surveys=(NOW - timedelta(days=30),))).allowed


def test_what_answers_the_customer_is_not_counted():
    asked = with_facts(surveys=(NOW - timedelta(days=1),))
    assert judge(asked, purpose="reply").allowed


def test_a_survey_in_japanese_only_is_not_sent_to_who_reads_english():
    english = with_facts(language="en-GB")
    assert judge(english, languages=("ja",)).reason == "language"
    assert judge(english, languages=("ja", "en")).allowed
    assert judge(with_facts(language=""), languages=("ja",)).allowed


def test_a_rule_that_makes_no_sense_is_as_usual():
    strange = {"min_days": "many", "most": 0, "window_days": True}
    assert ContactRule.from_settings(strange) == ContactRule()
    assert ContactRule.from_settings({"min_days": 0}).min_days == 0


@given(
    days=st.lists(st.floats(0, 800), max_size=40),
    min_days=st.integers(0, 90),
    most=st.integers(1, 6),
    window_days=st.integers(1, 400),
)
def test_in_whatever_order_one_asks_nobody_is_asked_too_often(days, min_days, most, window_days):
    rule = ContactRule(min_days, most, window_days)
    sent: list[datetime] = []
    for day in days:
        now = NOW + timedelta(days=day)
        if judge(with_facts(surveys=tuple(sent)), rule=rule, now=now).allowed:
            sent.append(now)
    sent.sort()
    gaps = [later - earlier for earlier, later in itertools.pairwise(sent)]
    assert all(gap >= timedelta(days=min_days) for gap in gaps)
    for first in sent:
        inside = [one for one in sent if first <= one < first + timedelta(days=window_days)]
        assert len(inside) <= most


@given(st.lists(st.floats(0, 800), max_size=20))
def test_a_refusal_for_haste_names_the_day_on_which_one_may_ask(days):
    surveys = tuple(NOW - timedelta(days=day) for day in days)
    verdict = judge(with_facts(surveys=surveys), rule=ContactRule(most=1000))
    if verdict.reason == "too_soon":
        free = datetime.fromisoformat(verdict.parameters["free_on"])
        assert judge(with_facts(surveys=surveys), rule=ContactRule(most=1000), now=free).allowed


def survey(days_ago, about="survey:1", **more):
    return PastContact(NOW - timedelta(days=days_ago), about=about, **more)


def test_the_reason_names_what_was_answered_and_when_and_from_when_on_it_is_possible():
    answered = survey(13, name="Order", answered_at=NOW - timedelta(days=12))
    verdict = judge(with_facts(contacts=(answered,)))
    assert verdict.parameters == {
        "days": 13,
        "answered_days": 12,
        "min_days": 30,
        "purpose": "survey",
        "name": "Order",
        "free_on": (NOW + timedelta(days=17)).isoformat(),
    }


def test_the_day_it_names_keeps_every_limit_not_only_the_one_that_was_first():
    asked = tuple(survey(days) for days in (10, 340, 345, 350))
    verdict = judge(with_facts(contacts=asked), rule=ContactRule(most=2))
    assert verdict.reason == "too_soon"
    free = datetime.fromisoformat(verdict.parameters["free_on"])
    assert free == NOW + timedelta(days=25)  # the third of four is a year ago then
    assert judge(with_facts(contacts=asked), rule=ContactRule(most=2), now=free).allowed


def test_a_day_that_another_limit_decides_is_told_with_that_limit():
    asked = with_facts(contacts=tuple(survey(days, name="Use") for days in (3, 50, 60, 70)))
    verdict = judge(asked)
    assert verdict.reason == "too_soon"
    assert verdict.parameters["then"] == {
        "reason": "too_many",
        "parameters": {"count": 4, "window_days": 365},
    }
    with override("en"):
        assert reason_sentence(verdict.reason, verdict.parameters) == (
            "Was asked “Use” 3 days ago. At least 30 days lie between two surveys. After that: "
            "Asked 4 times within 365 days; that is as often as we ask anybody. "
            "Possible again from Sept. 13, 2027."
        )
    held = judge(replace(asked, hold="case_open", hold_until=NOW + timedelta(days=1)))
    assert held.reason == "held"
    assert held.parameters["then"]["reason"] == "too_many"


def test_a_survey_may_ask_less_often_than_the_rule_but_never_more_often():
    asked = with_facts(contacts=(survey(40),))
    assert judge(asked, about="survey:1", cadence_days=90).reason == "cadence"
    assert judge(asked, about="survey:2", cadence_days=90).allowed
    assert judge(with_facts(contacts=(survey(20),)), about="survey:1", cadence_days=7).reason == (
        "too_soon"
    )


def test_reminders_and_referrals_are_counted_each_for_themselves():
    reminded = with_facts(contacts=(PastContact(NOW - timedelta(days=1), "reminder"),))
    assert judge(reminded, purpose="reminder").reason == "too_soon"
    assert judge(reminded, purpose="survey").allowed
    asked = with_facts(contacts=(PastContact(NOW - timedelta(days=80), "referral"),))
    assert judge(asked, purpose="referral").reason == "too_soon"
    assert judge(asked, purpose="referral", now=NOW + timedelta(days=10)).allowed


def test_a_widget_needs_no_address_and_keeps_the_rule():
    nowhere = with_facts(address="")
    assert judge(nowhere, channel="widget").allowed
    assert judge(nowhere, channel="line").reason == "no_address"
    assert judge(with_facts(address="", contacts=(survey(3),)), channel="widget").reason == (
        "too_soon"
    )


def test_a_company_is_asked_only_so_often():
    often = with_facts(company_surveys=tuple(NOW - timedelta(days=day) for day in (1, 2, 20)))
    verdict = judge(often, rule=ContactRule(company_most=3))
    assert verdict.reason == "company_full"
    assert verdict.parameters["free_on"] == (NOW + timedelta(days=10)).isoformat()
    assert judge(often, rule=ContactRule(company_most=4)).allowed
    assert judge(often, rule=ContactRule()).allowed


def test_the_weightier_survey_goes_first_and_the_other_is_told_why():
    order = PlannedAsk(NOW + timedelta(days=3), "survey:2", "Order", 80)
    waiting = with_facts(planned=(order,))
    verdict = judge(waiting, about="survey:1", priority=50)
    assert (verdict.reason, verdict.parameters["name"]) == ("outranked", "Order")
    assert verdict.parameters["free_on"] == (NOW + timedelta(days=33)).isoformat()
    assert judge(waiting, about="survey:2", priority=80).allowed
    assert judge(waiting, about="survey:1", priority=80).allowed, "of equals the first asks"
    late = with_facts(planned=(order._replace(due=NOW + timedelta(days=8)),))
    assert judge(late, about="survey:1", priority=50).allowed
    needless = with_facts(planned=(order,), contacts=(survey(40, "survey:2"),))
    assert judge(needless, about="survey:1", priority=50).reason == "outranked"
    cannot = with_facts(
        planned=(order._replace(cadence_days=90),), contacts=(survey(40, "survey:2"),)
    )
    assert judge(cannot, about="survey:1", priority=50).allowed, "it could not ask anyway"


def test_who_leaves_may_be_asked_why_and_nothing_else():
    gone = with_facts(has_left=True)
    assert judge(gone).reason == "left"
    assert judge(gone, to_leavers=True).allowed


def test_after_a_case_only_the_case_is_asked_about():
    closed = with_facts(case_closed_at=NOW - timedelta(days=1))
    assert judge(closed).parameters["free_on"] == (NOW + timedelta(days=6)).isoformat()
    assert judge(closed, after_case=True).allowed
    assert judge(closed, purpose="told").allowed


@given(
    st.lists(st.tuples(st.floats(-400, 400), st.sampled_from(["survey", "reminder"]))),
    st.floats(-300, 300),
)
def test_the_next_free_moment_is_free(contacts, day):
    facts = with_facts(
        contacts=tuple(PastContact(NOW + timedelta(days=one), what) for one, what in contacts)
    )
    after = NOW + timedelta(days=day)
    free = next_free(facts, ContactRule(), Wish(), after=after)
    assert free >= after
    assert judge(facts, now=free).allowed
