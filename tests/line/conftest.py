import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from emptychair.customers.models import ChannelAddress
from emptychair.surveys.services.asking import ask_person
from tests.factories.customers import make_person
from tests.factories.surveys import make_survey
from tests.line.line_server import SECRET, TOKEN, USER, line_server, signature_of

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def line(settings, people):
    with line_server() as server:
        settings.LINE_ACCOUNTS = {people.workspace.slug: (SECRET, TOKEN)}
        settings.LINE_API = server.address
        import emptychair.integrations.line.channel  # noqa: F401 - registers the channel

        yield server


@pytest.fixture
def jane(people):
    return make_person(people.workspace, language="ja")


@pytest.fixture
def linked(people, jane):
    return ChannelAddress.objects.create(
        workspace=people.workspace,
        person=jane,
        channel="line",
        address=USER,
        linked_at=NOON - timedelta(days=9),
    )


@pytest.fixture
def ask(people, jane):
    survey = make_survey(people.workspace, channels=["line", "email"])

    def asked(*, occasion="event:1"):
        return ask_person(people.system, survey, jane, occasion=occasion, now=NOON)

    return asked


@pytest.fixture
def tell(client, people):
    """LINE tells us of an event."""
    count = iter(range(1, 1000))

    def told(kind, *, event_id="", at=None, secret=SECRET, **more):
        event = {
            "type": kind,
            "mode": "active",
            "timestamp": int((at or timezone.now()).timestamp() * 1000),
            "source": {"type": "user", "userId": USER},
            "webhookEventId": event_id or f"01H{next(count):023d}",
            "deliveryContext": {"isRedelivery": False},
            **more,
        }
        body = json.dumps({"destination": "U" + "b" * 32, "events": [event]}).encode()
        return client.post(
            f"/line/events/{people.workspace.slug}/",
            body,
            content_type="application/json",
            headers={"X-Line-Signature": signature_of(body, secret)},
        )

    return told


def say(tell, text, **more):
    return tell("message", message={"type": "text", "id": "1", "text": text}, **more)


def press(tell, line, score, **more):
    """The customer presses a button of the last invitation."""
    said = [message for push in line.pushes for message in push["messages"]]
    items = [one["quickReply"]["items"] for one in said if one.get("quickReply")]
    data = next(i["action"]["data"] for i in items[-1] if f"score={score}&" in i["action"]["data"])
    return tell("postback", postback={"data": data}, **more)
