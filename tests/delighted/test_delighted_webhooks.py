"""Section 11: events, told to a receiver on this machine."""

import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from emptychair.customers.services.suppression import suppress_address
from emptychair.integrations.delighted.errors import AddressRefused, WebhookTwice
from emptychair.integrations.delighted.jobs import deliver_due
from emptychair.integrations.delighted.models import WebhookDelivery
from emptychair.integrations.delighted.patience import next_try
from emptychair.integrations.delighted.posting import NotReached, post, refused_address
from emptychair.integrations.delighted.services.delivering import (
    deliver_again,
    forget_old_deliveries,
)
from emptychair.integrations.delighted.services.webhooks import (
    add_webhook,
    change_webhook,
    remove_webhook,
)
from emptychair.integrations.delighted.signing import webhook_secret
from emptychair.integrations.delighted.types import WebhookWords
from emptychair.surveys.services.responses import correct_response, record_response
from tests.factories.customers import make_person
from tests.factories.surveys import make_survey
from tests.people import NOW


class Receiver:
    """Answers with `statuses`, one after the other, then with 200; keeps what came."""

    def __init__(self):
        self.came, self.statuses, outer = [], [], self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                outer.came.append((self.path, dict(self.headers), raw))
                status = outer.statuses.pop(0) if outer.statuses else 200
                self.send_response(status)
                if status in {301, 307}:
                    self.send_header("Location", f"{outer.address}/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def events(self):
        return [json.loads(raw) for _path, _headers, raw in self.came]


@pytest.fixture
def receiver():
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def hook(people, survey, receiver, settings):
    settings.PRIVATE_WEBHOOKS = True
    words = WebhookWords(address=f"{receiver.address}/in?a=1")
    return add_webhook(people.system, survey_id=survey.pk, words=words)


@pytest.fixture
def person(people):
    return make_person(people.workspace, email="ines@example.org", name="Inés Martí")


def answer(people, survey, person, **rest):
    given = {"score": 9, "answered_at": NOW, "channel": "email", "source": "mail"}
    return record_response(people.system, survey, person=person, **(given | rest))[0]


def due_now():
    WebhookDelivery.objects.filter(state="waiting").update(
        next_at=timezone.now() - timedelta(seconds=1)
    )
    deliver_due()


def test_an_answer_is_told_with_its_person(people, survey, person, hook, receiver):
    answer(people, survey, person)
    [(path, headers, _raw)], [event] = receiver.came, receiver.events
    assert path == "/in?a=1"
    assert headers["Content-Type"] == "application/json"
    assert "X-Emptychair-Signature" not in headers
    assert set(event) == {"event_type", "event_id", "event_data"}
    assert event["event_type"] == "survey_response.created"
    assert len(event["event_id"]) == 64
    assert int(event["event_id"], 16)
    data = event["event_data"]
    assert (data["score"], data["comment"], data["survey_type"]) == (9, None, "nps")
    assert data["person"]["email"] == "ines@example.org"
    assert {"permalink", "person_properties", "notes", "tags", "additional_answers"} <= set(data)
    assert WebhookDelivery.objects.get().state == "delivered"


def test_a_comment_that_follows_is_an_update(people, survey, person, hook, receiver):
    row = answer(people, survey, person)
    correct_response(people.system, row, score=9, comment="Fast", now=NOW + timedelta(minutes=2))
    created, updated = receiver.events
    assert updated["event_type"] == "survey_response.updated"
    assert updated["event_data"]["comment"] == "Fast"
    assert updated["event_id"] != created["event_id"]


def test_an_answer_added_by_the_api_is_told_whole(api, people, survey, person, hook, receiver):
    given = {"person": str(900_000_000_000 + person.pk), "score": 3, "person_properties": {"a": 1}}
    api.post("/survey_responses", given)
    assert receiver.events[0]["event_data"]["person_properties"] == {"a": "1"}


def test_history_is_no_news(people, survey, person, hook, receiver):
    answer(people, survey, person, source="import")
    assert receiver.came == []


def test_another_survey_is_not_told(people, person, hook, receiver):
    answer(people, make_survey(people.workspace), person)
    assert receiver.came == []


def test_who_wants_no_more_is_told(people, person, hook, receiver):
    suppress_address(people.system, channel="email", address=person.email, reason="unsubscribed")
    suppress_address(people.system, channel="email", address="b@example.org", reason="bounced")
    [event] = receiver.events
    assert event["event_type"] == "unsubscribe.created"
    assert set(event["event_data"]) == {"person", "person_id", "email", "name", "unsubscribed_at"}
    assert event["event_data"]["person"]["id"] == event["event_data"]["person_id"]


def test_what_is_not_taken_is_sent_again_with_the_same_number(
    people, survey, person, hook, receiver
):
    receiver.statuses = [500, 404, 201]
    answer(people, survey, person)
    row = WebhookDelivery.objects.get()
    assert (row.state, row.status, row.attempts) == ("waiting", 500, 1)
    assert row.next_at > timezone.now() + timedelta(seconds=50)
    deliver_due()
    assert len(receiver.came) == 1  # not yet
    due_now()
    due_now()
    row.refresh_from_db()
    assert (row.state, row.status, row.attempts) == ("delivered", 201, 3)
    assert len({event["event_id"] for event in receiver.events}) == 1
    due_now()
    assert len(receiver.came) == 3


def test_after_a_day_it_is_given_up(people, survey, person, hook, receiver):
    receiver.statuses = [500, 500]
    answer(people, survey, person)
    WebhookDelivery.objects.update(created_at=timezone.now() - timedelta(hours=24))
    due_now()
    row = WebhookDelivery.objects.get()
    assert (row.state, row.next_at) == ("given_up", None)
    deliver_again(people.system, row, now=timezone.now())
    row.refresh_from_db()
    assert row.state == "delivered"


def test_waits_grow_and_end_within_a_day():
    now, waits, attempts = NOW, [], 0
    while True:
        attempts += 1
        at = next_try(first_at=NOW, attempts=attempts, now=now)
        if at is None:
            break
        waits.append(at - now)
        now = at
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert now - NOW <= timedelta(hours=24)
    assert now - NOW > timedelta(hours=19)


def test_redirects_are_not_followed(people, survey, person, hook, receiver):
    receiver.statuses = [307]
    answer(people, survey, person)
    assert len(receiver.came) == 1
    assert WebhookDelivery.objects.get().status == 307


def test_nobody_there_is_noted(people, survey, person, hook, receiver):
    hook.address = "http://127.0.0.1:9/"
    hook.save()
    answer(people, survey, person)
    row = WebhookDelivery.objects.get()
    assert (row.state, row.status) == ("waiting", None)
    assert "ConnectionRefused" in row.problem


def test_a_signature_is_that_of_the_raw_body(people, survey, person, hook, receiver):
    words = WebhookWords(address=hook.address, is_signed=True)
    row = change_webhook(people.system, hook, words=words, active=True)
    answer(people, survey, person)
    _path, headers, raw = receiver.came[0]
    secret = webhook_secret(row.pk, row.secret_number)
    expected = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    assert headers["X-Emptychair-Signature"] == f"sha256={expected}"


def test_one_that_is_off_is_told_nothing(people, survey, person, hook, receiver):
    words = WebhookWords(address=hook.address, events=("unsubscribe.created",))
    change_webhook(people.system, hook, words=words, active=True)
    answer(people, survey, person)
    change_webhook(people.system, hook, words=WebhookWords(address=hook.address), active=False)
    answer(people, survey, make_person(people.workspace))
    assert receiver.came == []


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost/", "http://10.0.0.5/x", "http://192.168.1.1/",
     "http://169.254.169.254/latest", "http://[::1]/", "http://[::ffff:10.0.0.1]/",
     "http://[fd00::1]/", "http://0.0.0.0/", "http://intranet/", "ftp://example.com/",
     "file:///etc/passwd", "https://user:pass@example.com/", "https://", "javascript:alert(1)",
     "http://example.com" + ":99999/", "http://100.64.0.1/"],
)  # fmt: skip
def test_our_own_network_is_out_of_reach(people, survey, address):
    assert refused_address(address, private=False)
    with pytest.raises(AddressRefused):
        add_webhook(people.system, survey_id=survey.pk, words=WebhookWords(address=address))
    with pytest.raises(NotReached):
        post(address, b"{}", {}, private=False)


