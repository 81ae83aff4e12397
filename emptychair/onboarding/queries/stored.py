"""What pages and other domains read: small rows of the last reading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from django.db.models import F, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.kit.periods import Period, month_of
from emptychair.loop.models import Case
from emptychair.loop.queries.masked import name_of
from emptychair.loop.types import CaseState
from emptychair.onboarding.finding_types import Search
from emptychair.onboarding.models import FinderRun, FirstValueReading, FirstValueRun
from emptychair.onboarding.queries.definitions import definitions
from emptychair.onboarding.types import COMPANY, PERSON, Definition, FirstValueOf, Stalled
from emptychair.plans.models import SuccessPlan

SORTS: dict[str, tuple[Any, ...]] = {
    "priority": (F("priority").desc(), "pk"),
    "value": (F("value").desc(nulls_last=True), "pk"),
    "waited": (F("waited").desc(), "pk"),
    "here": (F("waited_here").desc(), "pk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of those on the way: `show` is stalled, very (past the 90th), or all."""

    show: str = "stalled"
    sort: str = "priority"
    step: int | None = None
    version: int = 0
    blocker: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The last reading of one version."""

    version: int
    as_of: date
    read_at: datetime
    customers: int
    there: int
    stalled: int
    median: tuple[float | None, float | None, float | None]
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FoundMoments:
    """The last search of a kind."""

    as_of: date
    read_at: datetime
    outcome: str
    search: Search


class StalledRows:
    """Those on the way, read when a slice is asked for."""

    def __init__(self, access: Access, rows: "QuerySet[FirstValueReading]") -> None:
        self._access, self._rows = access, rows
        self._known = {one.id: one for one in definitions(access)}

    def __getitem__(self, part: slice) -> list[Stalled]:
        """Some of them, with names, plans and cases."""
        # First which; names are read of these only, and not of all on the way to sort them.
        found = FirstValueReading.objects.filter(pk__in=self._rows.values("pk")[part])
        rows = found.select_related("person__owner", "company__owner")
        rows = rows.order_by(*self._rows.query.order_by)
        return _shown(self._access, list(rows), self._known)

    def count(self) -> int:
        """How many there are."""
        return self._rows.count()

    def __iter__(self) -> Iterator[Stalled]:
        """All of them, for a file."""
        start = 0
        while part := self[start : start + 500]:
            yield from part
            start += 500


def stalled(access: Access, on: date, wanted: Wanted | None = None) -> StalledRows:
    """Who is stuck as of the last reading, most at stake first; nobody who signed up after `on`."""
    access.require(Permission.CUSTOMER_READ)
    wanted = wanted or Wanted()
    rows = FirstValueReading.objects.visible_to(access).with_flags("is_current")
    rows = rows.filter(reached_on=None, ended_on=None, signed_up_on__lte=on)
    if access.assigned_only:
        rows = rows.none()
    if wanted.show != "all":
        rows = rows.filter(slow__gte=90 if wanted.show == "very" else 75)
    if wanted.step is not None:
        rows = rows.filter(step=wanted.step)
    if wanted.version:
        rows = rows.filter(version=wanted.version)
    if wanted.blocker:
        rows = rows.filter(blocker="" if wanted.blocker == "unknown" else wanted.blocker)
    return StalledRows(access, rows.order_by(*SORTS.get(wanted.sort, SORTS["priority"])))


def first_value_of(
    access: Access, *, company_id: int | None = None, person_id: int | None = None
) -> FirstValueOf | None:
    """How far one customer is; nothing where no first value is defined for them."""
    access.require(Permission.CUSTOMER_READ)
    about = Q(company=company_id) if company_id else Q(person=person_id or 0)
    rows = FirstValueReading.objects.visible_to(access).filter(about, is_current=True)
    row = None if access.assigned_only else rows.select_related("version").first()
    if row is None:
        return None
    steps = [one["words"] for one in row.version.steps]
    return FirstValueOf(
        kind=COMPANY if row.company_id else PERSON,
        id=row.company_id or row.person_id or 0,
        version=row.version_id,
        words=row.version.words,
        signed_up_on=row.signed_up_on,
        reached_on=row.reached_on,
        days=row.waited if row.reached_on is None else (row.reached_on - row.signed_up_on).days,
        step=steps[row.step] if row.step < len(steps) else row.version.words,
        step_number=row.step + 1,
        steps=len(steps) + 1,
        waited_here=row.waited_here,
        slow=row.slow,
        as_of=row.as_of,
    )


def last_run(access: Access, version_id: int) -> Run | None:
    """The newest reading under a version; nothing before the first."""
    access.require(Permission.CUSTOMER_READ)
    rows = FirstValueRun.objects.visible_to(access).filter(version=version_id)
    row = None if access.assigned_only else rows.order_by("-as_of").first()
    return _run(row) if row else None


def medians_by_month(access: Access, period: Period) -> dict[date, Run]:
    """The last reading in each month of the version that counts for everybody."""
    access.require(Permission.CUSTOMER_READ)
    known = sorted(definitions(access), key=lambda one: (one.segment, one.kind))
    if not known:
        return {}
    rows = FirstValueRun.objects.visible_to(access).filter(
        version=known[0].id, as_of__gte=period.first, as_of__lt=period.end
    )
    return {month_of(row.as_of).first: _run(row) for row in rows.order_by("as_of")}


def found_moments(access: Access, kind: str) -> FoundMoments | None:
    """The last search for moments."""
    access.require(Permission.CUSTOMER_READ)
    row = FinderRun.objects.visible_to(access).filter(kind=kind).first()
    if row is None or access.assigned_only:
        return None
    return FoundMoments(row.as_of, row.read_at, row.outcome, msgspec.convert(row.facts, Search))


def _run(row: FirstValueRun) -> Run:
    return Run(
        version=row.version_id,
        as_of=row.as_of,
        read_at=row.read_at,
        customers=row.customers,
        there=row.there,
        stalled=row.stalled,
        median=(row.median, row.median_low, row.median_high),
        facts=row.facts,
    )


def _shown(
    access: Access,
    rows: Sequence[FirstValueReading],
    known: dict[int, Definition],
) -> list[Stalled]:
    plans = _plans(access, rows)
    cases = _cases(access, rows)
    return [
        _one(access, row, known[row.version_id], plans, cases)
        for row in rows
        if row.version_id in known
    ]


def _one(
    access: Access,
    row: FirstValueReading,
    definition: Definition,
    plans: dict[int, list[SuccessPlan]],
    cases: dict[tuple[str, int], int],
) -> Stalled:
    kind = COMPANY if row.company_id else PERSON
    whose = (kind, row.company_id or row.person_id or 0)
    own = plans.get(row.company_id or -(row.person_id or 0), [])
    owner = row.company.owner if row.company else row.person.owner if row.person else None
    steps = [one.words for one in definition.terms.steps]
    return Stalled(
        id=row.pk,
        kind=kind,
        customer_id=whose[1],
        name=name_of(access, row.person, row.company),
        owner=str(owner or ""),
        signed_up_on=row.signed_up_on,
        waited=row.waited,
        step=steps[row.step] if row.step < len(steps) else definition.terms.words,
        step_number=row.step + 1,
        steps=len(steps) + 1,
        waited_here=row.waited_here,
        usual=row.usual,
        slow=row.slow,
        blocker=own[0].waiting_for if own else "",
        waiting_since=own[0].waiting_since if own else None,
        plan_ids=tuple(plan.pk for plan in own),
        value=row.value,
        case_number=cases.get(whose),
        as_of=row.as_of,
    )


def _plans(access: Access, rows: Sequence[FirstValueReading]) -> dict[int, list[SuccessPlan]]:
    """Plans under way, by unit, the one that is due first before the others."""
    people = [row.person_id for row in rows if row.person_id]
    firms = [row.company_id for row in rows if row.company_id]
    found: dict[int, list[SuccessPlan]] = {}
    for plan in _plans_of(access, people=people, firms=firms):
        found.setdefault(plan.company_id or -(plan.person_id or 0), []).append(plan)
    return found


@prepared(people=list[int], firms=list[int])
def _plans_of(access: Access, *, people: list[int], firms: list[int]) -> "QuerySet[SuccessPlan]":
    under_way = SuccessPlan.objects.visible_to(access).under_way()
    some = under_way.filter(Q(person__in=people) | Q(company__in=firms))
    return some.order_by(F("next_on").asc(nulls_last=True), "pk")


@prepared(people=list[int], firms=list[int])
def _cases_of(access: Access, *, people: list[int], firms: list[int]) -> "QuerySet[Case, Any]":
    open_now = Case.objects.visible_to(access).exclude(state=CaseState.CLOSED)
    about = open_now.filter(Q(person__in=people) | Q(company__in=firms)).order_by("opened_at")
    return about.values_list("person_id", "company_id", "number")


def _cases(access: Access, rows: Sequence[FirstValueReading]) -> dict[tuple[str, int], int]:
    """Open cases with them."""
    people = [row.person_id for row in rows if row.person_id]
    firms = [row.company_id for row in rows if row.company_id]
    found: dict[tuple[str, int], int] = {}
    for person, company, number in _cases_of(access, people=people, firms=firms):
        if company in firms:
            found[COMPANY, company] = number
        if person in people:
            found[PERSON, person] = number
    return found
