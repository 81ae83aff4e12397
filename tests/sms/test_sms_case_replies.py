"""A case is answered by SMS, and what the customer writes back comes into it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries import access_of_user
from emptychair.kit.errors import Refused
from emptychair.loop.errors import NoSuchWay, NothingWritten, ReplyNotSent, ReplyTooLong
from emptychair.loop.models import Case, CaseEntry
from emptychair.loop.queries.case_page import case_page
from emptychair.loop.queries.reply_ways import reply_ways
from emptychair.loop.services.cases import close_case, open_case, reply_by
from emptychair.loop.services.replying import Reply
from emptychair.messaging.models import InboundText, Message
from emptychair.surveys.models import Response
from tests.sms.conftest import PHONE


@pytest.fixture
def bob(people):
    return access_of_user(people.bob)


@pytest.fixture
def case(texts, twilio, jane):
    texts("水漏れしています")
    return Case.objects.get()


@pytest.fixture
def answer(bob, case):
    def answered(text="今日の夕方に伺います。", **more):
        case.refresh_from_db()
        return reply_by(bob, case, Reply(channel="sms", text=text), now=timezone.now(), **more)

    return answered


def kinds(case):
    return list(case.entries.exclude(kind="change").order_by("pk").values_list("kind", flat=True))


def test_the_way_they_wrote_by_stands_first(bob, case, jane):
    assert [one.channel for one in reply_ways(bob, case)] == ["sms", "email"]
    assert reply_ways(bob, case)[0].address == PHONE


def test_a_reply_by_sms_goes_to_their_number_with_our_name_and_then_it_is_their_turn(
    twilio, people, case, answer
):
    entry = answer(once="a")
    assert answer(once="a") == entry, "a form sent twice is one SMS"
    sent = twilio.sent[-1]
    assert sent["To"] == PHONE
    assert sent["Body"] == f"{people.workspace.name}: 今日の夕方に伺います。"
    assert len(twilio.sent) == 1
    case.refresh_from_db()
    assert (case.state, bool(case.first_reply_at)) == ("waiting", True)
    assert kinds(case) == ["text_in", "text_out"]
    assert AuditEntry.objects.get(action="case.replied").after["channel"] == "sms"


def test_what_they_write_back_comes_into_the_case_once(case, answer, texts):
    answer()
    for _ in range(2):
        texts("9時以降なら家にいます", sid="SM1")
    case.refresh_from_db()
    assert case.state == "open"
    assert kinds(case) == ["text_in", "text_out", "text_in"]
    assert Case.objects.count() == 1
    assert InboundText.objects.filter(handled_at=None).count() == 0


def test_a_number_after_our_reply_is_no_score(ask, twilio, texts, bob):
    ask()
    texts("2。水漏れした")
    case = Case.objects.get()
    reply_by(bob, case, Reply(channel="sms", text="何時がよいですか"), now=timezone.now())
    texts("9")
    assert Response.objects.get().score == 2
    assert CaseEntry.objects.get(kind="text_in").text == "9"


def test_a_survey_after_the_reply_is_answered_again(answer, ask, texts, case, bob):
    answer()
    close_case(bob, case, outcome="solved", now=timezone.now())
    assert ask().asked
    texts("10")
    assert Response.objects.get().score == 10
    case.refresh_from_db()
    assert case.state == "closed"


def test_a_message_to_a_closed_case_opens_it_and_after_a_month_a_new_one(case, answer, texts, bob):
    answer()
    close_case(bob, case, outcome="solved", now=timezone.now())
    texts("まだ漏れています")
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("open", "")
    close_case(bob, case, outcome="solved", now=timezone.now())
    Case.objects.update(closed_at=timezone.now() - timedelta(days=31))
    texts("別の件です")
    assert Case.objects.count() == 2
    case.refresh_from_db()
    assert case.state == "closed"


def test_without_words_too_long_or_by_a_way_that_is_not_there_nothing_goes(
    twilio, bob, case, answer
):
    with pytest.raises(NothingWritten):
        answer("  ")
    with pytest.raises(ReplyTooLong):
        answer("あ" * 1001)
    with pytest.raises(NoSuchWay):
        reply_by(bob, case, Reply(channel="line", text="a"), now=timezone.now())
    assert not twilio.sent


def test_who_may_not_write_cases_answers_nobody(twilio, people, case):
    with pytest.raises(Refused):
        reply_by(
            access_of_user(people.ana), case, Reply(channel="sms", text="a"), now=timezone.now()
        )
    assert not twilio.sent


def test_who_stopped_is_not_offered_sms_unless_they_write_again(people, bob, jane, texts, twilio):
    case, _new = open_case(bob, kind="manual", title="x", person=jane, now=timezone.now())
    assert [one.channel for one in reply_ways(bob, case)] == ["email", "sms"]
    texts("STOP")
    assert [one.channel for one in reply_ways(bob, case)] == ["email"]
    texts("いつ来ますか")
    assert [one.channel for one in reply_ways(bob, case)] == ["sms", "email"]


def test_a_number_that_does_not_exist_is_refused_with_its_reason(case, answer, people):
    from emptychair.customers.services.suppression import suppress_address

    suppress_address(people.system, channel="sms", address=PHONE, reason="bounced")
    with pytest.raises(ReplyNotSent) as refused:
        answer()
    assert len(str(refused.value)) > 10
    assert not Message.objects.filter(purpose="reply").exists()


def test_without_an_account_sms_is_not_offered_to_who_never_wrote(bob, jane, settings):
    case, _new = open_case(bob, kind="manual", title="x", person=jane, now=timezone.now())
    settings.SMS_ACCOUNT = ""
    assert [one.channel for one in reply_ways(bob, case)] == ["email"]


def test_somebody_unknown_is_answered_too(texts, twilio, people, bob):
    type(people.neighbours).objects.filter(pk=people.neighbours.pk).update(is_demo=True)
    texts("営業時間は", sender="+819055556666")
    case = Case.objects.get()
    assert case.person is None
    reply_by(bob, case, Reply(channel="sms", text="9時からです"), now=timezone.now())
    assert twilio.sent[-1]["To"] == "+819055556666"
    texts("ありがとう", sender="+819055556666")
    assert kinds(case) == ["text_in", "text_out", "text_in"]
    line = case_page(bob, case, now=timezone.now()).thread[0]
    assert (line.channel, line.sender) == ("sms", "+819055556666")


def test_where_names_are_masked_no_number_is_seen(case, answer, people, texts, jane):
    answer()
    texts(f"{jane.name}です。090-1111-2222に電話を")
    page = case_page(access_of_user(people.ana), case, now=timezone.now())
    shown = f"{page.customer.ways} {page.thread}".replace(f"address='{PHONE}'", "")
    assert "2222" not in shown
    assert jane.name not in shown
    assert page.customer.ways[0].shown == "…"


def test_the_page_answers_by_sms(client, people, case, twilio):
    client.force_login(people.bob)
    page = f"/cases/{case.number}/"
    body = client.get(page).content.decode()
    assert 'name="channel" value="sms" checked' in body
    given = {"channel": "sms", "subject": "", "text": "伺います", "once": "z", "seen": ""}
    draft = client.post(f"{page}reply/", given).content.decode()
    assert "伺います" in draft
    assert PHONE in draft
    assert not twilio.sent
    client.post(f"{page}reply/", {**given, "send": "1"})
    assert len(twilio.sent) == 1
    again = client.post(f"{page}reply/", {**given, "channel": "email", "once": "y"})
    assert again.status_code == 422, "a mail needs a subject"
    assert client.post(f"{page}reply/", {**given, "channel": "pigeon"}).status_code == 422
