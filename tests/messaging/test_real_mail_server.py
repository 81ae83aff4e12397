"""Our mail at a real mail server."""

import pytest
from django.utils import timezone

from emptychair.customers.models import Suppression
from emptychair.messaging.models import Message
from emptychair.messaging.queries import reply_to_for
from emptychair.messaging.services.delivering import send_due_messages
from tests.messaging.mail_server import free_port, mail_server


@pytest.fixture
def server(settings, mailing):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    with mail_server() as box:
        settings.EMAIL_PORT = box.port
        yield box


def fresh(message):
    return Message.objects.get(pk=message.pk)


def test_a_mail_arrives_with_its_headers_and_both_bodies(people, server, plan):
    people.workspace.sender_name, people.workspace.sender_address = "厨房", "hello@example.com"
    people.workspace.save()
    message = plan(
        to_address="hanako@example.com",
        to_name="山田 花子",
        subject="配達はいかがでしたか",
        text="1から10で",
        html="<p>1から10で</p>",
        thread="case:17",
        headers={
            "List-Unsubscribe": "<https://example.com/u/1>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    assert fresh(message).state == "handed_over"
    ((to, mail),) = server.mails
    assert to == "hanako@example.com"
    assert mail["Message-ID"] == message.message_id
    assert mail["Subject"] == "配達はいかがでしたか"
    assert mail["To"] == "山田 花子 <hanako@example.com>"
    assert mail["From"] == "厨房 <hello@example.com>"
    assert mail["Reply-To"] == reply_to_for(people.system, "case:17")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.get_body(["plain"]).get_content().strip() == "1から10で"
    assert mail.get_body(["html"]).get_content().strip() == "<p>1から10で</p>"


def test_what_the_server_says_is_understood(server, plan):
    plan(key="a", to_address="nobody@example.com")
    plan(key="b", to_address="busy@example.com")
    plan(key="c", subject="spam")
    plan(key="d")
    states = dict(Message.objects.values_list("unique_key", "state"))
    assert states == {"a": "bounced", "b": "planned", "c": "refused", "d": "handed_over"}
    assert list(Suppression.objects.values_list("address", flat=True)) == ["nobody@example.com"]
    assert Message.objects.get(unique_key="b").send_after > timezone.now()


def test_after_a_refusal_the_connection_still_serves_the_others(people, server, waiting, plan):
    plan(key="a", to_address="nobody@example.com")
    plan(key="b", subject="spam")
    plan(key="c")
    assert send_due_messages(people.system) == 3
    assert Message.objects.get(unique_key="c").state == "handed_over"
    assert len(server.mails) == 1


def test_when_the_server_is_away_mail_waits_and_goes_later(people, settings, server, plan):
    settings.EMAIL_PORT = free_port()
    message = fresh(plan())
    assert (message.state, message.reason) == ("planned", "server_busy")
    settings.EMAIL_PORT = server.port
    Message.objects.update(send_after=timezone.now())
    send_due_messages(people.system)
    assert fresh(message).state == "handed_over"
    assert len(server.mails) == 1


def test_two_hundred_mails_go_over_few_connections(people, server, waiting, plan):
    before = server.connections  # one knocks to see that the server is there
    for number in range(200):
        plan(key=f"wave:{number}")
    while send_due_messages(people.system):
        pass
    assert len(server.mails) == 200
    assert server.connections - before < 20
