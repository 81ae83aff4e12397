"""The answers of one survey as another program lists them, each with when it last changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F, Max, QuerySet
from django.db.models.functions import Coalesce, Greatest

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import people_in_segment
from emptychair.kit.errors import NotFound
from emptychair.surveys.models import Permalink, Response, Survey
from emptychair.surveys.permalinks import permalink_token, read_permalink

if TYPE_CHECKING:
    from emptychair.customers.models import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFilters:
    """Which answers; bounds belong to the span."""

    since: datetime | None = None
    until: datetime | None = None
    updated_since: datetime | None = None
    updated_until: datetime | None = None
    segment: "Segment | None" = None
    person_id: int | None = None
    by_update: bool = False  # else by when it was given
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class ListedAnswer:
    """An answer with the moment of its last change and the token of its permalink."""

    response: Response
    updated_at: datetime
    token: str


def answers_of_survey(
    access: Access, survey: Survey, filters: AnswerFilters, *, first: int = 0, limit: int
) -> list[ListedAnswer]:
    """Scored answers that count, from the `first`; the number decides between two of one moment."""
    rows = _of_survey(access, survey)
    if filters.person_id is not None:
        rows = rows.filter(person=filters.person_id)
    if filters.segment is not None:
        rows = rows.filter(person__in=people_in_segment(access, filters.segment).values("pk"))
    spans = {
        "answered_at__gte": filters.since,
        "answered_at__lte": filters.until,
        "updated_at__gte": filters.updated_since,
        "updated_at__lte": filters.updated_until,
    }
    rows = rows.filter(**{name: moment for name, moment in spans.items() if moment is not None})
    sign = "-" if filters.newest_first else ""
    column = "updated_at" if filters.by_update else "answered_at"
    return _listed(access, rows.order_by(f"{sign}{column}", f"{sign}pk")[first : first + limit])


def answer_of_survey(
    access: Access, survey: Survey, *, pk: int | None = None, external_id: str = ""
) -> ListedAnswer:
    """One answer by our number or another system's. Raises `NotFound`."""
    rows = _of_survey(access, survey)
    if pk is not None:
        rows = rows.filter(pk=pk)
    else:  # by the index, which leaves out empty ids
        rows = rows.filter(external_id=external_id).exclude(external_id="")
    found = _listed(access, rows[:1])
    if not found:
        raise NotFound
    return found[0]


def last_answers_of(
    access: Access, survey: Survey, person_ids: Iterable[int]
) -> dict[int, datetime]:
    """By person, when they last answered this survey; one query."""
    rows = _of_survey(access, survey).filter(person__in=list(person_ids))
    grouped = rows.order_by().values("person_id").annotate(last=Max("answered_at"))
    return dict(grouped.values_list("person_id", "last"))


def answer_behind(access: Access, token: str) -> Response:
    """The answer to which a permalink leads, if it may be seen. Raises `NotFound`."""
    access.require(Permission.VOICE_READ)
    rows = Response.objects.visible_to(access)
    pk = read_permalink(token)
    if pk is None:
        links = Permalink.objects.visible_to(access).filter(token=token)
        pk = links.values_list("response_id", flat=True).first()
    found = None if access.assigned_only else rows.filter(pk=pk or 0).first()
    if found is None:
        raise NotFound
    return found


def _of_survey(access: Access, survey: Survey) -> "QuerySet[Response]":
    access.require(Permission.VOICE_READ)
    rows = Response.objects.visible_to(access).counted().filter(survey=survey)
    given = F("answered_at")
    changes = (Coalesce(F(name), given) for name in ("corrected_at", "finished_at", "edited_at"))
    return rows.filter(score__isnull=False).annotate(updated_at=Greatest(given, *changes))


def _listed(access: Access, rows: "QuerySet[Response]") -> list[ListedAnswer]:
    found = list(rows.select_related("person"))
    links = Permalink.objects.visible_to(access).filter(response__in=found)
    tokens = dict(links.values_list("response_id", "token"))
    return [
        ListedAnswer(
            response=one,
            updated_at=one.updated_at,  # type: ignore[attr-defined]  # annotated above
            token=tokens.get(one.pk) or permalink_token(one.pk),
        )
        for one in found
    ]
