import pytest

from emptychair.messaging.services.sending import plan_message
from tests.factories.customers import make_person


@pytest.fixture
def mailing(settings):
    """A mail server is set: Django's own box in memory stands for it."""
    settings.MAIL_IS_SENT = True
    import emptychair.integrations.email.channel  # noqa: F401 - registers the channel


@pytest.fixture
def waiting(monkeypatch):
    """Planned mail stays planned: nobody works on the queue."""
    monkeypatch.setattr("emptychair.messaging.services.sending.enqueue", lambda *_a, **_k: None)


@pytest.fixture
def plan(people):
    """Plans a mail to a customer."""

    def make(person=None, *, key="survey:1", purpose="survey", **words):
        person = person or make_person(people.workspace)
        plain = {"subject": "いかがでしたか", "text": "1から10でお聞かせください。"}
        return plan_message(
            people.system,
            person=person,
            unique_key=key,
            purpose=purpose,
            to_address=words.pop("to_address", person.email),
            **(plain | words),
        )[0]

    return make
