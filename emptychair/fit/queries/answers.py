"""The newest answer of each person in a year, and whether they had used the product by then."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import DateTimeField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery

from emptychair.accounts.access import Access
from emptychair.customers.models import CustomerEvent, Order
from emptychair.kit.periods import local_day
from emptychair.surveys.models import Response
from emptychair.surveys.queries.privacy import private_surveys

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Answered:
    """One person's newest answer; `has_used` is None where use is not recorded at all."""

    response_id: int
    person_id: int
    segment: str
    score: int
    answered_at: datetime
    has_used: bool | None


def newest_answers(
    access: Access, metric: str, *, now: datetime, recent_days: int = 0, segment: str = ""
) -> list[Answered]:
    """Of each person the newest counted answer of the last twelve months.

    With `recent_days` each is told whether they used it on two days at least in so many days
    before they answered. Answers to surveys that promised not to link them are not among them.
    """
    rows = answers_of_a_year(access, metric, now=now).filter(person__isnull=False)
    if segment:
        rows = rows.filter(segment=segment)
    names = ["pk", "person_id", "segment", "score", "answered_at"]
    knows = bool(recent_days) and use_is_recorded(access)
    if knows:
        rows, moments = _with_use(rows, timedelta(days=recent_days))
        names += moments
    zone = access.workspace.zone
    found: dict[int, Answered] = {}
    for row in rows.order_by("person_id", "-answered_at", "-pk").values_list(*names).iterator():
        if row[1] not in found:
            used = _on_two_days(row[5:], zone) if knows else None
            found[row[1]] = Answered(row[0], row[1], row[2], row[3], row[4], used)
    return list(found.values())


def unnamed_answers(access: Access, metric: str, *, now: datetime) -> dict[str, int]:
    """How many answers of the year have no name, by segment word."""
    rows = answers_of_a_year(access, metric, now=now).filter(person=None)
    found: dict[str, int] = {}
    for word in rows.values_list("segment", flat=True):
        found[word] = found.get(word, 0) + 1
    return found


def use_is_recorded(access: Access) -> bool:
    """Whether this workspace knows of any use: events or orders of its customers."""
    events = CustomerEvent.objects.visible_to(access).filter(person__isnull=False)
    return events.exists() or Order.objects.visible_to(access).exists()


def answers_of_a_year(access: Access, metric: str, *, now: datetime) -> QuerySet[Response]:
    """Counted answers with a score of the last twelve months, of surveys that may be linked."""
    rows = Response.objects.visible_to(access).counted()
    rows = rows.filter(metric=metric, score__isnull=False)
    rows = rows.filter(answered_at__gt=now - YEAR, answered_at__lte=now)
    return rows.exclude(survey__in=private_surveys(access).values("pk"))


def _with_use(rows: QuerySet[Response], recent: timedelta) -> tuple[QuerySet[Response], list[str]]:
    """The first and the last use in the days before each answer: four looks into an index."""
    since = ExpressionWrapper(OuterRef("answered_at") - recent, output_field=DateTimeField())
    added: dict[str, Any] = {}
    for name, table, column in (
        ("event", CustomerEvent, "occurred_at"),
        ("order", Order, "ordered_at"),
    ):
        within = {f"{column}__lte": OuterRef("answered_at"), f"{column}__gte": since}
        found = table._default_manager.filter(person=OuterRef("person_id"), **within)  # noqa: SLF001 - Django's public name for it
        for edge, order in (("first", F(column).asc()), ("last", F(column).desc())):
            added[f"{edge}_{name}"] = Subquery(found.order_by(order).values(column)[:1])
    return rows.annotate(**added), list(added)


def _on_two_days(moments: tuple[datetime | None, ...], zone: ZoneInfo) -> bool:
    return len({local_day(each, zone) for each in moments if each is not None}) >= 2
