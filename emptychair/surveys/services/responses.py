"""Writing down what customers answered, once, and what it was before they changed it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from emptychair.accounts.access import Access, ActorKind
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.kit.events import publish
from emptychair.surveys.errors import ScoreOutOfRange
from emptychair.surveys.events import ResponseCorrected, ResponseReceived
from emptychair.surveys.models import Invitation, Response, ResponseRevision, Survey
from emptychair.surveys.rules.scores import on_scale
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
) -> tuple[Response, bool]:
    """One answer, once for each invitation and each external id; and whether it is new.

    A new one is told to others and stands in the timeline, unless it is a test. An answer that is
    there already is returned as it stands. Raises `ScoreOutOfRange`.
    """
    _may_record(access)
    _check_score(survey, score)
    found = _existing(access, survey, invitation, external_id)
    if found is not None:
        return found, False
    whose = _standing(invitation.person if invitation else person)
    is_test = invitation.is_test if invitation else False
    response = Response(
        workspace=access.workspace,
        survey=survey,
        invitation=invitation,
        person=whose,
        company_id=whose.company_id if whose else None,
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
        is_counted=not is_test,
    )
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

    Raises `ScoreOutOfRange`.
    """
    _may_record(access)
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
        if row.is_counted:
            _tell_correction(access, row, old)
    return row, True


def answer_invitation(
    access: Access,
    invitation: Invitation,
    *,
    score: int,
    comment: str,
    now: datetime,
    language: str = "",
    channel: str = "email",
) -> tuple[Response, bool]:
    """What the answer page does: a first answer, or a correction of it. Whether it was the first.

    The same form sent twice changes nothing the second time.
    """
    response, is_new = record_response(
        access,
        invitation.survey,
        score=score,
        comment=comment,
        answered_at=now,
        invitation=invitation,
        channel=channel,
        source="mail",
        language=language,
    )
    if not is_new:
        response, _changed = correct_response(
            access, response, score=score, comment=comment, now=now
        )
    return response, is_new


def _store(access: Access, response: Response) -> None:
    with transaction.atomic():
        response.save()
        if response.invitation_id is not None:
            mine = Invitation.objects.visible_to(access).filter(
                pk=response.invitation_id, answered_at=None
            )
            mine.update(answered_at=response.answered_at, changed_at=timezone.now())
        if response.is_counted:
            _tell(access, response)


def _tell(access: Access, response: Response) -> None:
    if response.person is not None:
        add_to_timeline(
            access,
            person=response.person,
            code="surveys.answered",
            parameters={"metric": response.metric, "score": response.score, "id": response.pk},
            happened_at=response.answered_at,
            unique_key=f"response:{response.pk}",
        )
    publish(
        ResponseReceived(
            workspace_id=access.workspace.pk,
            about=_about(response),
            response_id=response.pk,
            person_id=response.person_id,
        )
    )


def _tell_correction(access: Access, row: Response, old: int | None) -> None:
    record_audit(
        access,
        row,
        action="response.corrected",
        before={"score": old},
        after={"score": row.score},
    )
    revision = row.revisions.count()
    if row.person is not None and row.corrected_at is not None:
        add_to_timeline(
            access,
            person=row.person,
            code="surveys.corrected",
            parameters={"metric": row.metric, "score": row.score, "before": old, "id": row.pk},
            happened_at=row.corrected_at,
            unique_key=f"response:{row.pk}:{revision}",
        )
    publish(
        ResponseCorrected(
            workspace_id=access.workspace.pk,
            about=_about(row),
            response_id=row.pk,
            person_id=row.person_id,
            old_score=old,
        )
    )


def _about(response: Response) -> str:
    """What facts of this answer are about: the person, else the answer itself."""
    return f"person:{response.person_id}" if response.person_id else f"response:{response.pk}"


def _existing(
    access: Access, survey: Survey, invitation: Invitation | None, external_id: str
) -> Response | None:
    rows = Response.objects.visible_to(access).select_related("survey", "person")
    if invitation is not None:
        return rows.filter(survey=survey, invitation=invitation).first()
    return rows.filter(external_id=external_id).first() if external_id else None


def _standing(person: Person | None) -> Person | None:
    """Somebody merged since they were asked answers as the person who stayed."""
    return person.merged_into or person if person else None


def _check_score(survey: Survey, score: int | None) -> None:
    if score is not None and not on_scale(survey.metric, score):
        raise ScoreOutOfRange(metric=survey.metric, score=score)


def _may_record(access: Access) -> None:
    """A respondent may, through the link they came by; others with the right to send or import."""
    if access.actor.kind is not ActorKind.RESPONDENT and not access.may(Permission.DATA_IMPORT):
        access.require(Permission.SURVEY_SEND)
