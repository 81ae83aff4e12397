"""Writing down what customers answered, once, and what it was before they changed it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from emptychair.accounts.access import Access, ActorKind
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.surveys.errors import AnswersAnonymously, ScoreOutOfRange
from emptychair.surveys.models import Invitation, Response, ResponseRevision, Survey
from emptychair.surveys.models.marking import mark_words
from emptychair.surveys.rules.links import is_over
from emptychair.surveys.rules.privacy import is_anonymous, is_named
from emptychair.surveys.rules.scores import on_scale
from emptychair.surveys.services.marking import FIELDS as MARKED
from emptychair.surveys.services.marking import mark_stored
from emptychair.surveys.services.storing import mirror_main
from emptychair.surveys.services.telling import tell_corrected, tell_received
from emptychair.surveys.types.definition import Aside
from emptychair.touchpoints.models import Touchpoint

LONGEST_COMMENT = 10_000


def record_response(  # noqa: PLR0913 - an answer has that many sides, all by keyword
    access: Access,
    survey: Survey,
    *,
    score: int | None,
    answered_at: datetime,
    channel: str,
    source: str,
    comment: str = "",
    person: Person | None = None,
    invitation: Invitation | None = None,
    touchpoint: Touchpoint | None = None,
    language: str = "",
    external_id: str = "",
    properties: Mapping[str, Any] | None = None,
    tags: Sequence[str] = (),
    aside: str = "",
) -> tuple[Response, bool]:
    """One answer, once for each invitation and each external id; and whether it is new.

    A new one is told to others and stands in the timeline, unless it is a test or kept `aside`. An
    answer that is there already is returned as it stands. Raises `ScoreOutOfRange`, and
    `AnswersAnonymously` where whoever answers is not to be known.
    """
    may_record(access)
    refuse_names(access, survey, survey)
    _check_score(survey, score)
    found = _existing(access, survey, invitation, external_id)
    if found is not None:
        return found, False
    whose = standing(access, invitation.person if invitation else person)
    named = whose if is_named(survey.privacy) else None
    is_test = invitation.is_test if invitation else False
    response = Response(
        workspace=access.workspace,
        survey=survey,
        invitation=invitation,
        person=named,
        company_id=named.company_id if named else None,
        touchpoint=touchpoint
        or (invitation.touchpoint if invitation else None)
        or survey.touchpoint,
        metric=survey.metric,
        score=score,
        comment=comment.strip()[:LONGEST_COMMENT],
        language=language or (invitation.language if invitation else ""),
        channel=channel,
        segment=whose.segment if whose else "",
        answered_at=answered_at,
        source=source,
        external_id=external_id,
        is_test=is_test,
        aside=aside,
        is_counted=not (is_test or aside),
        properties={**(invitation.properties if invitation else {}), **(properties or {})},
        tags=list(dict.fromkeys(tags)),
    )
    mark_words(response)
    try:
        _store(access, response)
    except IntegrityError:
        twin = _existing(access, survey, invitation, external_id)
        if twin is None:
            raise
        return twin, False
    return response, True


def correct_response(
    access: Access, response: Response, *, score: int | None, comment: str, now: datetime
) -> tuple[Response, bool]:
    """Change score and words; what they were is kept. Whether anything changed.

    Raises `ScoreOutOfRange` and `AnswersAnonymously`.
    """
    may_record(access)
    refuse_names(access, response.survey, response)
    words = comment.strip()[:LONGEST_COMMENT]
    with transaction.atomic():
        rows = Response.objects.visible_to(access).select_related("survey", "person")
        row = rows.select_for_update(of=("self",)).get(pk=response.pk)
        _check_score(row.survey, score)
        if (row.score, row.comment) == (score, words):
            return row, False
        old = row.score
        ResponseRevision.objects.create(
            workspace=access.workspace,
            response=row,
            score=row.score,
            comment=row.comment,
            replaced_at=now,
        )
        row.score, row.comment, row.corrected_at = score, words, now
        row.save(update_fields=["score", "comment", "corrected_at", "changed_at"])
        mirror_main(access, row)
        mark_stored(access, row)
        row.save(update_fields=MARKED)
        if row.is_counted:
            tell_corrected(access, row, old, at=now)
    return row, True


def _store(access: Access, response: Response) -> None:
    with transaction.atomic():
        response.save()
        if response.invitation_id is not None:
            mine = Invitation.objects.visible_to(access).filter(
                pk=response.invitation_id, answered_at=None
            )
            mine.update(answered_at=response.answered_at, changed_at=timezone.now())
        if response.is_counted:
            tell_received(access, response)


def _existing(
    access: Access, survey: Survey, invitation: Invitation | None, external_id: str
) -> Response | None:
    rows = Response.objects.visible_to(access).select_related("survey", "person")
    if invitation is not None:
        return rows.filter(survey=survey, invitation=invitation).first()
    return rows.with_external_id(external_id).first() if external_id else None


def standing(access: Access, person: Person | None) -> Person | None:
    """Somebody merged since they were asked answers as the person who stayed."""
    access.workspace  # noqa: B018 - refuses those without one
    return person.merged_into or person if person else None


def lateness(access: Access, survey: Survey, now: datetime) -> str:
    """Why a first answer that comes now would be kept aside, or the empty word."""
    access.workspace  # noqa: B018 - refuses those without one
    over = is_over(state=survey.state, closes_at=survey.closes_at, now=now)
    return (Aside.LATE if over else Aside.NONE).value


def _check_score(survey: Survey, score: int | None) -> None:
    if score is not None and not on_scale(survey.metric, score):
        raise ScoreOutOfRange(metric=survey.metric, score=score)


def refuse_names(access: Access, survey: Survey, *known: object) -> None:
    """An anonymous survey takes no answer of somebody known. Raises `AnswersAnonymously`."""
    access.workspace  # noqa: B018 - refuses those without one
    if is_anonymous(survey.privacy) and any(one is not None for one in known):
        raise AnswersAnonymously


def may_record(access: Access) -> None:
    """A respondent may, through the link they came by; others with the right to send or import."""
    if access.actor.kind is not ActorKind.RESPONDENT and not access.may(Permission.DATA_IMPORT):
        access.require(Permission.SURVEY_SEND)
