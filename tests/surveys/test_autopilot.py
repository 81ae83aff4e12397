"""Asking a whole base evenly over a cadence."""

import itertools
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.customers.services.suppression import suppress_address
from emptychair.messaging.models import ContactDecision
from emptychair.surveys.errors import SurveyNotRunning
from emptychair.surveys.models import AutopilotMember, Invitation
from emptychair.surveys.rules.spreading import Spread, next_slot, open_slot, share_of
from emptychair.surveys.services.autopilot import (
    put_into_autopilot,
    start_autopilot,
    stop_autopilot,
    take_out_of_autopilot,
)
from emptychair.surveys.services.autopilot_plan import fill_autopilot
from emptychair.surveys.services.autopilot_run import run_autopilots
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_survey

TOKYO = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=TOKYO)  # a Wednesday


def some_people(people, count):
    return [make_person(people.workspace) for _ in range(count)]


def run_until(people, days, *, start=NOW):
    """Let the job come round once an hour on each morning."""
    asked = {}
    for day in range(days):
        for hour in range(5, 11):
            moment = (start + timedelta(days=day)).replace(hour=hour, minute=59)
            if moment >= start and run_autopilots(people.system, now=moment):
                local = moment.astimezone(TOKYO)
                asked[local.date()] = asked.get(local.date(), 0)
    return asked


def test_everybody_is_asked_once_in_a_cadence_on_weekday_mornings_and_evenly(people):
    some_people(people, 120)
    survey = make_survey(people.workspace)
    start_autopilot(people.system, survey, cadence_days=30, now=NOW)
    moments = [row.next_at.astimezone(TOKYO) for row in AutopilotMember.objects.all()]
    assert all(5 <= one.hour < 10 and one.weekday() < 5 for one in moments)
    by_day = Counter(one.date() for one in moments)
    assert max(by_day.values()) - min(by_day.values()) <= 4
    run_until(people, 31)
    assert Invitation.objects.count() == 120
    assert ContactDecision.objects.filter(allowed=True).count() == 120


def test_it_asks_again_in_the_next_cadence_and_never_too_soon(people):
    (person,) = some_people(people, 1)
    survey = make_survey(people.workspace)
    start_autopilot(people.system, survey, cadence_days=45, now=NOW)
    run_until(people, 140)
    asked = sorted(Invitation.objects.filter(person=person).values_list("asked_at", flat=True))
    assert len(asked) == 3
    gaps = [later - earlier for earlier, later in itertools.pairwise(asked)]
    assert all(timedelta(days=38) <= gap <= timedelta(days=52) for gap in gaps)


def test_who_was_asked_elsewhere_waits_a_whole_cadence_from_then(people):
    asked, answered, fresh = some_people(people, 3)
    survey, other = make_survey(people.workspace), make_survey(people.workspace)
    make_invitation(other, asked, asked_at=NOW - timedelta(days=10))
    from tests.factories.surveys import make_response

    make_response(other, answered, answered_at=NOW - timedelta(days=20))
    start_autopilot(people.system, survey, cadence_days=60, now=NOW)
    next_at = dict(AutopilotMember.objects.values_list("person_id", "next_at"))
    assert next_at[asked.pk] >= NOW + timedelta(days=50)
    assert next_at[answered.pk] >= NOW + timedelta(days=40)
    assert next_at[fresh.pk] <= NOW + timedelta(days=60)


def test_who_was_asked_meanwhile_is_postponed_without_a_refusal(people):
    (person,) = some_people(people, 1)
    survey, other = make_survey(people.workspace), make_survey(people.workspace)
    start_autopilot(people.system, survey, cadence_days=60, now=NOW)
    member = AutopilotMember.objects.get()
    make_invitation(other, person, asked_at=member.next_at - timedelta(days=3))
    moment = member.next_at + timedelta(minutes=1)
    assert run_autopilots(people.system, now=moment) == 0
    member.refresh_from_db()
    assert member.next_at >= moment + timedelta(days=56)
    assert not ContactDecision.objects.exists()


def test_who_joins_comes_in_and_who_leaves_drops_out(people):
    first, leaver = some_people(people, 2)
    survey = make_survey(people.workspace)
    autopilot = start_autopilot(people.system, survey, now=NOW)
    leaver.left_on = NOW.date()
    leaver.save()
    joiner = make_person(people.workspace)
    merged = make_person(people.workspace, merged_into=first)
    assert fill_autopilot(people.system, autopilot, now=NOW) == (1, 1)
    inside = set(AutopilotMember.objects.values_list("person_id", flat=True))
    assert inside == {first.pk, joiner.pk}
    assert merged.pk not in inside


