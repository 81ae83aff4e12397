"""A machine answers a case by SMS, as a colleague does on the page."""

import json

import pytest
from django.utils import timezone

from emptychair.accounts.permissions import Permission
from emptychair.http.services.rates import forget_blocks
from emptychair.loop.models import Case
from tests.people import make_secret
from tests.sms.conftest import PHONE


@pytest.fixture
def reply(client, people, jane, texts, twilio):
    forget_blocks(None)
    texts("水漏れしています")
    secret = make_secret(people.workspace, *Permission, now=timezone.now())

    def replied(**body):
        return client.post(
            f"/api/v1/cases/{Case.objects.get().number}/reply",
            json.dumps(body),
            content_type="application/json",
            headers={"authorization": f"Bearer {secret}"},
        )

    return replied


def test_a_reply_by_sms_goes_once_to_the_number_they_wrote_from(reply, twilio, people):
    answer = reply(channel="sms", text="今日の夕方に伺います。")
    assert (answer.status_code, answer.json()["state"]) == (200, "waiting")
    assert [one["To"] for one in twilio.sent] == [PHONE]
    assert twilio.sent[0]["Body"] == f"{people.workspace.name}: 今日の夕方に伺います。"


def test_a_way_that_is_not_there_and_a_mail_without_a_subject_are_refused(reply, twilio):
    refused = reply(channel="line", text="a")
    assert (refused.status_code, refused.json()["code"]) == (422, "no-such-way")
    assert reply(text="a").status_code == 422
    assert reply(channel="pigeon", text="a").status_code == 422
    assert reply(channel="sms", text="あ" * 1001).json()["code"] == "reply-too-long"
    assert not twilio.sent
    assert Case.objects.get().state == "open"


def test_a_reply_by_mail_is_still_the_usual_one(reply, twilio):
    assert reply(subject="水漏れの件", text="すぐ伺います。").json()["state"] == "waiting"
    assert not twilio.sent