def test_a_name_that_leads_into_our_network_is_seen_when_it_is_used(monkeypatch):
    found = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.5", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: found)
    assert not refused_address("http://hooks.example.com/", private=False)
    with pytest.raises(NotReached, match="private network"):
        post("http://hooks.example.com/", b"{}", {}, private=False)


def test_the_connection_goes_to_the_address_that_was_looked_at(receiver, monkeypatch):
    port, asked = receiver.server.server_port, []

    def looked_up(host, *_a, **_k):
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("emptychair.integrations.delighted.posting.socket.getaddrinfo", looked_up)
    status = post(f"http://hooks.example.com:{port}/in", b"{}", {}, private=True)
    assert status == 200
    assert "hooks.example.com" in asked
    assert receiver.came[0][1]["Host"] == f"hooks.example.com:{port}"


def test_the_same_address_twice_is_once(people, survey, hook):
    with pytest.raises(WebhookTwice):
        add_webhook(people.system, survey_id=survey.pk, words=WebhookWords(address=hook.address))


def test_old_deliveries_are_forgotten(people, survey, person, hook, receiver):
    answer(people, survey, person)
    WebhookDelivery.objects.update(created_at=NOW - timedelta(days=400))
    assert forget_old_deliveries(people.system, now=timezone.now()) == 1
    remove_webhook(people.system, hook)
