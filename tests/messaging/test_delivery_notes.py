"""What mail servers and providers tell of our mails: once each, and what follows from it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.customers.models import Suppression
from emptychair.kit.errors import Refused
from emptychair.messaging.models import DeliveryNote, Message
from emptychair.messaging.services.delivery_notes import DeliveryFact, note_delivery
from emptychair.messaging.services.inbound import deliver_mail
from emptychair.messaging.types import DeliveryKind
from tests.factories.customers import make_person
from tests.messaging.test_inbound import make_bounce

FEEDBACK = b"message/feedback-report"


def tell(access, message, kind, *, note_id="1"):
    fact = DeliveryFact(
        provider="postmark",
        note_id=f"{kind}:{message.pk}:{note_id}",
        kind=DeliveryKind(kind),
        happened_at=timezone.now(),
        answer="550 5.1.1 no such user",
    )
    return note_delivery(access, message, fact)


def fresh(message):
    return Message.objects.get(pk=message.pk)


def test_a_fact_told_twice_is_one_fact(people, mailing, plan):
    message = plan()
    assert tell(people.system, message, "delivered") is not None
    assert tell(people.system, message, "delivered") is None
    assert DeliveryNote.objects.count() == 1
    assert fresh(message).state == "delivered"


@pytest.mark.parametrize(
    ("kind", "state", "reason"),
    [
        ("bounced", "bounced", "bounced"),
        ("complained", "complained", "complained"),
        ("soft_bounced", "bounced", None),
        ("blocked", "bounced", None),
        ("unsubscribed", "handed_over", "unsubscribed"),
        ("opened", "handed_over", None),
        ("clicked", "handed_over", None),
        ("delayed", "handed_over", None),
    ],
)
def test_what_follows_from_each_kind(people, mailing, plan, kind, state, reason):
    message = plan()
    tell(people.system, message, kind)
    assert fresh(message).state == state
    closed = Suppression.objects.values_list("reason", flat=True).first()
    assert closed == reason


def test_news_in_the_wrong_order_change_nothing(people, mailing, plan):
    message = plan()
    tell(people.system, message, "complained")
    tell(people.system, message, "delivered")
    assert fresh(message).state == "complained"
    other = plan(key="survey:2")
    tell(people.system, other, "delivered")
    tell(people.system, other, "bounced")
    assert fresh(other).state == "bounced"


def test_three_soft_bounces_in_a_row_close_the_address_and_two_do_not(people, mailing, plan):
    person = make_person(people.workspace)
    for number in range(3):
        assert not Suppression.objects.exists()
        message = plan(person, key=f"survey:{number}")
        tell(people.system, message, "soft_bounced")
    assert Suppression.objects.get().address == person.email


def test_a_mail_that_arrived_between_begins_the_row_anew(people, mailing, plan):
    person = make_person(people.workspace)
    for number in range(5):
        message = plan(person, key=f"survey:{number}")
        tell(people.system, message, "delivered" if number == 2 else "soft_bounced")
    assert not Suppression.objects.exists()


def test_only_the_product_may_tell(people, mailing, plan):
    from emptychair.accounts.queries import access_of_user

    with pytest.raises(Refused):
        tell(access_of_user(people.bob), plan(), "bounced")


def test_a_full_mailbox_is_no_reason_to_close_the_address(people, mailing, plan):
    message = plan()
    outside = Access.system(None, "tests")
    deliver_mail(outside, make_bounce(message.message_id, status="5.2.2"))
    assert fresh(message).state == "bounced"
    assert DeliveryNote.objects.get().kind == "soft_bounced"
    assert not Suppression.objects.exists()


def test_a_notice_finds_its_workspace_by_the_mail_it_is_about(people, mailing, plan):
    message = plan()
    outside = Access.system(None, "tests")
    deliver_mail(outside, make_bounce(message.message_id))
    deliver_mail(outside, make_bounce(message.message_id))
    assert fresh(message).state == "bounced"
    assert DeliveryNote.objects.get().workspace == people.workspace


def test_a_notice_that_a_mail_arrived_marks_it(people, mailing, plan):
    message = plan()
    notice = make_bounce(message.message_id, status="2.0.0", action="delivered")
    deliver_mail(Access.system(None, "tests"), notice)
    assert fresh(message).state == "delivered"


@pytest.mark.parametrize(
    ("said", "state"),
    [("abuse", "complained"), ("not-spam", "handed_over"), ("auth-failure", "handed_over")],
)
def test_a_feedback_report_is_read_by_its_kind(people, mailing, plan, said, state):
    message = plan()
    report = (
        make_bounce(message.message_id)
        .replace(b"delivery-status;", b"feedback-report;")
        .replace(b"message/delivery-status", FEEDBACK)
        .replace(b"Reporting-MTA", f"Feedback-Type: {said}\nReporting-MTA".encode())
    )
    deliver_mail(Access.system(None, "tests"), report)
    assert fresh(message).state == state


def test_an_invitation_knows_when_it_arrived_and_was_opened_first(people, mailing):
    from emptychair.surveys.services.asking import ask_person
    from tests.factories.surveys import make_survey

    person = make_person(people.workspace)
    asked = ask_person(
        people.system, make_survey(people.workspace), person, occasion="t", now=timezone.now()
    )
    message = Message.objects.get()
    Message.objects.update(send_after=timezone.now() - timedelta(minutes=1))
    from emptychair.messaging.services.delivering import send_due_messages

    send_due_messages(people.system)
    message.refresh_from_db()
    for kind in ("delivered", "opened", "clicked"):
        tell(people.system, message, kind)
    from emptychair.surveys.models import Invitation

    invitation = Invitation.objects.get(pk=asked.invitation_id)
    assert invitation.sent_at is not None
    assert invitation.delivered_at is not None
    assert invitation.opened_at is not None
    assert invitation.answered_at is None
