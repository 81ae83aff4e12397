"""Sending by Twilio: what it refuses, what is tried again, what nobody knows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.customers.models import Suppression
from emptychair.messaging.models import DeliveryNote, Message
from emptychair.messaging.services.delivering import send_due_messages
from emptychair.messaging.services.doubt import find_stranded_messages
from emptychair.messaging.services.sending import plan_message
from emptychair.surveys.models import Invitation
from tests.sms.conftest import PHONE


@pytest.fixture
def plan(people):
    def made(*, key="reply:1", to_address=PHONE, **words):
        return plan_message(
            people.system,
            person=None,
            unique_key=key,
            purpose="reply",
            to_address=to_address,
            **({"channel": "sms", "subject": "", "text": "はい"} | words),
        )[0]

    return made


def state(message):
    message.refresh_from_db()
    return message.state, message.reason


def test_a_message_is_handed_over_once(twilio, plan, people):
    message = plan()
    assert plan().pk == message.pk
    send_due_messages(people.system)
    assert state(message) == ("handed_over", "")
    assert message.provider_id.startswith("SM")
    assert [one["Body"] for one in twilio.sent] == ["はい"]
    assert twilio.sent[0]["StatusCallback"] == "https://listen.example.com/sms/reports/"


@pytest.mark.parametrize("number", ["090-1111-2222", "+0", "a@example.com"])
def test_what_is_no_number_is_not_tried(twilio, plan, number):
    assert state(plan(to_address=number)) == ("refused", "bad_number")
    assert not twilio.sent


@pytest.mark.parametrize(
    ("answer", "became", "closed"),
    [
        ((400, 21211, "Invalid 'To' number"), ("bounced", "address_refused"), True),
        ((400, 21610, "unsubscribed recipient"), ("refused", "blocked_by_customer"), False),
        ((400, 21408, "region not permitted"), ("refused", "provider_refused"), False),
        ((429, 20429, "Too many requests"), ("planned", "server_busy"), False),
        ((401, 20003, "Authenticate"), ("planned", "server_busy"), False),
        ((503, 20503, "unavailable"), ("unknown", "cut_off"), False),
    ],
)
def test_what_twilio_says_no_with(twilio, plan, answer, became, closed):
    twilio.refusals.append(answer)
    message = plan()
    assert state(message) == became
    assert Suppression.objects.filter(address=PHONE).exists() is closed


def test_a_busy_twilio_is_asked_again_later(twilio, plan, people):
    twilio.refusals.append((429, 20429, "Too many requests"))
    message = plan()
    Message.objects.update(send_after=timezone.now() - timedelta(seconds=1))
    send_due_messages(people.system)
    assert state(message) == ("handed_over", "")
    assert len(twilio.sent) == 1


def test_a_line_that_breaks_after_the_words_leaves_it_unknown_and_is_not_tried_again(
    twilio, plan, people
):
    twilio.breaks = 1
    message = plan()
    assert state(message) == ("unknown", "cut_off")
    Message.objects.update(send_after=timezone.now() - timedelta(days=1))
    send_due_messages(people.system)
    assert len(twilio.sent) == 1


def test_a_worker_killed_between_lease_and_hand_over_leaves_it_unknown(
    twilio, plan, people, monkeypatch
):
    monkeypatch.setattr("emptychair.messaging.services.sending.enqueue", lambda *_a, **_k: None)
    message, long_ago = plan(), timezone.now() - timedelta(hours=2)
    Message.objects.update(state="leased", leased_at=long_ago, attempts=1, send_after=long_ago)
    find_stranded_messages(people.system, now=timezone.now())
    assert state(message) == ("unknown", "stranded")
    send_due_messages(people.system)
    assert not twilio.sent, "a person decides"


def test_where_nobody_listens_it_waits(twilio, plan, settings):
    settings.SMS_API = "http://127.0.0.1:9"
    assert state(plan()) == ("planned", "server_busy")


@pytest.mark.parametrize(
    ("status", "code", "became", "closed"),
    [
        ("delivered", "", "delivered", False),
        ("undelivered", "30003", "bounced", False),
        ("undelivered", "30005", "bounced", True),
        ("failed", "30007", "bounced", False),
        ("sent", "", "handed_over", False),
    ],
)
def test_reports_of_what_became_of_it(twilio, ask, call, status, code, became, closed):
    ask()
    message = Message.objects.get()
    told = {"MessageSid": message.provider_id, "MessageStatus": status, "ErrorCode": code}
    for _ in range(2):
        assert call("/sms/reports/", told).status_code == 204
    assert state(message)[0] == became
    assert DeliveryNote.objects.count() == (status != "sent")
    assert Suppression.objects.exists() is closed
    assert bool(Invitation.objects.get().delivered_at) is (status == "delivered")
