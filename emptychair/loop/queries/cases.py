"""Lists of cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np
import pyarrow as pa
from django.db.models import Case as Choose
from django.db.models import Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.reading import read_columns
from emptychair.customers.rules.names import wanted_words
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import Period
from emptychair.loop.models import Case
from emptychair.loop.models.case import CaseQuerySet
from emptychair.loop.queries.masked import name_of, words_for
from emptychair.loop.rules.calendars import calendar_of
from emptychair.loop.rules.deadlines import working_seconds
from emptychair.loop.types import CaseKind, CaseState, CaseView, Outcome, Urgency

PARTS = ("person", "company", "response", "touchpoint", "team", "assignee")
REPLIED = {"opened": "opened_at", "replied": "first_reply_at"}
MOMENTS = pa.schema([pa.field(name, pa.timestamp("us", "UTC")) for name in REPLIED])


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of a list, fit to show: names are masked already, words are in the language."""

    id: int
    number: int
    title: str
    customer: str
    person_id: int | None
    company_id: int | None
    kind: str
    state: str
    state_words: str
    urgency: str
    urgency_words: str
    outcome_words: str
    root_cause: str
    metric: str
    score: int | None
    comment: str
    touchpoint: str
    team: str
    assignee: str
    yearly_value: Decimal | None
    opened_at: datetime
    due_at: datetime | None
    snoozed_until: datetime | None
    closed_at: datetime | None
    changed_at: datetime
    overdue: bool
    our_turn: bool


def case_with_number(access: Access, number: int) -> Case:
    """One case with what its page needs. Raises `NotFound`, also for what may not be seen."""
    found = _readable(access).filter(number=number).select_related(*PARTS).first()
    if found is None:
        raise NotFound
    return found


def case_with_id(access: Access, case_id: int) -> Case:
    """The same by key, for jobs and links of other domains. Raises `NotFound`."""
    found = _readable(access).filter(pk=case_id).select_related(*PARTS).first()
    if found is None:
        raise NotFound
    return found


def cases_with_ids(access: Access, case_ids: Sequence[int], *, now: datetime) -> list[CaseRow]:
    """These cases as lists show them, in this order; those that may not be seen are left out."""
    found = _readable(access).filter(pk__in=case_ids).select_related(*PARTS).in_bulk()
    return case_rows(access, [found[one] for one in case_ids if one in found], now=now)


def cases_of_person(access: Access, person_id: int) -> list[CaseRow]:
    """All cases of one customer, newest first, at most fifty."""
    found = _readable(access).filter(person=person_id).select_related(*PARTS)
    return case_rows(access, found.order_by("-opened_at")[:50])


def cases_of_company(access: Access, company_id: int) -> list[CaseRow]:
    """All cases of one company and its people, newest first, at most fifty."""
    found = _readable(access).filter(company=company_id).select_related(*PARTS)
    return case_rows(access, found.order_by("-opened_at")[:50])


def case_list(
    access: Access, view: str = CaseView.OPEN, *, now: datetime, text: str = "", order: str = ""
) -> QuerySet[Case]:
    """The cases of one view, searched and sorted; `case_rows` makes them fit to show.

    `order` is due, newest, urgency or value; without it, what is due first.
    """
    found = _in_view(access, CaseView(view), now).select_related(*PARTS)
    return _sorted(_searched(access, found, text), CaseView(view), order)


def case_counts(access: Access, *, now: datetime) -> dict[str, int]:
    """How many cases each view has, in one query; closed ones are not counted."""
    awake = Q(snoozed_until=None) | Q(snoozed_until__lte=now)
    found = _readable(access).unclosed()
    return found.aggregate(
        mine=Count("pk", filter=awake & Q(assignee=access.user_id or 0)),
        team=Count("pk", filter=awake & Q(team__in=access.teams)),
        overdue=Count("pk", filter=awake & Q(state=CaseState.OPEN, due_at__lt=now)),
        waiting=Count("pk", filter=Q(state=CaseState.WAITING)),
        unassigned=Count("pk", filter=awake & Q(assignee=None)),
        open=Count("pk"),
    )


def case_rows(
    access: Access, cases: Iterable[Case], *, now: datetime | None = None
) -> list[CaseRow]:
    """The cases as lists show them."""
    return [_row(access, case, now) for case in cases]


def root_causes(access: Access, *, limit: int = 12) -> list[str]:
    """What was given as root cause before, the most frequent first."""
    access.require(Permission.CASE_READ)
    found = Case.objects.visible_to(access).filter(state=CaseState.CLOSED)
    named = found.exclude(root_cause="").values("root_cause")
    rows = named.annotate(count=Count("pk")).order_by("-count", "root_cause")[:limit]
    return [row["root_cause"] for row in rows]


