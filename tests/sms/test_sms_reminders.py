"""Reminders by SMS: after the same days, by the same rule, to the same number."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.customers.services.suppression import suppress_address
from emptychair.messaging.models import ContactDecision, Message
from emptychair.surveys.models import Invitation, Response
from emptychair.surveys.services.reminders import send_due_reminders
from tests.factories.surveys import make_survey
from tests.sms.conftest import NOON, PHONE


@pytest.fixture(autouse=True)
def any_hour(monkeypatch):
    for place in ("surveys.services.reminders", "messaging.services.delivering"):
        monkeypatch.setattr(f"emptychair.{place}.next_send_time", lambda *_a, now, **_k: now)


@pytest.fixture
def survey(people):
    return make_survey(
        people.workspace, channels=["sms", "email"], reminder_days=3, reminders_most=2
    )


@pytest.fixture
def asked(twilio, ask):
    assert ask(now=timezone.now()).asked
    return Invitation.objects.get()


@pytest.fixture
def days_later(people, asked):
    """The reminders that are due so many days after the SMS left; how many went."""

    def sent(days):
        return send_due_reminders(people.system, now=asked.sent_at + timedelta(days=days, hours=1))

    return sent


def test_who_does_not_answer_is_reminded_by_sms_twice_and_never_by_mail(twilio, days_later):
    assert [days_later(day) for day in range(2, 12)].count(1) == 2
    bodies = [one["Body"] for one in twilio.sent]
    assert len(bodies) == 3
    assert bodies[1].startswith("【再度のお願い】")
    assert "今回で最後" not in bodies[1]
    assert bodies[2].endswith("ご案内は今回で最後です。")
    assert {one["To"] for one in twilio.sent} == {PHONE}
    assert not Message.objects.filter(channel="email").exists()


def test_the_contact_rule_decides_about_the_sms(days_later, asked):
    days_later(3)
    decision = ContactDecision.objects.get(purpose="reminder")
    assert (decision.allowed, decision.about) == (True, f"survey:{asked.survey_id}")


def test_the_answer_to_a_reminder_is_the_answer_and_ends_it(twilio, days_later, texts, asked):
    days_later(3)
    texts("8")
    assert Response.objects.get().invitation == asked
    assert days_later(6) == 0
    assert [one["Body"] for one in twilio.sent if "再度" in one["Body"]] == [twilio.sent[1]["Body"]]


ENDS = {
    "stop": lambda people, person: suppress_address(
        people.system, channel="sms", address=PHONE, reason="unsubscribed"
    ),
    "another number": lambda people, person: type(person).objects.update(phone="090-9999-8888"),
    "no number": lambda people, person: type(person).objects.update(phone=""),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_no_reminder_where_the_number_is_closed_or_theirs_no_more(
    twilio, people, jane, days_later, end
):
    end(people, jane)
    assert [days_later(day) for day in range(3, 9)] == [0] * 6
    assert len(twilio.sent) == 1
    assert Invitation.objects.get().next_reminder_at is None


def test_a_stop_of_mail_does_not_end_reminders_by_sms(people, jane, days_later):
    suppress_address(people.system, channel="email", address=jane.email, reason="bounced")
    assert days_later(3) == 1


def test_before_it_left_no_reminder_counts(people, ask, twilio):
    twilio.refusals.append((429, 20429, "Too many requests"))
    ask()
    assert Invitation.objects.get().next_reminder_at is None
    assert send_due_reminders(people.system, now=NOON + timedelta(days=30)) == 0
