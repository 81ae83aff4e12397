"""Touchpoints, surveys, answers, voices, scores."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Status

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.pages import Page, PageQuery, part_of
from emptychair.api.schemas.customers import StoredOut
from emptychair.api.schemas.listening import (
    AskedOut,
    AskIn,
    GroupOut,
    JudgedOut,
    JudgeIn,
    MessageOut,
    ResponseIn,
    ScorePageOut,
    SurveyIn,
    SurveyOut,
    SurveyStateIn,
    TouchpointIn,
    TouchpointOut,
    VoiceOut,
    VoicesQuery,
)
from emptychair.customers.queries import person_with_id
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import Period
from emptychair.messaging.queries import OutboxFilters, outbox_rows, reason_sentence
from emptychair.metrics.queries.coverage import coverage, response_rate
from emptychair.metrics.queries.scores import score_by, score_of
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.queries.overview import survey_rows
from emptychair.surveys.services.asking import ask_person
from emptychair.surveys.services.authoring import create_survey, set_survey_state
from emptychair.surveys.services.judging import exclude_answer, restore_answer
from emptychair.surveys.services.responses import record_response
from emptychair.surveys.types import SurveySettings, SurveyState
from emptychair.touchpoints.queries import touchpoint_with_id, touchpoints_of
from emptychair.touchpoints.services.mapping import create_touchpoint
from emptychair.voice.queries import voices
from emptychair.voice.types import VoiceFilters

router = Router(tags=["listening"])
MetricName = Literal["nps", "csat", "ces", "csat3", "csat7", "ces5", "pmf", "thumbs"]


@router.get(
    "/touchpoints", response=list[TouchpointOut], summary="Touchpoints", operation_id="touchpoints"
)
def list_touchpoints(request: HttpRequest) -> Any:
    """The map of places where customers meet us."""
    return [
        _touchpoint(one) for one in touchpoints_of(access_of(request, Permission.TOUCHPOINT_READ))
    ]


@router.post(
    "/touchpoints",
    response={201: TouchpointOut},
    summary="Add a touchpoint",
    operation_id="create_touchpoint",
)
def put_touchpoint(request: HttpRequest, body: TouchpointIn) -> Any:
    """A new place on the map."""
    return Status(
        201,
        _touchpoint(
            create_touchpoint(access_of(request, Permission.TOUCHPOINT_WRITE), **body.dict())
        ),
    )


@router.get("/surveys", response=list[SurveyOut], summary="Surveys", operation_id="surveys")
def list_surveys(request: HttpRequest) -> Any:
    """All surveys with how many were asked and answered."""
    return survey_rows(access_of(request, Permission.SURVEY_READ))


@router.post(
    "/surveys", response={201: StoredOut}, summary="Make a survey", operation_id="create_survey"
)
def put_survey(request: HttpRequest, body: SurveyIn) -> Any:
    """A draft; start it with its state."""
    access = access_of(request, Permission.SURVEY_WRITE)
    given = body.dict()
    metric = given.pop("metric")
    survey = create_survey(access, metric=metric, settings=SurveySettings(**given))
    return Status(201, {"id": survey.pk, "is_new": True})


@router.post(
    "/surveys/{survey_id}/state",
    response=StoredOut,
    summary="Start, pause or close a survey",
    operation_id="set_survey_state",
)
def put_survey_state(request: HttpRequest, survey_id: int, body: SurveyStateIn) -> Any:
    """From now on it asks, or it does not."""
    access = access_of(request, Permission.SURVEY_SEND)
    if body.state not in SurveyState.values:
        raise Invalid(states=SurveyState.values)
    survey = set_survey_state(access, survey_with_id(access, survey_id), state=body.state)
    return {"id": survey.pk, "is_new": False}


@router.get("/messages", response=Page[MessageOut], summary="Messages", operation_id="messages")
def list_messages(request: HttpRequest, page: Query[PageQuery], state: str = "") -> Any:
    """What went out and what did not, newest first."""
    access = access_of(request, Permission.MESSAGE_READ)
    return part_of(outbox_rows(access, OutboxFilters(state=state)), page, lambda one: one)


@router.post(
    "/surveys/{survey_id}/ask",
    response=AskedOut,
    summary="Ask one person",
    operation_id="ask_person",
)
def ask(request: HttpRequest, survey_id: int, body: AskIn) -> Any:
    """Ask by mail, if the contact rule allows it; the reason is told and kept."""
    access = access_of(request, Permission.SURVEY_SEND)
    asked = ask_person(
        access,
        survey_with_id(access, survey_id),
        person_with_id(access, body.person_id),
        occasion=body.occasion,
        now=timezone.now(),
        dry_run=body.dry_run,
    )
    return {
        "person_id": asked.person_id,
        "asked": asked.asked,
        "reason": asked.reason,
        "sentence": reason_sentence(asked.reason, asked.parameters),
        "invitation_id": asked.invitation_id,
    }


@router.post(
    "/responses",
    response={200: StoredOut, 201: StoredOut},
    summary="Record an answer",
    operation_id="record_response",
)
def put_response(request: HttpRequest, body: ResponseIn) -> Any:
    """An answer given elsewhere; a low score opens a case."""
    access = access_of(request, Permission.DATA_IMPORT)
    survey = survey_with_id(access, body.survey_id)
    row, is_new = record_response(
        access,
        survey,
        score=body.score,
        comment=body.comment,
        answered_at=body.answered_at,
        person=person_with_id(access, body.person_id) if body.person_id else None,
        touchpoint=touchpoint_with_id(access, body.touchpoint_id) if body.touchpoint_id else None,
        channel=body.channel,
        source="api",
        language=body.language,
        external_id=body.external_id,
    )
    return Status(201 if is_new else 200, {"id": row.pk, "is_new": is_new})


@router.post(
    "/responses/{response_id}/exclude",
    response=JudgedOut,
    summary="Leave an answer out",
    operation_id="exclude_response",
)
def leave_out(request: HttpRequest, response_id: int, body: JudgeIn) -> Any:
    """Out of every score, with the reason; nothing is deleted."""
    access = access_of(request, Permission.SURVEY_WRITE)
    return exclude_answer(access, response_id, reason=body.reason)


@router.post(
    "/responses/{response_id}/restore",
    response=JudgedOut,
    summary="Take an answer in again",
    operation_id="restore_response",
)
def take_in(request: HttpRequest, response_id: int, body: JudgeIn) -> Any:
    """It counts again, also against the rule of its survey."""
    access = access_of(request, Permission.SURVEY_WRITE)
    return restore_answer(access, response_id, reason=body.reason, now=timezone.now())


@router.get(
    "/voices", response=Page[VoiceOut], summary="Answers and their words", operation_id="voices"
)
def list_voices(
    request: HttpRequest,
    page: Query[PageQuery],
    wanted: Query[VoicesQuery],
) -> Any:
    """What customers said, newest first; `silent_too` adds answers without words.

    `marks` asks for those that look careless, or for those that were left out.
    """
    filters = VoiceFilters(**wanted.dict())
    return part_of(
        voices(access_of(request, Permission.VOICE_READ), filters), page, lambda one: one
    )


@router.get("/scores", response=ScorePageOut, summary="A score of a period", operation_id="score")
def show_score(
    request: HttpRequest,
    first: date,
    end: date,
    metric: MetricName = "nps",
    touchpoint_id: int | None = None,
) -> Any:
    """From the day `first` up to, not including, `end`, in the workspace's days."""
    access = access_of(request, Permission.SCORE_READ)
    period = _period(first, end)
    rate, heard = response_rate(access, period), coverage(access, period)
    return {
        "period": {"first": first, "end": end},
        "score": score_of(access, metric, period, touchpoint_id=touchpoint_id),
        "asked": rate.asked,
        "answered": rate.answered,
        "customers": heard.people,
        "heard": heard.heard,
    }


@router.get(
    "/scores/by/{dimension}",
    response=list[GroupOut],
    summary="A score by groups",
    operation_id="score_by",
)
def show_score_by(
    request: HttpRequest,
    dimension: Literal["touchpoint", "segment", "language", "channel"],
    first: date,
    end: date,
    metric: MetricName = "nps",
) -> Any:
    """Each group with its interval; groups of fewer than 30 answers are not to be ranked."""
    rows = score_by(
        access_of(request, Permission.SCORE_READ), metric, _period(first, end), dimension
    )
    return [{"key": "" if row.key is None else str(row.key), "score": row.score} for row in rows]


def _period(first: date, end: date) -> Period:
    if end <= first:
        raise Invalid
    return Period(first, end)


def _touchpoint(one: Any) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in ("id", "key", "name", "kind")}
    return {**plain, "team": one.team.name if one.team else ""}
