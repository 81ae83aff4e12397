"""How often somebody may be asked: alone, without a database."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.messaging.rules.contact_rate import ContactFacts, ContactRule, judge_contact

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FREE = ContactFacts(address="a@example.com", language="ja")


def judge(facts=FREE, *, counted=True, rule=ContactRule(), now=NOW, languages=()):  # noqa: B008 - it is frozen
    return judge_contact(facts, rule, counted=counted, now=now, languages=languages)


def with_facts(**facts):
    return ContactFacts(**({"address": "a@example.com", "language": "ja"} | facts))


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
    assert judge(asked, counted=False).allowed


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
