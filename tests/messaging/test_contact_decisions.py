"""Decisions about contacting somebody, kept with their reasons."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from emptychair.accounts.queries import access_of_user
from emptychair.customers.services.suppression import record_consent, suppress_address
from emptychair.kit.errors import Refused
from emptychair.messaging.errors import ContactRuleInvalid
from emptychair.messaging.models import ContactDecision
from emptychair.messaging.queries import contact_rule, decisions_of, reason_sentence
from emptychair.messaging.reasons import _SENTENCES
from emptychair.messaging.services.holds import hold_person, lift_hold
from emptychair.messaging.services.rule import change_contact_rule
from emptychair.messaging.services.sending import decide_contact, preview_contact
from tests.factories.customers import make_person

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def decide(people, person, occasion="survey:1", *, purpose="survey", now=NOW):
    return decide_contact(people.system, person, occasion=occasion, purpose=purpose, now=now)


def test_the_same_occasion_gives_the_same_decision(people):
    person = make_person(people.workspace)
    first = decide(people, person)
    assert first.allowed
    again = decide(people, person, now=NOW + timedelta(days=400))
    assert (again.pk, again.decided_at) == (first.pk, NOW)


def test_the_second_survey_within_thirty_days_is_refused_and_says_when(people):
    person = make_person(people.workspace)
    decide(people, person)
    second = decide(people, person, "survey:2", now=NOW + timedelta(days=11))
    assert (second.allowed, second.reason) == (False, "too_soon")
    with translation.override("en"):
        (refused, allowed) = decisions_of(people.system, person.pk)
        assert "11 days ago" in refused.sentence
        assert "Dec. 22, 2026" in refused.sentence
    assert allowed.allowed
    assert decide(people, person, "told:1", purpose="told").allowed


def test_four_surveys_a_year_are_enough(people):
    person = make_person(people.workspace)
    days = [NOW + timedelta(days=60 * number) for number in range(7)]
    answers = [decide(people, person, f"survey:{day}", now=day) for day in days]
    assert [one.allowed for one in answers] == [True, True, True, True, False, False, False]
    assert answers[4].reason == "too_many"
    later = NOW + timedelta(days=365)
    assert decide(people, person, "survey:later", now=later).allowed


def test_a_hold_lasts_until_it_is_lifted_or_over(people):
    person = make_person(people.workspace)
    hold_person(people.system, person, source="case:1", reason="case_open")
    hold_person(people.system, person, source="case:1", reason="case_open")
    until = NOW + timedelta(days=3)
    hold_person(people.system, person, source="wish:1", reason="other", until=until)
    assert decide(people, person, "a").reason == "held"
    assert lift_hold(people.system, source="case:1", now=NOW) == 1
    assert decide(people, person, "b").parameters["until"] == until.isoformat()
    recent = decide(people, person, "c", now=until)
    assert (recent.reason, recent.parameters["days"]) == ("case_recent", 3)
    assert decide(people, person, "d", now=NOW + timedelta(days=7)).allowed


def test_what_the_customer_said_counts(people):
    person, other = make_person(people.workspace), make_person(people.workspace)
    for given, day in ((True, 1), (False, 2)):
        record_consent(
            people.system,
            person,
            channel="email",
            given=given,
            source="form",
            said_at=NOW - timedelta(days=9 - day),
        )
    suppress_address(people.system, channel="email", address=other.email, reason="asked")
    assert decide(people, person).reason == "no_consent"
    assert decide(people, other).parameters == {"why": "asked"}


def test_a_preview_says_the_same_as_the_decision_and_stores_nothing(
    people, django_assert_max_num_queries
):
    some = [make_person(people.workspace) for _ in range(30)]
    gone = make_person(people.workspace, left_on=NOW.date())
    decide(people, some[0], "before", now=NOW - timedelta(days=1))
    ids = [one.pk for one in (gone, *some)]
    with django_assert_max_num_queries(14):
        rows = preview_contact(people.system, ids, now=NOW)
    assert [row[0] for row in rows] == ids
    assert ContactDecision.objects.count() == 1
    for person, row in zip((gone, *some), rows, strict=True):
        made = decide(people, person)
        assert row[1:] == (made.allowed, made.reason, made.parameters)
    assert rows[0][2] == "left"
    assert rows[1][2] == "too_soon"


def test_people_of_the_neighbours_do_not_exist(people):
    theirs = make_person(people.neighbours)
    assert preview_contact(people.system, [theirs.pk], now=NOW) == []


def test_of_two_decisions_that_want_the_same_turn_the_database_lets_one_have_it(people):
    person = make_person(people.workspace)
    first = decide(people, person)
    assert first.turn == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactDecision.objects.create(
            workspace=people.workspace,
            person=person,
            occasion="at the same moment",
            decided_at=NOW,
            turn=1,
            allowed=True,
            reason="allowed",
        )


def test_who_decides_meanwhile_is_seen(people, monkeypatch):
    """Another decision is committed between our look and our row."""
    from emptychair.messaging.services import contact

    person = make_person(people.workspace)
    look = contact.contact_facts
    others = [lambda: decide(people, person, "the other survey")]

    def look_and_be_overtaken(*args, **kwargs):
        found = look(*args, **kwargs)
        if others:
            others.pop()()
        return found

    monkeypatch.setattr(contact, "contact_facts", look_and_be_overtaken)
    ours = decide(people, person, "our survey")
    assert (ours.allowed, ours.reason) == (False, "too_soon")


def test_the_owner_sets_the_rule_and_a_manager_does_not(people):
    owner = access_of_user(people.alice)
    change_contact_rule(owner, min_days=7, most=12, window_days=365)
    assert contact_rule(people.system).min_days == 30  # an access read before
    people.workspace.refresh_from_db()
    assert contact_rule(people.system).min_days == 7
    assert change_contact_rule(owner, company_most=5).min_days == 7, "the rest stays"
    with pytest.raises(Refused):
        change_contact_rule(access_of_user(people.maya), min_days=1, most=1, window_days=1)
    with pytest.raises(ContactRuleInvalid):
        change_contact_rule(owner, min_days=-1, most=1, window_days=1)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_reason_is_a_sentence_in_both_languages(language):
    with translation.override(language):
        for code in _SENTENCES:
            sentence = reason_sentence(code, {})
            assert sentence.endswith(("。", "."))
            assert sentence.isascii() == (language == "en"), (code, sentence)
    assert reason_sentence("", {}) == ""
