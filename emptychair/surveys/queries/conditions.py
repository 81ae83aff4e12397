"""People by what they answered, for segments."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.customers.rules.segments import Condition
from emptychair.kit.periods import local_day, start_of_day
from emptychair.surveys.models import Invitation, Response

GROUPS = {"promoter": (9, 10), "passive": (7, 8), "detractor": (0, 6)}


def last_recommendation(access: Access, line: Condition, _now: datetime) -> Q:
    """People whose newest 0 to 10 made them promoter, passive or detractor."""
    answers = (
        Response.objects.visible_to(access).counted().filter(metric="nps", score__isnull=False)
    )
    if line.operator in {"is_set", "is_empty"}:
        answered = Q(pk__in=answers.values("person_id"))
        return answered if line.operator == "is_set" else ~answered
    low, high = GROUPS.get(line.value, (11, 11))
    newest = answers.filter(person=OuterRef("pk")).newest_first()
    people = Person.objects.visible_to(access).filter(pk__in=answers.values("person_id"))
    within = people.alias(last=Subquery(newest.values("score")[:1])).filter(
        last__gte=low, last__lte=high
    )
    inside = Q(pk__in=within.values("pk"))
    return inside if line.operator == "is" else ~inside


def last_answer(access: Access, line: Condition, now: datetime) -> Q:
    """People by the day of their newest answer."""
    rows = Response.objects.visible_to(access).counted().filter(person__isnull=False)
    return _by_day(access, rows, "answered_at", line, now)


def last_asked(access: Access, line: Condition, now: datetime) -> Q:
    """People by the day on which they were last asked."""
    rows = Invitation.objects.visible_to(access).counted().filter(person__isnull=False)
    return _by_day(access, rows, "asked_at", line, now)


def _by_day(
    access: Access,
    rows: "QuerySet[Response] | QuerySet[Invitation]",
    column: str,
    line: Condition,
    now: datetime,
) -> Q:
    """Whether the last of `rows` lies where the line wants it, by the days of the workspace."""
    ever = Q(pk__in=rows.values("person_id"))
    if line.operator in {"is_set", "is_empty"}:
        return ever if line.operator == "is_set" else ~ever
    since = Q(
        pk__in=rows.filter(**{f"{column}__gte": _edge(access, line, now)}).values("person_id")
    )
    if line.operator in {"after", "in_last_days"}:
        return since
    return ~since if line.operator == "not_in_last_days" else ever & ~since


def _edge(access: Access, line: Condition, now: datetime) -> datetime:
    zone = access.workspace.zone
    if line.operator in {"before", "after"}:
        day = datetime.fromisoformat(line.value).date()
        return start_of_day(day if line.operator == "before" else day + timedelta(days=1), zone)
    return start_of_day(local_day(now, zone) - timedelta(days=int(line.value)), zone)
