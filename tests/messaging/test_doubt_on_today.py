"""Mails of which nobody knows whether they went stand on Today until somebody decides."""

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.agenda.queries import today
from emptychair.messaging.models import Message
from emptychair.messaging.services.doubt import leave_message
from tests.people import NOW


@pytest.fixture
def doubtful(people):
    return Message.objects.create(
        workspace=people.workspace,
        unique_key="reply:1",
        purpose="case_reply",
        state="unknown",
        to_name="高橋 由紀",
        to_address="yuki@example.jp",
        subject="お詫び",
        text="申し訳ありません。",
        send_after=NOW,
        leased_at=NOW,
    )


def decisions(user):
    return [row for row in today(access_of_user(user), now=NOW).decide if row.sign == "mail"]


def test_a_doubtful_mail_is_a_decision_until_somebody_decides(people, doubtful):
    (row,) = decisions(people.alice)
    assert (row.title, row.quote, row.subject) == (
        "高橋 由紀 様",
        "お詫び",
        ("message", doubtful.pk),
    )
    leave_message(access_of_user(people.alice), doubtful.pk, now=NOW)
    assert decisions(people.alice) == []


@pytest.mark.parametrize("name", ["bob", "ana", "paul"])
def test_who_may_not_decide_does_not_see_it(people, doubtful, name):
    assert decisions(getattr(people, name)) == []


def test_the_row_leads_to_the_mail(client, people, doubtful):
    client.force_login(people.alice)
    page = client.get("/").content.decode()
    assert f"/settings/outbox/{doubtful.pk}/" in page
