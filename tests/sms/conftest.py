from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from emptychair.surveys.services.asking import ask_person
from tests.factories.customers import make_person
from tests.factories.surveys import make_survey
from tests.sms.twilio_server import ACCOUNT, KEY, NUMBER, signature_of, twilio_server


def last_friday() -> datetime:
    """Noon in Tokyo on the Friday that was last: an invitation of it is still open."""
    day = timezone.now() - timedelta(hours=12)
    while day.weekday() != FRIDAY:
        day -= timedelta(days=1)
    return day.replace(hour=3, minute=0, second=0, microsecond=0)


FRIDAY = 4
NOON = last_friday()
PHONE = "+819011112222"


@pytest.fixture
def twilio(settings):
    with twilio_server() as server:
        settings.SMS_ACCOUNT, settings.SMS_KEY, settings.SMS_FROM = ACCOUNT, KEY, NUMBER
        settings.SMS_API = server.address
        settings.PUBLIC_URL = "https://listen.example.com"
        import emptychair.integrations.sms.channel  # noqa: F401 - registers the channel

        yield server


@pytest.fixture
def survey(people):
    return make_survey(people.workspace, channels=["sms", "email"])


@pytest.fixture
def jane(people):
    return make_person(people.workspace, phone="090-1111-2222", language="ja")


@pytest.fixture
def ask(people, survey, jane):
    """Asks her by the survey now."""

    def asked(person=None, *, occasion="event:1", now=NOON, **wish):
        return ask_person(people.system, survey, person or jane, occasion=occasion, now=now, **wish)

    return asked


@pytest.fixture
def call(client):
    """Twilio calls one of our doors."""

    def made(path, fields, *, key=KEY):
        address = f"https://listen.example.com{path}"
        headers = {"X-Twilio-Signature": signature_of(address, fields, key)}
        return client.post(path, fields, headers=headers)

    return made


@pytest.fixture
def texts(call):
    """The customer writes a text."""
    count = iter(range(1, 1000))

    def written(text, *, sid="", sender=PHONE, key=KEY):
        fields = {
            "MessageSid": sid or f"SMin{next(count):028d}",
            "From": sender,
            "To": NUMBER,
            "Body": text,
        }
        return call("/sms/incoming/", fields, key=key)

    return written
