"""LINE: reminded with buttons, answered from a case, and nobody else's account is written to."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.queries import access_of_user
from emptychair.customers.services.channel_addresses import link_channel
from emptychair.loop.models import Case
from emptychair.loop.queries.reply_ways import reply_ways
from emptychair.loop.services.cases import open_case, reply_by
from emptychair.loop.services.replying import Reply
from emptychair.surveys.models import Invitation, Response, Survey
from emptychair.surveys.services.reminders import send_due_reminders
from tests.factories.customers import make_person
from tests.line.conftest import press, say
from tests.line.line_server import USER


@pytest.fixture(autouse=True)
def any_hour(monkeypatch):
    for place in ("surveys.services.reminders", "messaging.services.delivering"):
        monkeypatch.setattr(f"emptychair.{place}.next_send_time", lambda *_a, now, **_k: now)


@pytest.fixture
def remind(line, ask, linked, people):
    """Somebody was asked by LINE and did not answer for three days."""
    Survey.objects.update(reminder_days=3, reminders_most=1)
    ask()
    asked = Invitation.objects.get()
    due = asked.sent_at + timedelta(days=3, hours=1)
    return lambda: send_due_reminders(people.system, now=due)


@pytest.fixture
def ask(ask):
    Survey.objects.update(reminder_days=3, reminders_most=1)
    return ask


def test_a_reminder_has_its_buttons_and_a_button_of_it_is_the_answer(line, remind, tell):
    assert remind() == 1
    again = line.pushes[-1]
    assert again["to"] == USER
    assert again["messages"][0]["text"].startswith("【再度のお願い】")
    assert again["messages"][0]["text"].endswith("ご案内は今回で最後です。")
    press(tell, line, 8)
    assert Response.objects.get().score == 8


def test_who_blocked_us_is_not_reminded(line, remind, tell):
    tell("unfollow")
    assert remind() == 0
    assert len(line.pushes) == 1


def test_an_account_that_is_somebody_elses_now_is_not_reminded(line, remind, people):
    other = make_person(people.workspace)
    link_channel(people.system, other, channel="line", address=USER, source="t", now=timezone.now())
    assert remind() == 0
    assert len(line.pushes) == 1


def test_a_case_is_answered_by_line_and_the_answer_comes_back(line, tell, linked, people):
    bob = access_of_user(people.bob)
    say(tell, "予約を変更したい")
    case = Case.objects.get()
    assert [one.channel for one in reply_ways(bob, case)] == ["line", "email"]
    reply_by(bob, case, Reply(channel="line", text="いつがよろしいですか"), now=timezone.now())
    assert line.texts == ["いつがよろしいですか"]
    say(tell, "火曜の10時")
    kinds = list(case.entries.exclude(kind="change").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["text_in", "text_out", "text_in"]
    assert Case.objects.count() == 1


def test_who_is_linked_can_be_answered_by_line_without_having_written(line, linked, people, jane):
    bob = access_of_user(people.bob)
    case, _new = open_case(bob, kind="manual", title="x", person=jane, now=timezone.now())
    assert [one.channel for one in reply_ways(bob, case)] == ["email", "line"]
    reply_by(bob, case, Reply(channel="line", text="こんにちは"), now=timezone.now())
    assert line.pushes[-1]["to"] == USER
