"""What strangers can reach or leave behind: links, files, mails, addresses to go back to."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.permissions import Permission
from emptychair.http.models import GivenAnswer
from emptychair.messaging.models import Message
from emptychair.surveys.links import token_for
from emptychair.surveys.models import Response
from tests.factories.customers import make_person
from tests.factories.loop import make_case
from tests.factories.surveys import make_invitation, make_response, make_survey
from tests.people import make_secret

PASSWORD = "an empty chair at every table"  # noqa: S105 - made up
FORMULA = '=HYPERLINK("http://evil.example";"x")'
ELSEWHERE = ("https://evil.example/", "//evil.example/", "javascript:alert(1)", r"/\evil.example")


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    return client


def cells(answer) -> list[str]:
    text = answer.getvalue().decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text)) for cell in row]


def test_a_link_changed_by_one_sign_opens_nothing(client, people):
    survey = make_survey(people.workspace)
    now = timezone.now()
    invitation = make_invitation(
        survey, make_person(people.workspace), asked_at=now, expires_at=now + timedelta(days=3)
    )
    token = token_for(people.workspace.pk, invitation.pk)
    other = token_for(people.neighbours.pk, invitation.pk)
    changed = [token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in (0, -2)]
    for wrong in (*changed, token[:-1], token + "A", other):
        answer = client.post(f"/a/{wrong}/", {"score": "0"})
        assert answer.status_code == 404, wrong
        assert "no-store" in answer["Cache-Control"]
        assert not answer.cookies
    assert not Response.objects.exists()


def test_no_file_holds_a_formula(alice, people):
    person = make_person(people.workspace, name=FORMULA)
    survey = make_survey(people.workspace)
    said = make_response(survey, person, comment=FORMULA, segment=FORMULA, score=1)
    said.answered_at = timezone.now()
    said.save()
    make_case(people.workspace, person=person, response=said, title=FORMULA, root_cause=FORMULA)
    for address in (
        "/cases/export.csv?view=all",
        "/voices/export.csv",
        "/scores/table.csv?which=all",
    ):
        answer = alice.get(address)
        assert answer.status_code == 200, address
        found = cells(answer)
        assert not [cell for cell in found if cell.startswith(("=", "@"))], address
    assert "'" + FORMULA in cells(alice.get("/voices/export.csv"))


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_form_leads_to_another_site(alice, people, elsewhere):
    case = make_case(people.workspace)
    said = make_response(make_survey(people.workspace), make_person(people.workspace))
    forms = {
        "/language/": {"language": "en"},
        "/cases/change/": {"act": "close", "cases": case.pk},
        "/effort/log/": {"kind": "doing", "minutes": "5", "spent_on": "2026-11-02"},
        f"/voices/{said.pk}/initiative/": {"initiative": "1"},
        "/settings/workspaces/switch/": {"workspace": people.workspace.slug},
    }
    for address, words in forms.items():
        answer = alice.post(address, {**words, "next": elsewhere})
        assert "evil" not in answer.headers.get("Location", ""), address
        assert "javascript" not in answer.headers.get("Location", ""), address
    alice.logout()
    people.alice.set_password(PASSWORD)
    people.alice.save()
    words = {"login": people.alice.email, "password": PASSWORD, "next": elsewhere}
    assert alice.post("/account/sign-in/", words)["Location"] == "/"


def test_what_a_mail_says_is_shown_as_words(alice, people):
    evil = '<script>alert(1)</script><img src=x onerror=alert(1)> http://a.example/"><b>x'
    message = Message.objects.create(
        workspace=people.workspace, unique_key="x", purpose="reply", state="handed_over",
        to_address="a@example.com", subject=evil, text=evil, send_after=timezone.now(),
    )  # fmt: skip
    for address in (f"/settings/outbox/{message.pk}/", f"/settings/outbox/{message.pk}/preview/"):
        answer = alice.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert '"><b>x' not in page
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy


def test_the_same_key_in_two_workspaces_is_two_requests(client, people):
    now = timezone.now()
    for workspace in (people.workspace, people.neighbours):
        secret = make_secret(workspace, Permission.CUSTOMER_WRITE, now=now)
        answer = client.post(
            "/api/v1/people",
            {"external_id": workspace.slug},
            content_type="application/json",
            headers={"authorization": f"Bearer {secret}", "idempotency-key": "same"},
        )
        assert answer.status_code == 201
        assert answer.json()["external_id"] == workspace.slug
    assert GivenAnswer.objects.count() == 2
