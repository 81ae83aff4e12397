"""What Today shows of plans, and for whom the hourly job looks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.kit.models import WorkspaceQuerySet
from emptychair.kit.prepared import ANEW
from emptychair.plans.models import PlanRule, PlanStep, Said, SuccessPlan
from emptychair.plans.types import PlanState, SaidKind, StepState

FACTS = ("pk", "person", "contact", "owner", "company__yearly_value", "person__yearly_value")


@dataclass(frozen=True, slots=True)
class LateSteps:
    """What is late in one plan on one side, the longest first."""

    plan: SuccessPlan
    side: str
    steps: tuple[PlanStep, ...]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the order of Today needs to know of a plan."""

    id: int
    person_id: int | None
    contact_id: int | None
    owner_id: int | None
    value: float

    @classmethod
    def of(cls, pk: int, *rest: Any) -> Self:
        """From the values of `FACTS`."""
        person_id, contact_id, owner_id, *values = rest
        value = next((float(one) for one in values if one), 0.0)
        return cls(pk, person_id, contact_id, owner_id, value)


@dataclass(frozen=True, slots=True)
class LateSide:
    """The longest late task of one plan on one side."""

    plan: PlanFacts
    side: str
    step_id: int
    due_on: date
    person_id: int | None
    owner_id: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a customer said that nobody answered."""

    plan: PlanFacts
    said_id: int
    kind: str
    person_id: int | None


def late_sides(access: Access, *, today: date, limit: int) -> list[LateSide]:
    """Late tasks of plans under way, by plan and side; of the latest plans."""
    access.require(Permission.CUSTOMER_READ)
    # First which, from an index alone; then these only.
    plans = [number for (number,) in _late_plans(access, today=today, limit=limit)]
    rows = _late_facts(access, plans=plans, today=today) if plans else []
    found: dict[tuple[int, str], LateSide] = {}
    for side, step_id, due_on, person_id, owner_id, *facts in rows:
        if (facts[0], side) not in found:
            plan = PlanFacts.of(*facts)
            found[plan.id, side] = LateSide(plan, side, step_id, due_on, person_id, owner_id)
    return list(found.values())


def late_steps(access: Access, plan_ids: Collection[int], *, today: date) -> list[LateSteps]:
    """All that is late in these plans, by plan and side."""
    access.require(Permission.CUSTOMER_READ)
    plans = _plans(access, plans=list(plan_ids)) if plan_ids else []
    known = {one.pk: one for one in plans}
    found: dict[tuple[int, str], list[PlanStep]] = {}
    for one in _late_with_people(access, plans=list(known), today=today) if known else ():
        found.setdefault((one.plan_id, one.side), []).append(one)
    return [
        LateSteps(known[plan_id], side, tuple(steps)) for (plan_id, side), steps in found.items()
    ]


def customers_waiting(access: Access, *, limit: int) -> list[Waiting]:
    """What customers said on their page and nobody answered, the oldest first."""
    access.require(Permission.CUSTOMER_READ)
    return [
        Waiting(PlanFacts.of(*facts), said_id, kind, person_id)
        for said_id, kind, person_id, *facts in _unanswered(access, limit=limit)
    ]


def said_with_ids(access: Access, ids: Collection[int]) -> dict[int, Said]:
    """What was said, with its plan, by number."""
    access.require(Permission.CUSTOMER_READ)
    rows = Said.objects.visible_to(access)
    return rows.select_related("person", "plan__company", "plan__person").in_bulk(list(ids))


def finished_plans(access: Access, *, limit: int) -> list[tuple[PlanFacts, int]]:
    """Plans under way with nothing left to do, which somebody may close; each with what is done."""
    access.require(Permission.CUSTOMER_READ)
    return [(PlanFacts.of(*facts), done) for done, *facts in _all_done(access, limit=limit)]


def plans_with_ids(access: Access, ids: Collection[int]) -> dict[int, SuccessPlan]:
    """These plans with their customers, by number."""
    access.require(Permission.CUSTOMER_READ)
    rows = SuccessPlan.objects.visible_to(access)
    return rows.select_related("company", "person").in_bulk(list(ids))


def workspaces_with_rules(access: Access) -> list[Workspace]:
    """Every workspace in which plans start by themselves; for the job, of no workspace yet."""
    access.require(Permission.CUSTOMER_WRITE)
    rules = PlanRule.objects.filter(is_active=True)
    return list(Workspace.objects.filter(pk__in=rules.values("workspace")).order_by("pk"))


@prepared(limit=ANEW)
def _unanswered(access: Access, *, limit: int) -> QuerySet[Said, Any]:
    rows = Said.objects.visible_to(access).filter(
        by_customer=True, answered_at=None, kind__in=(SaidKind.COMMENT, SaidKind.QUESTION)
    )
    rows = rows.order_by("happened_at", "pk")
    return rows.values_list("pk", "kind", "person", *(f"plan__{name}" for name in FACTS))[:limit]


@prepared(limit=ANEW)
def _all_done(access: Access, *, limit: int) -> QuerySet[SuccessPlan, Any]:
    rows = SuccessPlan.objects.visible_to(access).filter(
        state=PlanState.ACTIVE, next_on=None, done__gt=0
    )
    return rows.order_by("-pk").values_list("done", *FACTS)[:limit]


@prepared(today=date, limit=ANEW)
def _late_plans(access: Access, *, today: date, limit: int) -> QuerySet[SuccessPlan, Any]:
    late = SuccessPlan.objects.visible_to(access).late_on(today).order_by("next_on", "pk")
    return late.values_list("pk")[:limit]


@prepared(plans=list[int])
def _plans(access: Access, *, plans: list[int]) -> QuerySet[SuccessPlan]:
    rows = SuccessPlan.objects.visible_to(access).filter(pk__in=plans)
    return rows.select_related("company", "person", "contact")


@prepared(plans=list[int], today=date)
def _late_facts(access: Access, *, plans: list[int], today: date) -> QuerySet[PlanStep, Any]:
    return _late(access, plans, today).values_list(
        "side", "pk", "due_on", "person", "owner", *(f"plan__{name}" for name in FACTS)
    )


@prepared(plans=list[int], today=date)
def _late_with_people(access: Access, *, plans: list[int], today: date) -> QuerySet[PlanStep]:
    return _late(access, plans, today).select_related("person")


def _late(access: Access, plans: list[int], today: date) -> WorkspaceQuerySet[PlanStep]:
    rows = PlanStep.objects.visible_to(access).filter(
        plan__in=plans, state=StepState.OPEN, due_on__lt=today
    )
    return rows.order_by("due_on", "pk")