def first_reply_median(access: Access, period: Period) -> timedelta | None:
    """Working time until the first reply, the middle of the cases opened in the period.

    Cases that were never answered have no time, so they do not count. None without any.
    """
    access.require(Permission.CASE_READ)
    first, end = period.moments(access.workspace.zone)
    found = Case.objects.visible_to(access).filter(
        opened_at__gte=first, opened_at__lt=end, first_reply_at__isnull=False
    )
    moments = read_columns(found, REPLIED, MOMENTS)
    opened, replied = (moments[name].cast(pa.int64()).to_numpy() for name in REPLIED)
    if not len(opened):
        return None
    seconds = working_seconds(opened, replied, calendar_of(access.workspace))
    return timedelta(seconds=float(np.median(seconds)))


def _readable(access: Access) -> CaseQuerySet:
    access.require(Permission.CASE_READ)
    return Case.objects.visible_to(access)


def _in_view(access: Access, view: CaseView, now: datetime) -> QuerySet[Case]:
    rows = _readable(access)
    if view is CaseView.CLOSED:
        return rows.filter(state=CaseState.CLOSED)
    found = rows.unclosed()
    narrowed = {
        CaseView.MINE: lambda: found.filter(assignee=access.user_id or 0).awake(now),
        CaseView.TEAM: lambda: found.filter(team__in=access.teams).awake(now),
        CaseView.OVERDUE: lambda: found.overdue(now),
        CaseView.WAITING: lambda: found.filter(state=CaseState.WAITING),
        CaseView.UNASSIGNED: lambda: found.filter(assignee=None).awake(now),
    }
    return narrowed[view]() if view in narrowed else found


def _searched(access: Access, found: QuerySet[Case], text: str) -> QuerySet[Case]:
    words = text.strip()
    if not words:
        return found
    number = words.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < 9:
        return found.filter(number=int(number))
    wanted = Q(touchpoint__name__icontains=words) | Q(root_cause__icontains=words)
    if access.may_see_names:
        wanted |= Q(title__icontains=words) | Q(response__comment__icontains=words)
        wanted |= _named(words)
    return found.filter(wanted)


def _named(typed: str) -> Q:
    """Customers whose name has every word in one of its forms."""
    every = Q(person__isnull=False) | Q(company__isnull=False)
    for word in wanted_words(typed):
        one = Q()
        for form in word.forms:
            one |= Q(person__search_text__contains=form) | Q(company__search_text__contains=form)
        every &= one
    return every if wanted_words(typed) else Q(pk=None)


def _sorted(found: QuerySet[Case], view: CaseView, order: str) -> QuerySet[Case]:
    if order == "newest":
        return found.order_by("-opened_at", "-pk")
    if order == "urgency":
        return found.order_by(urgency_rank(), F("due_at").asc(nulls_last=True), "pk")
    if order == "value":
        value = Coalesce("company__yearly_value", "person__yearly_value")
        return found.order_by(value.desc(nulls_last=True), "pk")
    if view is CaseView.CLOSED:
        return found.order_by(F("closed_at").desc(nulls_last=True), "-pk")
    return found.order_by(F("due_at").asc(nulls_last=True), "pk")


def urgency_rank(access: Access | None = None) -> Choose:  # noqa: ARG001 - an expression
    """0 for what is urgent, 2 for what has time."""
    return Choose(
        When(urgency=Urgency.HIGH, then=Value(0)),
        When(urgency=Urgency.NORMAL, then=Value(1)),
        default=Value(2),
    )


def _row(access: Access, case: Case, now: datetime | None) -> CaseRow:
    answer = case.response
    ours = case.state == CaseState.OPEN
    value = case.company.yearly_value if case.company else None
    if value is None and case.person:
        value = case.person.yearly_value
    return CaseRow(
        id=case.pk,
        number=case.number,
        title=words_for(access, case.title, case.person),
        customer=name_of(access, case.person, case.company),
        person_id=case.person_id,
        company_id=case.company_id,
        kind=str(CaseKind(case.kind).label),
        state=case.state,
        state_words=str(CaseState(case.state).label),
        urgency=case.urgency,
        urgency_words=str(Urgency(case.urgency).label),
        outcome_words=str(Outcome(case.outcome).label) if case.outcome else "",
        root_cause=case.root_cause,
        metric=answer.metric if answer else "",
        score=answer.score if answer else None,
        comment=words_for(access, answer.comment, case.person) if answer else "",
        touchpoint=case.touchpoint.name if case.touchpoint else "",
        team=case.team.name if case.team else "",
        assignee=str(case.assignee) if case.assignee else "",
        yearly_value=value,
        opened_at=case.opened_at,
        due_at=case.due_at,
        snoozed_until=case.snoozed_until,
        closed_at=case.closed_at,
        changed_at=case.changed_at,
        overdue=bool(now and ours and case.due_at and case.due_at < now),
        our_turn=ours,
    )
