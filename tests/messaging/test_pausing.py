"""A new domain starts slowly; sending stops when too much goes wrong, until a person goes on."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries import access_of_user
from emptychair.kit.agenda import agenda_sources
from emptychair.kit.errors import Refused
from emptychair.messaging.errors import NotPaused
from emptychair.messaging.models import Message, SendingDomain, SendingPause
from emptychair.messaging.queries import OutboxFilters, outbox_rows, slow_start_now
from emptychair.messaging.services.delivering import send_due_messages
from emptychair.messaging.services.outcomes import note_bounce, note_complaint
from emptychair.messaging.services.pausing import resume_sending, stop_where_needed
from tests.factories.customers import make_person


def fresh(message):
    return Message.objects.get(pk=message.pk)


def history(people, *, sent, bounced=0, complained=0, now=None):
    """Mails of an hour ago, and what became of them."""
    now = now or timezone.now()
    states = ["bounced"] * bounced + ["complained"] * complained
    states += ["handed_over"] * (sent - len(states))
    Message.objects.bulk_create(
        Message(
            workspace=people.workspace,
            unique_key=f"old:{now.isoformat()}:{number}",
            purpose="survey",
            state=state,
            to_address=f"{number}@example.com",
            subject="x",
            text="x",
            send_after=now,
            leased_at=now - timedelta(hours=1),
        )
        for number, state in enumerate(states)
    )


@pytest.fixture
def stopped(people):
    history(people, sent=100, bounced=6)
    return stop_where_needed(people.system, now=timezone.now())


def test_too_many_bounces_stop_what_goes_to_many_and_nothing_else(people, mailing, plan, stopped):
    survey, reply = plan(), plan(key="reply:1", purpose="reply")
    assert (fresh(survey).state, fresh(survey).attempts) == ("planned", 0)
    assert fresh(reply).state == "handed_over"
    assert send_due_messages(people.system) == 0
    assert len(mail.outbox) == 1


def test_the_bounce_that_is_one_too_many_stops_sending(people, mailing, plan):
    history(people, sent=100, bounced=5)
    message = plan()
    assert not SendingPause.objects.exists()
    note_bounce(people.system, message, reason="came_back")
    assert SendingPause.objects.get().reason == "many_bounces"


def test_complaints_stop_sending(people, mailing, plan):
    history(people, sent=100, complained=2)
    note_complaint(people.system, plan())
    assert SendingPause.objects.get().reason == "many_complaints"


def test_what_waits_says_so_in_the_outbox(people, mailing, plan, stopped):
    plan()
    rows = outbox_rows(people.system, OutboxFilters(state="planned"))
    assert [bool(row.reason) for row in rows[:5]] == [True]


def test_a_person_goes_on_once_and_it_is_audited(people, mailing, plan, stopped):
    message = plan()
    resume_sending(access_of_user(people.maya), now=timezone.now())
    with pytest.raises(NotPaused):
        resume_sending(access_of_user(people.maya), now=timezone.now())
    send_due_messages(people.system)
    assert fresh(message).state == "handed_over"
    actions = AuditEntry.objects.values_list("action", flat=True)
    assert {"sending.stopped", "sending.resumed"} <= set(actions)


def test_who_may_not_send_does_not_go_on(people, stopped):
    with pytest.raises(Refused):
        resume_sending(access_of_user(people.bob), now=timezone.now())


def test_after_going_on_the_past_is_forgiven_and_the_future_is_not(people, stopped):
    now = timezone.now()
    resume_sending(people.system, now=now)
    assert stop_where_needed(people.system, now=now) is None
    later = now + timedelta(days=1)
    history(people, sent=60, bounced=10, now=later)
    assert stop_where_needed(people.system, now=later) is not None


def test_it_stops_once(people, stopped):
    assert stop_where_needed(people.system, now=timezone.now()) is None
    assert SendingPause.objects.count() == 1


def test_the_neighbours_go_on_sending(people, stopped):
    history_there = Access.system(people.neighbours, "tests")
    assert stop_where_needed(history_there, now=timezone.now()) is None


def test_today_says_that_it_stopped_to_those_who_can_go_on(people, stopped):
    source = agenda_sources()["messaging.sending_paused"]
    now = timezone.now()
    (item,) = source(access_of_user(people.maya), now=now, limit=5)
    assert item.subject == ("pause", stopped.pk)
    assert source(access_of_user(people.bob), now=now, limit=5) == []


@pytest.fixture
def new_domain(people, monkeypatch):
    people.workspace.sender_address = "hello@example.com"
    people.workspace.save()
    today = timezone.now().astimezone(people.workspace.zone).date()
    monkeypatch.setattr("emptychair.messaging.rules.slow_start.FIRST_DAY", 2)
    return SendingDomain.objects.create(
        workspace=people.workspace, domain="example.com", slow_start_on=today
    )


def test_a_new_domain_sends_its_share_and_the_rest_waits_for_tomorrow(
    people, mailing, waiting, plan, new_domain
):
    now = timezone.now()
    surveys = [plan(key=f"survey:{n}", send_after=now) for n in range(4)]
    reply = plan(key="reply:1", purpose="reply")
    send_due_messages(people.system)
    states = [fresh(one).state for one in surveys]
    assert states == ["handed_over", "handed_over", "planned", "planned"]
    assert fresh(reply).state == "handed_over"
    for late in map(fresh, surveys[2:]):
        assert late.reason == "slow_start"
        assert late.send_after == now + timedelta(days=1)
    assert fresh(surveys[2]).attempts == 0
    share = slow_start_now(people.system, now=timezone.now())
    assert (share.ceiling, share.sent, share.waiting) == (2, 2, 2)


def test_a_domain_that_is_known_has_no_ceiling(people, mailing, waiting, plan, new_domain):
    SendingDomain.objects.update(slow_start_on=None)
    surveys = [plan(key=f"survey:{n}") for n in range(4)]
    send_due_messages(people.system)
    assert {fresh(one).state for one in surveys} == {"handed_over"}
    assert slow_start_now(people.system, now=timezone.now()) is None


def test_the_share_of_each_day_is_its_own(people, mailing, waiting, plan, new_domain):
    surveys = [plan(key=f"survey:{n}") for n in range(3)]
    send_due_messages(people.system)
    yesterday = timezone.now() - timedelta(days=1)
    Message.objects.filter(state="handed_over").update(leased_at=yesterday)
    Message.objects.filter(state="planned").update(send_after=timezone.now())
    send_due_messages(people.system)
    assert {fresh(one).state for one in surveys} == {"handed_over"}


def test_a_late_mail_waits_for_an_hour_at_which_one_writes(people, mailing, waiting, plan):
    person = make_person(people.workspace)
    message = plan(person, send_after=timezone.now() - timedelta(hours=2))
    people.workspace.settings = {"send_hours": {"mail_from": "00:00", "mail_to": "00:00"}}
    hour = timezone.now() + timedelta(hours=5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "emptychair.messaging.services.delivering.next_send_time", lambda *_a, **_k: hour
        )
        send_due_messages(people.system)
    assert (fresh(message).state, fresh(message).send_after) == ("planned", hour)


def test_a_stop_of_mails_does_not_hold_other_channels(people, stopped):
    from emptychair.messaging.queries.delivery import due_message_ids

    now = timezone.now()
    by_sms = Message.objects.create(
        workspace=people.workspace,
        unique_key="sms:1",
        purpose="survey",
        channel="sms",
        state="planned",
        to_address="+81300000000",
        subject="",
        text="x",
        send_after=now,
    )
    assert due_message_ids(people.system, now=now, most=50, to_many=False) == [by_sms.pk]
