"""Surveys, invitations and answers for tests."""

from itertools import count

from emptychair.accounts.models import Workspace
from emptychair.customers.models import Person
from emptychair.surveys.models import Invitation, Response, Survey
from tests.people import NOW

_numbers = count(1)


def make_survey(workspace: Workspace, **fields) -> Survey:
    plain = {
        "name": f"Survey {next(_numbers)}",
        "metric": "nps",
        "state": "running",
        "question": {"ja": "お薦めになりますか。", "en": "Would you recommend us?"},
        "why": {"ja": "理由をお聞かせください。", "en": "Why?"},
    }
    return Survey.objects.create(workspace=workspace, **(plain | fields))


def make_invitation(survey: Survey, person: Person, **fields) -> Invitation:
    plain = {"occasion": f"test:{next(_numbers)}", "asked_at": NOW}
    return Invitation.objects.create(
        workspace=survey.workspace, survey=survey, person=person, **(plain | fields)
    )


def make_response(survey: Survey, person: Person | None, **fields) -> Response:
    plain = {
        "metric": survey.metric,
        "score": 9,
        "channel": "email",
        "source": "test",
        "touchpoint": survey.touchpoint,
        "answered_at": NOW,
        "is_counted": not (fields.get("is_test") or fields.get("aside")),
    }
    return Response.objects.create(
        workspace=survey.workspace, survey=survey, person=person, **(plain | fields)
    )
