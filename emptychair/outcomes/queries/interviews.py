"""Conversations, and what jobs customers hire us for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.functional import Promise

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Segment
from emptychair.customers.queries import people_in_segment
from emptychair.customers.queries.finding import shown_words
from emptychair.kit.errors import NotFound
from emptychair.kit.models import WorkspaceQuerySet
from emptychair.outcomes.guide import DEPARTMENTS, job_label
from emptychair.outcomes.models import Interview
from emptychair.outcomes.queries.kpis import customer_name
from emptychair.outcomes.types import InterviewState

FEWEST = 30  # customers from which an order of jobs may be read into the counts


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewRow:
    """One conversation fit to show."""

    id: int
    customer: str
    company_id: int | None
    person_id: int | None
    state: str
    held_on: date
    held_by: str
    department: str | Promise
    job: str | Promise
    own_words: str
    quotes: tuple[str, ...]
    row: Interview


@dataclass(frozen=True, slots=True, kw_only=True)
class JobCount:
    """How many customers hired us for a job, and what they had before or beside us."""

    code: str
    department: str | Promise
    label: str | Promise
    customers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """The jobs of a segment. Below thirty customers no order is meant: they stand by department."""

    rows: list[JobCount]
    customers: int
    drafts: int

    @property
    def is_ranked(self) -> bool:
        """Whether the counts may be read as an order."""
        return self.customers >= FEWEST


def jobs_hired_for(access: Access, *, segment: Segment | None = None) -> Jobs:
    """What the customers of a segment hired us for; each customer counts once a job."""
    rows = _rows(access, segment)
    done = rows.filter(state=InterviewState.DONE).exclude(job_code="")
    counts: Counter[str] = Counter()
    for row in done.values("job_code").annotate(
        companies=Count("company", distinct=True), people=Count("person", distinct=True)
    ):
        counts[row["job_code"]] = row["companies"] + row["people"]
    total = done.aggregate(c=Count("company", distinct=True), p=Count("person", distinct=True))
    found = [
        JobCount(
            code=code,
            department=DEPARTMENTS[code.partition(".")[0]].label,
            label=job_label(code),
            customers=count,
        )
        for code, count in counts.items()
        if code.partition(".")[0] in DEPARTMENTS
    ]
    customers = total["c"] + total["p"]
    order = {code: place for place, code in enumerate(DEPARTMENTS)}
    found.sort(key=lambda one: (order[one.code.partition(".")[0]], one.code))
    if customers >= FEWEST:
        found.sort(key=lambda one: -one.customers)
    drafts = rows.filter(state=InterviewState.DRAFT).count()
    return Jobs(rows=found, customers=customers, drafts=drafts)


def interviews_listed(
    access: Access, *, segment: Segment | None = None, job: str = "", state: str = ""
) -> WorkspaceQuerySet[Interview]:
    """Conversations, newest first; `interview_rows` makes a page of them readable."""
    rows = _rows(access, segment).select_related("company", "person", "held_by")
    rows = rows.filter(job_code=job) if job else rows
    rows = rows.filter(state=state) if state in InterviewState.values else rows
    return rows.order_by("-held_on", "-pk")


def interviews_of(
    access: Access, *, company_id: int | None = None, person_id: int | None = None
) -> list[InterviewRow]:
    """All of one customer, newest first."""
    wanted = Q(company=company_id) if company_id is not None else Q(person=person_id)
    return interview_rows(access, interviews_listed(access).filter(wanted)[:50])


def interview_with_id(access: Access, interview_id: int) -> Interview:
    """One conversation. Raises `NotFound`."""
    rows = _rows(access, None).filter(pk=interview_id)
    found = rows.select_related("company", "person", "held_by").first()
    if found is None:
        raise NotFound
    return found


def interview_rows(access: Access, rows: Iterable[Interview]) -> list[InterviewRow]:
    """Fit to show; names in what was said masked where they must be."""
    return [
        InterviewRow(
            id=one.pk,
            customer=customer_name(access, one.company, one.person),
            company_id=one.company_id,
            person_id=one.person_id,
            state=one.state,
            held_on=one.held_on,
            held_by=str(one.held_by or ""),
            department=DEPARTMENTS[one.department].label,
            job=job_label(one.job_code) if one.job_code else "",
            own_words=shown_words(access, one.job, one.person),
            quotes=tuple(shown_words(access, words, one.person) for words in one.quotes),
            row=one,
        )
        for one in rows
    ]


def _rows(access: Access, segment: Segment | None) -> WorkspaceQuerySet[Interview]:
    access.require(Permission.CUSTOMER_READ)
    rows = Interview.objects.visible_to(access)
    if access.assigned_only:
        return rows.none()
    if segment is None:
        return rows
    people = people_in_segment(access, segment)
    inside = Q(person__in=people.values("pk")) | Q(company__in=people.values("company"))
    return rows.filter(inside)
