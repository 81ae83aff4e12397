"""A program writes a survey, has it checked, and publishes it."""

import json

import pytest

from emptychair.accounts.permissions import Permission
from emptychair.surveys.models import SurveyVersion
from emptychair.surveys.rules.definition import write_definition
from emptychair.surveys.rules.templates import TEMPLATES
from tests.factories.surveys import make_survey
from tests.people import make_secret


@pytest.fixture
def call(client, people):
    from django.utils import timezone

    secret = make_secret(
        people.workspace, Permission.SURVEY_READ, Permission.SURVEY_WRITE, now=timezone.now()
    )

    def send(method, path, body=None):
        return client.generic(
            method,
            f"/api/v1/surveys/{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"},
        )

    return send


def test_a_survey_is_written_checked_and_published(call, people):
    survey = make_survey(people.workspace)
    before = call("GET", f"{survey.pk}/definition").json()
    assert (before["version"], before["is_published"]) == (0, False)
    wanted = write_definition(TEMPLATES["shop_delivery"].definition)
    sent = {"definition": wanted, "seen": before["mark"]}
    after = call("PUT", f"{survey.pk}/definition", sent)
    assert after.status_code == 200, after.content
    assert after.json()["definition"] == wanted
    assert call("PUT", f"{survey.pk}/definition", sent).status_code == 409
    checked = call("GET", f"{survey.pk}/check").json()
    assert not [one for one in checked["found"] if one["level"] == "stop"]
    assert set(checked["seconds"]) == {"ja", "en"}
    done = call("POST", f"{survey.pk}/publish", {"same_meaning": True})
    assert done.json() == {"number": 1, "same_meaning": False, "note": ""}
    assert call("GET", f"{survey.pk}/definition").json()["is_published"]


def test_what_is_broken_is_told_and_not_published(call, people):
    survey = make_survey(people.workspace)
    assert call("PUT", f"{survey.pk}/definition", {"definition": {"pages": 1}}).status_code == 422
    wanted = write_definition(TEMPLATES["shop_delivery"].definition)
    del wanted["pages"][0]["questions"][1]
    call("PUT", f"{survey.pk}/definition", {"definition": wanted})
    found = call("GET", f"{survey.pk}/check").json()["found"]
    first = found[0]
    assert (first["level"], first["code"], first["where"]) == ("stop", "no_why", "score")
    assert call("POST", f"{survey.pk}/publish", {"same_meaning": True}).status_code == 422
    assert not SurveyVersion.objects.exists()
