"""Whether an initiative helped, by the API."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.permissions import Permission
from tests.factories.customers import make_person
from tests.factories.loop import make_initiative
from tests.factories.mix import months_of_two_kinds
from tests.people import make_secret

P = Permission
SCOPES = [P.INITIATIVE_READ, P.INITIATIVE_WRITE, P.SCORE_READ, P.CUSTOMER_READ]


@pytest.fixture
def ask(client, people):
    secret = make_secret(people.workspace, *SCOPES, now=timezone.now())

    def call(method, path, body=None):
        headers = {"authorization": f"Bearer {secret}"}
        return client.generic(
            method, f"/api/v1{path}", json.dumps(body or {}),
            content_type="application/json", headers=headers,
        )  # fmt: skip

    return call


def test_a_design_is_chosen_read_and_judged(people, ask):
    number = make_initiative(people.workspace).number
    path = f"/initiatives/{number}/effect"
    assert ask("GET", path).status_code == 404
    start = timezone.localdate() - timedelta(days=60)
    body = {
        "design": "series", "starts_on": str(start), "ends_on": str(start + timedelta(days=50)),
    }  # fmt: skip
    made = ask("POST", path, body)
    assert made.status_code == 201
    found = ask("GET", path).json()
    assert (found["design"], found["state"], found["proposed"]) == ("series", "refused", "unknown")
    assert found["refused"]
    verdict = ask("POST", f"{path}/verdict", {"verdict": "unknown", "decision": "adjust"})
    assert verdict.status_code == 201
    assert ask("GET", path).json()["verdicts"][0]["decision"] == "adjust"


def test_who_answered_is_told_with_both_readings(people, ask):
    path = f"/initiatives/{make_initiative(people.workspace).number}/effect"
    months_of_two_kinds(people)
    body = {"design": "series", "starts_on": "2026-05-01", "ends_on": "2026-10-31"}
    found = ask("POST", path, body).json()["mix"]
    assert (found["used"], found["held"]) == ("before", ["segment"])
    assert found["as_answered"]["estimate"] > found["as_before"]["estimate"] + 10
    (move,) = found["moves"]
    assert (move["by"], move["group"], move["moved"]) == ("segment", "法人", True)
    assert "法人" in move["words"]
    answered = ask("POST", path, body | {"mix": "answered", "reason": "x"}).json()
    assert (answered["mix"]["used"], answered["proposed"]) == ("answered", "unknown")
    assert ask("POST", path, body | {"worth": 6, "reason": "x"}).json()["mix"]["used"] == "answered"
    assert ask("POST", path, body | {"mix": "guess", "reason": "x"}).status_code == 422


def test_what_cannot_be_meant_is_refused(people, ask):
    path = f"/initiatives/{make_initiative(people.workspace).number}/effect"
    body = {"design": "guess", "starts_on": "2027-01-01", "ends_on": "2027-03-01"}
    assert ask("POST", path, body).status_code == 422
    body["design"] = "differences"
    assert ask("POST", path, body | {"companies": ["C-404"]}).status_code == 422
    assert ask("GET", path).status_code == 404  # nothing was half kept
    assert ask("POST", f"{path}/verdict", {"verdict": "x", "decision": "keep"}).status_code == 422


def test_one_asks_before_anybody_gets_the_change(people, ask):
    path = f"/initiatives/{make_initiative(people.workspace).number}/effect"
    persons = [make_person(people.workspace) for _ in range(20)]
    asked = [ask("GET", f"{path}/held-out/{one.pk}").json()["held_out"] for one in persons]
    assert not any(asked)
    ask("POST", path, {"design": "holdout", "starts_on": "2027-01-01", "ends_on": "2027-03-01"})
    held = [ask("GET", f"{path}/held-out/{one.pk}").json()["held_out"] for one in persons]
    assert 0 < sum(held) < 20
