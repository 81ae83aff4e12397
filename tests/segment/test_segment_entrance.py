"""Who may send, how much, and what they are told."""

import gzip

import pytest
from django.test import Client
from django.utils import timezone

from emptychair.customers.models import CustomerEvent
from emptychair.usage.models import WriteKey
from emptychair.usage.services.keys import revoke_write_key
from tests.segment.sending import basic, make_key, send, track

pytestmark = pytest.mark.django_db


def told(answer):
    return answer.status_code, answer.json()["code"]


def test_a_key_comes_by_basic_authentication_or_in_the_body(people):
    key, secret = make_key(people)
    assert send(secret, "track", track()).status_code == 200
    assert send("", "track", track(number="m2") | {"writeKey": secret}).status_code == 200
    assert CustomerEvent.objects.count() == 2
    key.refresh_from_db()
    assert key.last_used_at


@pytest.mark.parametrize("secret", ["", "wrong", "ü"])
def test_nobody_sends_without_a_key_that_is_known(people, secret):
    make_key(people)
    body = track() | {"writeKey": secret}
    assert told(send("", "track", body)) == (401, "write-key-unknown")
    assert not CustomerEvent.objects.exists()


def test_a_revoked_key_is_refused_from_then_on(people):
    key, secret = make_key(people)
    revoke_write_key(people.system, key.pk, now=timezone.now())
    revoke_write_key(people.system, key.pk, now=timezone.now())
    assert told(send(secret, "track", track()))[0] == 401


def test_only_the_hash_of_a_key_is_kept(people):
    _key, secret = make_key(people)
    row = WriteKey.objects.values().get()
    assert secret not in str(row)


def test_a_key_reads_nothing(people):
    _key, secret = make_key(people)
    for address in ("/api/v1/people", "/segment/v1/track", "/segment/v1/batch"):
        answer = Client(headers={"authorization": basic(secret)}).get(address)
        assert answer.status_code in {401, 405}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "invalid_json"),
        (b"[]", "invalid_json"),
        (b"\xff", "invalid_json"),
        (b'{"batch": 7}', "invalid_json"),
        (b"{}", "no_batch"),
        (b"[" * 100_000, "invalid_json"),
    ],
)
def test_what_is_no_batch_is_refused_with_400(people, body, code):
    _key, secret = make_key(people)
    assert told(send(secret, "batch", body)) == (400, code)


def test_limits_are_those_of_the_documentation(people):
    _key, secret = make_key(people)
    large = track(properties={"text": "x" * 33_000})
    assert told(send(secret, "track", large)) == (400, "payload_too_large")
    assert told(send(secret, "batch", {"batch": [large]})) == (400, "payload_too_large")
    many = {"batch": [track(properties={"text": "x" * 30_000})] * 20}
    assert told(send(secret, "batch", many)) == (400, "payload_too_large")
    assert told(send(secret, "batch", many, packed=True)) == (400, "payload_too_large")
    assert told(send(secret, "batch", {"batch": [{}] * 2501})) == (400, "payload_too_large")
    assert not CustomerEvent.objects.exists()


def test_a_packed_body_that_is_none_or_ends_early_is_refused(people):
    _key, secret = make_key(people)
    packed = gzip.compress(b'{"batch": []}')
    for body in (b"plain", packed[:-6]):
        answer = send(secret, "batch", body, **{"content-encoding": "gzip"})
        assert told(answer) == (400, "invalid_request")


def test_a_single_message_that_cannot_be_understood_is_refused(people):
    _key, secret = make_key(people)
    assert told(send(secret, "track", track(user=None))) == (400, "no_user_anon_id")


def test_an_empty_batch_is_fine(people):
    _key, secret = make_key(people)
    assert send(secret, "batch", {"batch": []}).json() == {"success": True}


def test_other_addresses_and_methods_are_named(people):
    _key, secret = make_key(people)
    assert told(send(secret, "dance", track())) == (404, "not_found")
    assert told(Client().get("/segment/v1/track")) == (405, "method_not_allowed")


def test_a_page_asks_first_whether_it_may(people):
    answer = Client().options("/segment/v1/t", headers={"origin": "https://shop.example"})
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Content-Type" in answer["Access-Control-Allow-Headers"]
