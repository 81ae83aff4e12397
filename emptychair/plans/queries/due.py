"""What Today shows of plans, and for whom the hourly job looks."""

from dataclasses import dataclass
from datetime import date

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.plans.models import PlanRule, PlanStep, Said, SuccessPlan
from emptychair.plans.types import PlanState, SaidKind, StepState


@dataclass(frozen=True, slots=True)
class LateSteps:
    """What is late in one plan on one side, the longest first."""

    plan: SuccessPlan
    side: str
    steps: tuple[PlanStep, ...]


def late_steps(access: Access, *, today: date, limit: int) -> list[LateSteps]:
    """Late tasks of plans under way, by plan and side; the latest plans first."""
    access.require(Permission.CUSTOMER_READ)
    # First which, from an index alone; then these only.
    plans = SuccessPlan.objects.visible_to(access)
    late = plans.late_on(today).order_by("next_on", "pk").values_list("pk", flat=True)[:limit]
    known = plans.select_related("company", "person", "contact", "owner").in_bulk(list(late))
    rows = PlanStep.objects.visible_to(access).filter(
        plan__in=list(known), state=StepState.OPEN, due_on__lt=today
    )
    found: dict[tuple[int, str], list[PlanStep]] = {}
    for one in rows.select_related("person").order_by("due_on", "pk"):
        found.setdefault((one.plan_id, one.side), []).append(one)
    return [
        LateSteps(known[plan_id], side, tuple(steps)) for (plan_id, side), steps in found.items()
    ]


def customers_waiting(access: Access, *, limit: int) -> list[Said]:
    """What customers said on their page and nobody answered, the oldest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = Said.objects.visible_to(access).filter(
        by_customer=True, answered_at=None, kind__in=(SaidKind.COMMENT, SaidKind.QUESTION)
    )
    parts = ("person", "plan__company", "plan__person", "plan__owner")
    return list(rows.select_related(*parts).order_by("happened_at", "pk")[:limit])


def finished_plans(access: Access, *, limit: int) -> list[SuccessPlan]:
    """Plans under way with nothing left to do, which somebody may close."""
    access.require(Permission.CUSTOMER_READ)
    rows = SuccessPlan.objects.visible_to(access).filter(
        state=PlanState.ACTIVE, next_on=None, done__gt=0
    )
    return list(rows.select_related("company", "person", "owner").order_by("-pk")[:limit])


def workspaces_with_rules(access: Access) -> list[Workspace]:
    """Every workspace in which plans start by themselves; for the job, of no workspace yet."""
    access.require(Permission.CUSTOMER_WRITE)
    rules = PlanRule.objects.filter(is_active=True)
    return list(Workspace.objects.filter(pk__in=rules.values("workspace")).order_by("pk"))
