"""SMS and LINE on the pages: set up, chosen for a survey, seen and changed for one customer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.customers.models import ChannelAddress, Consent
from emptychair.messaging.models import Message
from emptychair.messaging.services.sending import plan_message
from tests.factories.customers import make_person
from tests.factories.surveys import make_survey


@pytest.fixture
def alice(people, client):
    client.force_login(people.alice)
    return client


def test_what_to_paste_where_stands_on_the_page(alice):
    body = alice.get("/settings/texting/").content.decode()
    assert "/sms/incoming/" in body
    assert "/line/events/kitchen/" in body


def test_a_message_to_oneself_is_seen_in_the_outbox(alice):
    answer = alice.post("/settings/texting/test/", {"channel": "sms", "address": "090-1111-2222"})
    message = Message.objects.get()
    assert answer["Location"] == f"/settings/outbox/{message.pk}/"
    assert (message.to_address, message.purpose, message.provider_id) == (
        "+819011112222",
        "staff",
        "outbox",
    )
    assert alice.get(answer["Location"]).status_code == 200


def test_a_number_that_cannot_be_one_is_said(alice):
    alice.post("/settings/texting/test/", {"channel": "sms", "address": "12"})
    assert Message.objects.get().reason == "bad_number"


def test_the_account_is_kept(alice, people):
    alice.post("/settings/texting/line/", {"line_id": "@kitchen"})
    people.workspace.refresh_from_db()
    assert people.workspace.settings["line_id"] == "@kitchen"
    assert alice.post("/settings/texting/line/", {"line_id": "kitchen"}).status_code == 422


def test_channels_of_a_survey_in_order(alice, people):
    survey = make_survey(people.workspace)
    address = f"/surveys/{survey.pk}/channels/"
    body = alice.get(address).content.decode()
    assert "STOP" in body
    alice.post(address, {"first": "line", "second": "sms", "third": "line"})
    survey.refresh_from_db()
    assert survey.channels == ["line", "sms"]
    assert alice.post(address, {"first": "pigeon"}).status_code == 422


def test_a_customer_can_refuse_one_channel_and_be_unlinked(alice, people):
    person = make_person(people.workspace, phone="090-1111-2222")
    body = alice.get(f"/customers/people/{person.pk}/").content.decode()
    assert "+819011112222" in body
    assert "/line/link/" in body
    ChannelAddress.objects.create(
        workspace=people.workspace,
        person=person,
        channel="line",
        address="U" + "a" * 32,
        linked_at=timezone.now() - timedelta(days=1),
    )
    ways = f"/customers/people/{person.pk}/ways/"
    alice.post(ways, {"channel": "sms", "action": "forbid"})
    alice.post(ways, {"channel": "line", "action": "unlink"})
    assert not Consent.objects.get(channel="sms").given
    assert ChannelAddress.objects.get().unlinked_at
    assert "/line/link/" in alice.get(f"/customers/people/{person.pk}/").content.decode()


def test_the_demo_answers_by_text_as_the_customer(alice, people):
    from emptychair.messaging.models import InboundText

    people.workspace.is_demo = True
    people.workspace.save()
    message, _ = plan_message(
        people.system,
        person=None,
        unique_key="x",
        purpose="reply",
        to_address="+819011112222",
        channel="sms",
        subject="",
        text="?",
    )
    alice.post(f"/settings/outbox/{message.pk}/answer/", {"text": "9"})
    assert InboundText.objects.get().text == "9"
