"""Answers as they may be shown: names and words masked for those who may not see them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.prepared import prepared
from emptychair.customers.queries.finding import shown_name
from emptychair.kit.masking import mask_names
from emptychair.kit.prepared import ANEW
from emptychair.messaging.models import Hold
from emptychair.surveys.models import Response, Survey
from emptychair.surveys.queries.answer_lines import answer_lines
from emptychair.surveys.queries.privacy import shown_of
from emptychair.surveys.rules.scores import tone_of
from emptychair.surveys.types import AnswerRow, Metric
from emptychair.surveys.types.definition import Aside

PRAISE_FROM = 9


@dataclass(frozen=True, slots=True)
class PraiseFacts:
    """What the order of Today needs to know of an answer that one should thank for."""

    id: int
    person_id: int
    answered_at: datetime


def responses_of(access: Access, person_id: int, *, limit: int = 50) -> list[AnswerRow]:
    """What one person answered, newest first, without tests."""
    rows = Response.objects.visible_to(access).counted().filter(person_id=person_id)
    return answer_rows(access, _loaded(access, rows.newest_first()[:limit]))


def latest_answers(access: Access, survey: Survey, *, limit: int = 10) -> list[AnswerRow]:
    """The newest answers to one survey, tests among them, marked; clicks that nobody confirmed are
    no answers (`queries/clicks.py`).
    """
    rows = Response.objects.visible_to(access).filter(survey=survey)
    if not shown_of(access, survey).words:
        rows = rows.filter(is_test=True)  # too few: the page says so
    rows = rows.exclude(aside=Aside.DOUBTFUL.value).newest_first()
    found = list(_loaded(access, rows[:limit]))
    lines = answer_lines(access, survey, found)
    return [replace(one, further=lines.get(one.id, ())) for one in answer_rows(access, found)]


def thankless_praise(access: Access, *, now: datetime, days: int, limit: int) -> list[PraiseFacts]:
    """Promoters who wrote something in the last days and have no open case, newest first."""
    if access.assigned_only:
        return []
    found = _praise(access, since=now - timedelta(days=days), now=now, limit=limit)
    return [PraiseFacts(pk, person or 0, moment) for pk, person, moment in found]


@prepared(since=datetime, now=datetime, limit=ANEW)
def _praise(
    access: Access, *, since: datetime, now: datetime, limit: int
) -> QuerySet[Response, Any]:
    rows = (
        Response.objects.visible_to(access)
        .counted()
        .filter(
            metric=Metric.NPS.value,
            score__gte=PRAISE_FROM,
            answered_at__gte=since,
            answered_at__lte=now,
            person__isnull=False,
        )
        .exclude(comment="")
        .exclude(Exists(_held(access).filter(person=OuterRef("person"))))
    )
    return rows.newest_first().values_list("pk", "person", "answered_at")[:limit]


def answers_with_ids(access: Access, ids: Collection[int]) -> dict[int, AnswerRow]:
    """These answers fit to show, by number."""
    rows = _loaded(access, Response.objects.visible_to(access).filter(pk__in=ids))
    return {one.id: one for one in answer_rows(access, rows)}


def answer_rows(access: Access, rows: Iterable[Response]) -> list[AnswerRow]:
    """Answers fit to show; give them with person and touchpoint loaded."""
    return [_row(access, row) for row in rows]


def _held(access: Access) -> QuerySet[Hold]:
    return Hold.objects.visible_to(access).filter(lifted_at=None)


def _loaded(access: Access, rows: QuerySet[Response]) -> Iterable[Response]:
    return [] if access.assigned_only else rows.select_related("person", "touchpoint")


def _row(access: Access, row: Response) -> AnswerRow:
    person, comment = row.person, row.comment
    if not access.may_see_names:
        comment = mask_names(comment, [person.name] if person else [])
    return AnswerRow(
        id=row.pk,
        person_id=row.person_id,
        name=shown_name(access, person) if person else "",
        metric=row.metric,
        score=row.score,
        tone=tone_of(row.metric, row.score),
        comment=comment,
        touchpoint=row.touchpoint.name if row.touchpoint else "",
        answered_at=row.answered_at,
        corrected_at=row.corrected_at,
        is_test=row.is_test,
        aside=row.aside,
        is_partial=row.started_at is not None and row.finished_at is None,
    )
