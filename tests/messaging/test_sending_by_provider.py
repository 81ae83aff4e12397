"""Sending by a provider's API: a stand-in on this machine speaks what Postmark documents."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from emptychair.customers.models import Suppression
from emptychair.messaging.models import Message


class Postmark(BaseHTTPRequestHandler):
    """Takes mails; what it answers stands in the server."""

    def do_POST(self):
        mail = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.got.append(mail)
        status, answer = self.server.answer
        address = mail["To"].rpartition("<")[2].strip("> ")
        answer = answer | {"To": mail["To"], "Message": answer["Message"] % {"to": address}}
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Say nothing."""


OK = (200, {"ErrorCode": 0, "Message": "OK", "MessageID": "pm-7", "SubmittedAt": "2026-11-20"})
SAID = (
    "You tried to send to a recipient that has been marked as inactive. Found inactive addresses: "
    "%(to)s. Inactive recipients are ones that have generated a hard bounce or a spam complaint."
)
INACTIVE = (422, {"ErrorCode": 406, "Message": SAID})


@pytest.fixture
def provider(settings, mailing):
    server = HTTPServer(("127.0.0.1", 0), Postmark)
    server.got, server.answer = [], OK
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {
        "POSTMARK_SERVER_TOKEN": "token",
        "POSTMARK_API_URL": f"http://127.0.0.1:{server.server_port}/",
    }
    yield server
    server.shutdown()
    server.server_close()


def fresh(message):
    return Message.objects.get(pk=message.pk)


def test_a_mail_goes_out_by_the_provider_with_our_headers(provider, plan):
    message = fresh(
        plan(
            html="<p>x</p>",
            headers={
                "List-Unsubscribe": "<https://example.com/u>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
    )
    assert (message.state, message.provider_id) == ("handed_over", "pm-7")
    (sent,) = provider.got
    headers = {one["Name"]: one["Value"] for one in sent["Headers"]}
    assert headers["Message-ID"] == message.message_id
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (sent["TextBody"], sent["HtmlBody"]) == (message.text, message.html)


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        ((429, {"ErrorCode": 429, "Message": "slow down"}), "planned", "server_busy"),
        ((401, {"ErrorCode": 10, "Message": "bad token"}), "planned", "server_busy"),
        ((422, {"ErrorCode": 300, "Message": "bad From"}), "refused", "server_refused"),
        ((500, {"ErrorCode": 100, "Message": "maintenance"}), "unknown", "cut_off"),
    ],
)
def test_what_the_provider_answers_is_read(provider, plan, answer, state, reason):
    provider.answer = answer
    message = fresh(plan())
    assert (message.state, message.reason) == (state, reason)


def test_an_address_that_the_provider_refuses_is_closed(provider, plan):
    provider.answer = INACTIVE
    assert fresh(plan()).state == "bounced"
    assert Suppression.objects.exists()


def test_when_the_provider_cannot_be_reached_the_mail_waits(settings, mailing, plan):
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {
        "POSTMARK_SERVER_TOKEN": "token",
        "POSTMARK_API_URL": "http://127.0.0.1:1/",
    }
    message = fresh(plan())
    assert (message.state, message.reason) == ("planned", "server_busy")
