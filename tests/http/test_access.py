from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.permissions import Permission
from tests.people import make_secret


def ask(client, secret, scheme="Bearer"):
    return client.get("/api/v1/me", headers={"authorization": f"{scheme} {secret}"})


@pytest.fixture
def secret(people):
    return make_secret(people.workspace, Permission.REPORT_READ, now=timezone.now())


def test_a_token_learns_where_it_is_and_what_it_may_do(client, people, secret):
    found = ask(client, secret).json()
    assert found["workspace"]["slug"] == "kitchen"
    assert found["actor"] == {"kind": "token", "name": "machine"}
    assert found["scopes"] == ["report:read"]
    assert found["expires_at"] > timezone.now().isoformat()
    assert found["may_see_names"] is False


def test_the_word_bearer_may_be_written_small(client, secret):
    assert ask(client, secret, "bearer").status_code == 200


@pytest.mark.parametrize("header", ["Bearer ec_wrong", "Bearer ", "Bearer", "Basic YTpi", "ec_x"])
def test_a_wrong_header_is_refused_with_the_way_to_ask(client, people, header):
    answer = client.get("/api/v1/me", headers={"authorization": header})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_token_out_of_date_is_refused(client, people):
    past = timezone.now() - timedelta(days=2)
    old = make_secret(people.workspace, Permission.REPORT_READ, now=past)
    assert ask(client, old).json()["code"] == "token-refused"


def test_a_bad_token_is_not_forgiven_because_somebody_signed_in(client, people):
    client.force_login(people.alice)
    assert ask(client, "ec_wrong").status_code == 401


def test_somebody_who_signed_in_is_in_the_workspace_of_the_session(client, people):
    client.force_login(people.charlie)
    assert client.get("/api/v1/me").json()["workspace"]["slug"] == "neighbours"
    session = client.session
    session["workspace"] = "kitchen"
    session.save()
    assert client.get("/api/v1/me").status_code == 403


def test_an_account_that_was_closed_is_nobody(client, people):
    client.force_login(people.alice)
    people.alice.is_active = False
    people.alice.save()
    assert client.get("/api/v1/me").status_code == 401
