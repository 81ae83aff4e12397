"""Writing surveys: what they ask, the check, and publishing."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.schemas.writing import (
    CheckOut,
    DefinitionIn,
    DefinitionOut,
    PublishIn,
    VersionOut,
)
from emptychair.surveys.finding_words import finding_words
from emptychair.surveys.problem_words import problem_words
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.queries.definitions import draft_of
from emptychair.surveys.rules.checking import findings_about, seconds_to_answer
from emptychair.surveys.rules.definition import problems_of, read_definition, write_definition
from emptychair.surveys.rules.marks import mark_of
from emptychair.surveys.services.drafting import change_draft, has_unpublished
from emptychair.surveys.services.starting import publish_draft
from emptychair.surveys.services.versions import problems_before_publishing

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey

router = Router(tags=["listening"])


@router.get(
    "/surveys/{survey_id}/definition",
    response=DefinitionOut,
    summary="What a survey asks",
    operation_id="survey_definition",
)
def show_definition(request: HttpRequest, survey_id: int) -> Any:
    """What is being written; where nothing is, what is asked now."""
    access = access_of(request, Permission.SURVEY_READ)
    return _written(access, survey_with_id(access, survey_id))


def _written(access: Access, survey: "Survey") -> dict[str, Any]:
    written = draft_of(access, survey)
    return {
        "definition": write_definition(written),
        "mark": mark_of(written),
        "version": survey.version,
        "is_published": survey.version > 0 and not has_unpublished(access, survey),
    }


@router.put(
    "/surveys/{survey_id}/definition",
    response=DefinitionOut,
    summary="Write what a survey asks",
    operation_id="write_survey_definition",
)
def put_definition(request: HttpRequest, survey_id: int, body: DefinitionIn) -> Any:
    """The draft as a whole. Nobody is asked it before it is published."""
    access = access_of(request, Permission.SURVEY_WRITE)
    survey = survey_with_id(access, survey_id)
    written = read_definition(body.definition)
    seen = (lambda now: now, body.seen) if body.seen else None
    change_draft(access, survey, lambda _now: written, seen=seen)
    return _written(access, survey)


@router.get(
    "/surveys/{survey_id}/check",
    response=CheckOut,
    summary="Check a survey",
    operation_id="check_survey",
)
def check(request: HttpRequest, survey_id: int) -> Any:
    """What stands in the way of publishing, and what to look at once more."""
    access = access_of(request, Permission.SURVEY_READ)
    survey = survey_with_id(access, survey_id)
    written = draft_of(access, survey)
    problems = problems_before_publishing(access, survey) or problems_of(written)
    found = [
        {
            "level": "stop",
            "code": one.code,
            "where": one.where,
            "language": "",
            "sentence": problem_words(one.code, one.parameters),
        }
        for one in problems
    ]
    found += [
        {
            "level": one.level,
            "code": one.code,
            "where": one.where,
            "language": one.language,
            "sentence": finding_words(one.code, one.parameters),
        }
        for one in findings_about(written, privacy=survey.privacy)
    ]
    seconds = {code: seconds_to_answer(written, code) for code in written.languages}
    return {"found": found, "seconds": seconds}


@router.post(
    "/surveys/{survey_id}/publish",
    response=VersionOut,
    summary="Publish a survey",
    operation_id="publish_survey",
)
def publish(request: HttpRequest, survey_id: int, body: PublishIn) -> Any:
    """Ask what is written from now on. Answers given before stay what they were."""
    access = access_of(request, Permission.SURVEY_WRITE)
    survey = survey_with_id(access, survey_id)
    return publish_draft(access, survey, **body.dict(), now=timezone.now())
