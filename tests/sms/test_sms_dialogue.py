"""By SMS: the score, then why. What is said twice, late or in the wrong order does no harm."""

import pytest

from emptychair.customers.models import Suppression
from emptychair.loop.models import Case, CaseEntry
from emptychair.messaging.models import InboundText, Message
from emptychair.surveys.models import Invitation, Response
from tests.sms.conftest import PHONE
from tests.sms.twilio_server import NUMBER


def test_score_then_why(twilio, ask, texts):
    assert ask().asked
    first = twilio.sent[0]
    assert (first["To"], first["From"]) == (PHONE, NUMBER)
    assert "/a/" in first["Body"]
    assert texts("９点").status_code == 200
    response = Response.objects.get()
    assert (response.score, response.channel, response.is_counted) == (9, "sms", True)
    assert response.finished_at is None
    assert len(twilio.sent) == 2, "asked why"
    texts("担当の方がとても丁寧でした")
    response.refresh_from_db()
    assert response.comment == "担当の方がとても丁寧でした"
    assert response.finished_at
    assert len(twilio.sent) == 3, "thanked"
    assert not Case.objects.exists()


def test_score_and_why_in_one_message(twilio, ask, texts):
    ask()
    texts("3。電話がつながらなかった")
    response = Response.objects.get()
    assert (response.score, response.comment) == (3, "電話がつながらなかった")


def test_the_same_message_again_is_one_answer(twilio, ask, texts):
    ask()
    for _ in range(3):
        texts("9", sid="SM9")
    assert InboundText.objects.count() == 1
    assert Response.objects.get().comment == ""
    assert len(twilio.sent) == 2


def test_words_that_overtook_their_score_become_the_comment(twilio, ask, texts, monkeypatch):
    monkeypatch.setattr("emptychair.loop.services.texts.enqueue_at", lambda *_a, **_k: None)
    ask()
    texts("とても丁寧でした")
    assert not Response.objects.exists()
    texts("10")
    response = Response.objects.get()
    assert (response.score, response.comment) == (10, "とても丁寧でした")
    assert not InboundText.objects.filter(handled_at=None).exists()


def test_words_without_a_score_reach_a_colleague(twilio, ask, texts, jane):
    ask()
    texts("水漏れしています。すぐ来てください")  # in tests what waits is done at once
    case = Case.objects.get()
    assert case.person == jane
    assert "水漏れ" in CaseEntry.objects.filter(case=case, kind="text_in").get().text
    assert not Response.objects.exists()


@pytest.mark.parametrize("text", ["10分待った", "3 days late", "11", "2人来た", "3rd time"])
def test_what_only_looks_like_a_score_is_none(twilio, ask, texts, text):
    ask()
    texts(text)
    assert not Response.objects.exists()


@pytest.mark.parametrize("word", ["STOP", "停止", "配信停止", "Stop."])
def test_stop_closes_the_number_and_start_opens_it(twilio, ask, texts, word):
    ask()
    texts(word)
    assert Suppression.objects.get().address == PHONE
    texts("9")
    assert Response.objects.get().score == 9, "an answer is an answer"
    assert len(twilio.sent) == 1, "and nothing is written any more"
    assert not ask(occasion="event:2", channel="sms").asked
    texts("START")
    assert not Suppression.objects.exists()


def test_a_number_that_does_not_exist_is_not_opened_by_start(people, twilio, ask, texts):
    ask()
    Suppression.objects.create(
        workspace=people.workspace, channel="sms", address=PHONE, reason="bounced"
    )
    texts("START")
    assert Suppression.objects.exists()


def test_what_answers_nothing_becomes_a_case(twilio, texts, people, jane):
    texts("営業時間を教えてください")
    case = Case.objects.get()
    assert (case.person, case.kind) == (jane, "question")
    texts("あと駐車場も")
    assert Case.objects.count() == 1, "into the case that is open"
    assert CaseEntry.objects.filter(kind="text_in").count() == 2


def test_after_the_thanks_a_colleague_reads_on(twilio, ask, texts):
    ask()
    for text in ("9", "親切でした", "ところで領収書をください"):
        texts(text)
    assert Response.objects.get().comment == "親切でした"
    assert "領収書" in CaseEntry.objects.get(kind="text_in").text


def test_a_call_that_twilio_did_not_sign_is_refused(twilio, ask, texts, call):
    ask()
    assert texts("9", key="somebody else").status_code == 403
    report = {"MessageSid": "SM1", "MessageStatus": "delivered"}
    assert call("/sms/reports/", report, key="somebody else").status_code == 403
    assert not InboundText.objects.exists()


def test_without_an_account_sms_stay_in_the_outbox_and_there_is_no_door(ask, texts, settings):
    settings.SMS_ACCOUNT = ""
    ask()
    assert Message.objects.get().provider_id == "outbox"
    assert texts("9").status_code == 404


def test_who_has_no_number_is_asked_by_the_next_channel(people, ask, twilio):
    from tests.factories.customers import make_person

    ask(make_person(people.workspace, phone=""))
    assert Invitation.objects.get().channel == "email"
    assert not twilio.sent
