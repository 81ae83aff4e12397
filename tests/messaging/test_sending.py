"""A mail is a row first; it leaves once, and nothing about its way is guessed."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.utils import timezone

from emptychair.customers.models import Suppression
from emptychair.customers.services.suppression import suppress_address
from emptychair.kit.errors import Refused
from emptychair.messaging.errors import NotInDoubt
from emptychair.messaging.models import Message
from emptychair.messaging.queries import reason_sentence, reply_to_for
from emptychair.messaging.rules.backoff import WAITS
from emptychair.messaging.services.delivering import send_due_messages
from emptychair.messaging.services.doubt import (
    find_stranded_messages,
    leave_message,
    send_message_again,
)
from emptychair.messaging.services.holds import hold_person
from emptychair.messaging.services.sending import cancel_message, plan_message
from tests.factories.customers import make_person


def fresh(message):
    return Message.objects.get(pk=message.pk)


def break_sending(monkeypatch, problem):
    def send(*_args, **_kwargs):
        raise problem

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)


def test_a_planned_mail_goes_out_with_our_headers(people, mailing, plan):
    people.workspace.sender_name, people.workspace.sender_address = "厨房", "hello@example.com"
    people.workspace.save()
    message = fresh(
        plan(
            to_name="山田 太郎",
            html="<p>1から10で</p>",
            thread="case:17",
            headers={"List-Unsubscribe": "<https://example.com/u/1>", "From": "evil@example.com"},
        )
    )
    assert message.state == "handed_over"
    assert message.handed_over_at
    (sent,) = mail.outbox
    parsed = sent.message()
    assert parsed["Message-ID"] == message.message_id
    assert parsed["Reply-To"] == reply_to_for(people.system, "case:17")
    assert parsed["List-Unsubscribe"] == "<https://example.com/u/1>"
    assert sent.from_email.endswith("<hello@example.com>")
    assert len(parsed.get_all("From")) == 1
    assert [part.get_content_type() for part in parsed.walk()][1:] == ["text/plain", "text/html"]


def test_the_same_key_is_the_same_mail(mailing, plan, people):
    person = make_person(people.workspace)
    assert plan(person).pk == plan(person, subject="other words").pk
    assert len(mail.outbox) == 1
    assert plan(person, key="survey:2").message_id != plan(person).message_id


def test_without_a_server_the_mail_stays_in_the_outbox(plan):
    message = fresh(plan())
    assert (message.state, message.provider_id) == ("handed_over", "outbox")
    assert mail.outbox == []


def test_no_mail_leaves_the_demo(people, mailing, plan):
    people.workspace.is_demo = True
    people.workspace.save()
    assert fresh(plan()).provider_id == "outbox"
    assert mail.outbox == []


@pytest.mark.parametrize(("address", "reason"), [("", "no_address"), ("nobody", "bad_address")])
def test_who_cannot_be_reached_is_not_written_to(mailing, plan, address, reason):
    message = fresh(plan(to_address=address))
    assert (message.state, message.reason) == ("refused", reason)
    assert mail.outbox == []


def test_a_suppressed_address_gets_nothing_but_replies_to_who_only_unsubscribed(
    people, mailing, plan
):
    person = make_person(people.workspace, email="A@example.com")
    suppress_address(people.system, channel="email", address="a@example.com", reason="unsubscribed")
    refused = fresh(plan(person))
    assert (refused.state, refused.reason) == ("refused", "suppressed")
    assert "unsubscribed" in refused.reason_parameters["why"]
    assert fresh(plan(person, key="reply:1", purpose="reply")).state == "handed_over"
    Suppression.objects.update(reason="bounced")
    assert fresh(plan(person, key="reply:2", purpose="reply")).state == "refused"


def test_who_unsubscribes_after_planning_gets_nothing(people, mailing, waiting, plan):
    message = plan()
    suppress_address(
        people.system, channel="email", address=message.to_address, reason="unsubscribed"
    )
    send_due_messages(people.system, first=message.pk)
    assert (fresh(message).state, fresh(message).reason) == ("refused", "suppressed")
    assert mail.outbox == []


def test_who_has_an_open_case_since_planning_is_not_asked(people, mailing, waiting, plan):
    person = make_person(people.workspace)
    message, reply = plan(person), plan(person, key="reply:1", purpose="reply")
    hold_person(people.system, person, source="case:1", reason="case_open")
    send_due_messages(people.system)
    assert fresh(message).reason == "held"
    assert fresh(reply).state == "handed_over"


def test_a_line_break_in_a_subject_makes_no_header(mailing, plan):
    message = fresh(plan(subject="Hello\nBcc: everybody@example.com"))
    assert message.subject == "Hello Bcc: everybody@example.com"
    assert mail.outbox[0].message()["Bcc"] is None


def test_a_mail_for_later_waits(people, mailing, plan):
    later = plan(send_after=timezone.now() + timedelta(hours=1))
    assert send_due_messages(people.system) == 0
    assert fresh(later).state == "planned"
    assert cancel_message(people.system, later)
    assert not cancel_message(people.system, later)


def test_two_workers_cannot_take_the_same_mail(people, mailing, waiting, plan):
    message = plan()
    assert send_due_messages(people.system, first=message.pk) == 1
    assert send_due_messages(people.system, first=message.pk) == 0
    assert len(mail.outbox) == 1


def test_an_address_that_does_not_exist_comes_back_and_is_not_written_to_again(
    people, mailing, monkeypatch, plan
):
    refused = {"x@example.com": (550, b"5.1.1 no such user")}
    break_sending(monkeypatch, SMTPRecipientsRefused(refused))
    message = fresh(plan())
    assert message.state == "bounced"
    assert "5.1.1 no such user" in reason_sentence(message.reason, message.reason_parameters)
    suppression = Suppression.objects.get()
    assert (suppression.address, suppression.reason) == (message.to_address, "bounced")


def test_a_mail_refused_for_what_it_says_is_no_word_about_the_address(mailing, monkeypatch, plan):
    break_sending(monkeypatch, SMTPDataError(554, b"5.7.1 looks like spam"))
    assert (fresh(plan()).state, fresh(plan()).reason) == ("refused", "server_refused")
    assert not Suppression.objects.exists()


def test_a_busy_server_is_asked_again_later_each_time_and_given_up_after_two_days(
    people, mailing, monkeypatch, plan
):
    break_sending(monkeypatch, SMTPDataError(451, b"4.7.1 greylisted"))
    message = fresh(plan())
    waits = []
    while message.state == "planned":
        waits.append(round((message.send_after - timezone.now()).total_seconds() / 60))
        Message.objects.update(send_after=timezone.now())
        send_due_messages(people.system)
        message = fresh(message)
    assert waits == list(WAITS)
    assert (message.state, message.reason) == ("refused", "gave_up")


def test_when_nobody_answers_the_others_are_not_tried(people, mailing, waiting, monkeypatch, plan):
    messages = [plan(key=f"survey:{number}") for number in range(3)]

    def refuse(_self):
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)
    assert send_due_messages(people.system) == 1
    assert [fresh(one).attempts for one in messages] == [1, 0, 0]


def test_a_line_that_breaks_leaves_the_mail_in_doubt_and_a_person_decides(
    people, mailing, monkeypatch, plan
):
    with monkeypatch.context() as broken:
        break_sending(broken, SMTPServerDisconnected("gone"))
        message, other = plan(), plan(key="survey:2")
    assert (fresh(message).state, fresh(message).reason) == ("unknown", "cut_off")
    assert send_due_messages(people.system) == 0  # never by itself
    send_message_again(people.system, message.pk, now=timezone.now())
    assert fresh(message).state == "handed_over"
    assert len(mail.outbox) == 1
    with pytest.raises(NotInDoubt):
        send_message_again(people.system, message.pk, now=timezone.now())
    leave_message(people.system, other.pk, now=timezone.now())
    assert fresh(other).state == "cancelled"


def test_a_lease_is_stranded_only_when_its_worker_must_be_gone(people, waiting, plan):
    message = plan()
    now = timezone.now()
    Message.objects.update(state="leased", leased_at=now)
    assert find_stranded_messages(people.system, now=now + timedelta(minutes=10)) == 0
    assert find_stranded_messages(people.system, now=now + timedelta(minutes=16)) == 1
    assert (fresh(message).state, fresh(message).reason) == ("unknown", "stranded")


def test_an_analyst_does_not_decide_about_doubtful_mail(people, waiting, plan):
    from emptychair.accounts.queries import access_of_user

    message = plan()
    Message.objects.update(state="unknown")
    for user in (people.ana, people.bob):
        with pytest.raises(Refused):
            leave_message(access_of_user(user), message.pk, now=timezone.now())


def test_the_neighbours_neither_see_nor_send_our_mail(people, mailing, waiting, plan):
    from emptychair.accounts.access import Access

    message = plan()
    there = Access.system(people.neighbours, "tests")
    assert send_due_messages(there, first=message.pk) == 0
    theirs, is_new = plan_message(
        there,
        person=None,
        unique_key=message.unique_key,
        purpose="staff",
        to_address="x@example.com",
        subject="s",
        text="t",
    )
    assert is_new
    assert theirs.message_id != message.message_id
