"""Who did not answer is asked once more: after so many days, so often, and never for nothing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from emptychair.accounts.queries import access_of_user
from emptychair.customers.models import TimelineEntry
from emptychair.customers.services.suppression import suppress_address
from emptychair.kit.errors import Refused
from emptychair.messaging.models import ContactDecision, Message
from emptychair.messaging.services.delivering import send_due_messages
from emptychair.messaging.services.holds import hold_person
from emptychair.surveys.errors import RemindersInvalid
from emptychair.surveys.links import read_token
from emptychair.surveys.models import Invitation
from emptychair.surveys.rules.reminders import MOST, ReminderFacts, next_reminder, reason_against
from emptychair.surveys.services.answering import answer_invitation
from emptychair.surveys.services.asking import ask_person
from emptychair.surveys.services.reminders import change_reminders, remind, send_due_reminders
from emptychair.surveys.services.stopping import stop_surveys
from tests.factories.customers import make_person
from tests.factories.surveys import make_survey

NOW = timezone.now()


@pytest.fixture(autouse=True)
def any_hour(monkeypatch):
    """Mails leave at any hour: the hours of sending have tests of their own."""
    for place in ("surveys.services.reminders", "messaging.services.delivering"):
        monkeypatch.setattr(f"emptychair.{place}.next_send_time", lambda *_a, now, **_k: now)


@pytest.fixture
def survey(people):
    return make_survey(people.workspace, reminder_days=5, reminders_most=2)


@pytest.fixture
def asked(people, survey):
    person = make_person(people.workspace, name="山田 花子", language="ja")
    came = ask_person(people.system, survey, person, occasion="t", now=NOW)
    assert came.asked
    Message.objects.filter(state="planned").update(send_after=NOW - timedelta(minutes=1))
    send_due_messages(people.system)
    return Invitation.objects.get(pk=came.invitation_id)


def later(days):
    return NOW + timedelta(days=days, hours=3)  # the whole suite may have run between


def reminders():
    return Message.objects.filter(purpose="reminder").order_by("pk")


def test_the_days_count_from_when_the_mail_left(asked):
    assert asked.sent_at is not None
    assert asked.next_reminder_at == asked.sent_at + timedelta(days=5)


def test_who_does_not_answer_is_reminded_twice_and_then_left_in_peace(people, asked):
    went = [send_due_reminders(people.system, now=later(day)) for day in range(1, 30)]
    assert sum(went) == 2
    assert (went[4], went[9]) == (1, 1)
    first, second = reminders()
    assert first.subject.startswith("【再度のお願い】")
    assert "あらためて" in first.text
    assert "今回で最後" not in first.text
    assert "今回で最後" in second.text
    asked.refresh_from_db()
    assert (asked.reminders, asked.next_reminder_at) == (2, None)
    assert TimelineEntry.objects.filter(code="surveys.reminded").count() == 2


def test_a_reminder_has_the_links_of_the_invitation_and_stands_by_itself(people, asked):
    send_due_reminders(people.system, now=later(5))
    reminder = reminders().get()
    assert set(reminder.headers) == set(asked.message.headers)
    token = re.search(r"/a/([^/]+)/stop/", reminder.headers["List-Unsubscribe"]).group(1)
    assert read_token(token) == (people.workspace.pk, asked.pk)
    assert reminder.unique_key == f"survey-reminder:{asked.pk}:1"
    decision = ContactDecision.objects.get(purpose="reminder")
    assert decision.allowed
    assert decision.about == f"survey:{asked.survey_id}"


def test_an_answer_ends_it(people, asked):
    answer_invitation(people.system, asked, score=9, comment="", now=NOW)
    asked.refresh_from_db()
    assert asked.next_reminder_at is None
    assert remind(people.system, asked.pk, now=later(5)) == "not_due"


ENDS = {
    "stop": lambda people, asked: stop_surveys(people.system, asked, now=NOW),
    "suppression": lambda people, asked: suppress_address(
        people.system, channel="email", address=asked.person.email, reason="bounced"
    ),
    "open case": lambda people, asked: hold_person(
        people.system, asked.person, source="case:1", reason="case_open"
    ),
    "came back": lambda _people, asked: Message.objects.update(state="bounced"),
    "left": lambda _people, asked: type(asked.person).objects.update(left_on="2020-01-01"),
    "expired": lambda _people, asked: Invitation.objects.update(expires_at=later(5)),
    "closing": lambda _people, asked: type(asked.survey).objects.update(closes_at=later(5)),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_no_reminder_goes_where_something_speaks_against_it(people, asked, end):
    end(people, asked)
    for day in range(5, 12):
        send_due_reminders(people.system, now=later(day))
    assert not reminders().filter(state="handed_over").exists()
    asked.refresh_from_db()
    assert asked.next_reminder_at is None


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_a_survey_that_does_not_run_reminds_nobody(people, survey, asked, state):
    survey.state = state
    survey.save()
    assert send_due_reminders(people.system, now=later(6)) == 0
    survey.state = "running"
    survey.save()
    assert send_due_reminders(people.system, now=later(6)) == 1


def test_a_reminder_that_waits_is_dropped_when_the_answer_comes(people, asked, monkeypatch):
    monkeypatch.setattr("emptychair.messaging.services.sending.enqueue", lambda *_a, **_k: None)
    send_due_reminders(people.system, now=later(5))
    assert reminders().get().state == "planned"
    answer_invitation(people.system, asked, score=9, comment="", now=NOW)
    send_due_messages(people.system)
    assert (reminders().get().state, reminders().get().reason) == ("refused", "answered_since")


def test_a_reminder_that_waits_is_dropped_when_the_survey_closes(
    people, survey, asked, monkeypatch
):
    monkeypatch.setattr("emptychair.messaging.services.sending.enqueue", lambda *_a, **_k: None)
    send_due_reminders(people.system, now=later(5))
    survey.state = "closed"
    survey.save()
    send_due_messages(people.system)
    assert reminders().get().reason == "survey_over"


def test_outside_of_the_hours_it_waits(people, asked, monkeypatch):
    hour = later(7)
    monkeypatch.setattr(
        "emptychair.surveys.services.reminders.next_send_time", lambda *_a, **_k: hour
    )
    assert remind(people.system, asked.pk, now=later(5)) == "later"
    asked.refresh_from_db()
    assert asked.next_reminder_at == hour


def test_the_same_moment_twice_is_one_reminder(people, asked):
    assert remind(people.system, asked.pk, now=later(5)) == ""
    assert remind(people.system, asked.pk, now=later(5)) == "not_due"
    assert reminders().count() == 1


def test_reminders_switched_on_later_reach_who_was_asked_a_short_while_ago(people):
    survey = make_survey(people.workspace)
    ask_person(people.system, survey, make_person(people.workspace), occasion="t", now=NOW)
    Message.objects.filter(state="planned").update(send_after=NOW - timedelta(minutes=1))
    send_due_messages(people.system)
    assert Invitation.objects.get().next_reminder_at is None
    change_reminders(people.system, survey, days=3, most=1, now=NOW)
    invitation = Invitation.objects.get()
    assert invitation.next_reminder_at == invitation.sent_at + timedelta(days=3)
    change_reminders(people.system, survey, days=0, most=1, now=NOW)
    assert Invitation.objects.get().next_reminder_at is None


@pytest.mark.parametrize(("days", "most"), [(61, 1), (-1, 1), (3, 4)])
def test_no_more_than_three_and_not_after_two_months(people, survey, days, most):
    with pytest.raises(RemindersInvalid):
        change_reminders(people.system, survey, days=days, most=most, now=NOW)


def test_who_may_not_write_surveys_does_not_change_reminders(people, survey):
    with pytest.raises(Refused):
        change_reminders(access_of_user(people.ana), survey, days=3, most=1, now=NOW)


def test_the_neighbours_remind_nobody_here(people, asked):
    from emptychair.accounts.access import Access

    there = Access.system(people.neighbours, "tests")
    assert send_due_reminders(there, now=later(9)) == 0
    assert remind(there, asked.pk, now=later(9)) == "not_due"


FACTS = some.builds(
    ReminderFacts,
    days=some.integers(0, 60),
    most=some.integers(0, 9),
    reminders=some.integers(0, 9),
    survey_state=some.sampled_from(["draft", "running", "paused", "closed"]),
    answered=some.booleans(),
    is_test=some.booleans(),
    expires_at=some.none() | some.datetimes().map(lambda one: one.replace(tzinfo=NOW.tzinfo)),
    closes_at=some.none(),
    came_back=some.booleans(),
)


@given(FACTS)
def test_whoever_is_reminded_can_answer_and_has_not(facts):
    if reason_against(facts, now=NOW) == "":
        assert not any([facts.answered, facts.is_test, facts.came_back])
        assert facts.survey_state == "running"
        assert facts.reminders < MOST
        assert facts.expires_at is None or facts.expires_at > NOW


@given(some.integers(0, 60), some.integers(0, 9), some.integers(0, 9))
def test_reminders_come_to_an_end(days, most, sent):
    due = next_reminder(last_sent=NOW, days=days, most=most, reminders=sent)
    assert due is None or (due > NOW and sent < MOST)
