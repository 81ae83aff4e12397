"""Telling others of answers: the timeline, the audit trail, and whoever listens."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.kit.events import publish
from emptychair.surveys.events import ResponseContinued, ResponseCorrected, ResponseReceived
from emptychair.surveys.models import Response


def tell_received(access: Access, response: Response) -> None:
    """Somebody answered. Call it once for each answer, and for none that is a test or aside."""
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


def tell_continued(access: Access, response: Response) -> None:
    """Somebody of whom others heard said more before the end: a comment, another question."""
    publish(
        ResponseContinued(
            workspace_id=access.workspace.pk,
            about=_about(response),
            response_id=response.pk,
            person_id=response.person_id,
        )
    )


def tell_corrected(access: Access, row: Response, old: int | None, *, at: datetime) -> None:
    """Somebody changed an answer that others heard of; `old` is the score they heard."""
    record_audit(
        access,
        row,
        action="response.corrected",
        before={"score": old},
        after={"score": row.score},
    )
    if row.person is not None:
        add_to_timeline(
            access,
            person=row.person,
            code="surveys.corrected",
            parameters={"metric": row.metric, "score": row.score, "before": old, "id": row.pk},
            happened_at=at,
            unique_key=f"response:{row.pk}:{_turn(row, at)}",
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


def _turn(row: Response, at: datetime) -> str:
    """The number of the revision; before the answer was finished there are none."""
    number = row.revisions.count()
    return str(number) if number else at.isoformat()


def _about(response: Response) -> str:
    """What facts of this answer are about: the person, else the answer itself."""
    return f"person:{response.person_id}" if response.person_id else f"response:{response.pk}"