def test_a_merged_member_goes_on_as_the_one_who_stays(people):
    old, kept = some_people(people, 2)
    survey = make_survey(people.workspace)
    autopilot = start_autopilot(people.system, survey, everybody=False, now=NOW)
    put_into_autopilot(people.system, autopilot, old, {"store": "12"}, now=NOW)
    old.merged_into = kept
    old.save()
    fill_autopilot(people.system, autopilot, now=NOW)
    member = AutopilotMember.objects.get()
    assert (member.person, member.properties) == (kept, {"store": "12"})


def test_only_those_who_were_put_in(people):
    inside, outside = some_people(people, 2)
    survey = make_survey(people.workspace)
    autopilot = start_autopilot(people.system, survey, everybody=False, now=NOW)
    member, is_new = put_into_autopilot(people.system, autopilot, inside, {"a": 1}, now=NOW)
    assert is_new
    assert member.next_at > NOW
    again, is_new = put_into_autopilot(people.system, autopilot, inside, {"a": 2}, now=NOW)
    assert (again.next_at, again.properties, is_new) == (member.next_at, {"a": 2}, False)
    run_until(people, 95)
    invitation = Invitation.objects.get()
    assert (invitation.person, invitation.properties) == (inside, {"a": 2})
    assert take_out_of_autopilot(people.system, autopilot, inside)
    assert not take_out_of_autopilot(people.system, autopilot, outside)


def test_stopped_or_paused_it_asks_nobody(people):
    some_people(people, 5)
    survey = make_survey(people.workspace)
    autopilot = start_autopilot(people.system, survey, cadence_days=7, now=NOW)
    assert stop_autopilot(people.system, autopilot, now=NOW)
    assert not stop_autopilot(people.system, autopilot, now=NOW)
    run_until(people, 8)
    start_autopilot(people.system, survey, cadence_days=7, now=NOW)
    survey.state = "paused"
    survey.save()
    run_until(people, 8)
    assert not Invitation.objects.exists()
    with pytest.raises(SurveyNotRunning):
        start_autopilot(people.system, survey, now=NOW)


def test_who_may_not_be_written_to_stays_in_and_is_tried_in_the_next_cadence(people):
    (person,) = some_people(people, 1)
    suppress_address(people.system, channel="email", address=person.email, reason="asked")
    survey = make_survey(people.workspace)
    start_autopilot(people.system, survey, cadence_days=30, now=NOW)
    run_until(people, 31)
    assert ContactDecision.objects.get().reason == "suppressed"
    assert AutopilotMember.objects.get().next_at > NOW + timedelta(days=28)


def test_a_crash_in_the_middle_of_a_batch_leaves_all_or_nothing(people, monkeypatch):
    some_people(people, 6)
    survey = make_survey(people.workspace)
    start_autopilot(people.system, survey, cadence_days=1, now=NOW)
    moment = NOW + timedelta(days=3)
    from emptychair.surveys.services import autopilot_run

    ask, calls = autopilot_run.ask_person, []

    def die_at_the_fourth(*args, **kwargs):
        calls.append(1)
        if len(calls) == 4:
            raise RuntimeError("power cut")
        return ask(*args, **kwargs)

    monkeypatch.setattr(autopilot_run, "ask_person", die_at_the_fourth)
    with pytest.raises(RuntimeError):
        run_autopilots(people.system, now=moment)
    assert not Invitation.objects.exists()
    monkeypatch.setattr(autopilot_run, "ask_person", ask)
    assert run_autopilots(people.system, now=moment) == 6
    assert run_autopilots(people.system, now=moment) == 0
    assert Invitation.objects.count() == 6


@given(st.integers(1, 10**9), st.integers(1, 400), st.integers(0, 1000))
def test_each_slot_lies_on_an_open_morning_after_the_moment(number, cadence, day):
    spread = Spread(zone=TOKYO)
    after = NOW + timedelta(days=day)
    for slot in (
        next_slot(share_of(number), NOW.date(), cadence, spread, after),
        open_slot(share_of(number), after, spread),
    ):
        local = slot.astimezone(TOKYO)
        assert slot > after
        assert local.weekday() < 5 or cadence < 3
        assert 5 <= local.hour < 10
        assert slot - after <= timedelta(days=2 * cadence + 10)


@given(st.integers(1, 10**6), st.integers(20, 400))
def test_any_run_of_numbers_fills_the_days_evenly(first, count):
    places = Counter(int(share_of(number) * 10) for number in range(first, first + count))
    assert max(places.values()) - min(places[one] for one in range(10)) <= 4
