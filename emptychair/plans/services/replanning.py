"""Moving the days of a plan: looked at first, then done."""

from datetime import date, datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.plans.models import Milestone, PlanStep, SuccessPlan
from emptychair.plans.rules.replanning import days_behind, moved_days
from emptychair.plans.services.turns import locked_plan, settle_turn, write_said
from emptychair.plans.types import Move, StepState


def preview_move(
    access: Access, plan: SuccessPlan, *, first: date, days: int, skip_weekends: bool = True
) -> list[Move]:
    """Which days would move, open tasks and milestones; nothing is stored. Raises `DaysUnclear`."""
    access.require(Permission.CUSTOMER_READ)
    steps = PlanStep.objects.visible_to(access).filter(plan=plan, state=StepState.OPEN)
    milestones = Milestone.objects.visible_to(access).filter(plan=plan, reached_at=None)
    dated = [
        *(("step", one.pk, one.title, one.side, one.due_on) for one in steps),
        *(("milestone", one.pk, one.title, "", one.due_on) for one in milestones),
    ]
    dated.sort(key=lambda one: (one[4], one[0], one[1]))
    return moved_days(dated, first=first, days=days, skip_weekends=skip_weekends)


def suggested_move(access: Access, plan: SuccessPlan, *, today: date) -> tuple[date, int]:
    """From which day, and by how many days, for nothing to be late any more."""
    access.require(Permission.CUSTOMER_READ)
    rows = PlanStep.objects.visible_to(access).filter(plan=plan, state=StepState.OPEN)
    days = list(rows.order_by("due_on").values_list("due_on", flat=True))
    return min(days, default=today), days_behind(days, today)


@transaction.atomic
def move_plan(
    access: Access,
    plan_id: int,
    *,
    first: date,
    days: int,
    why: str,
    now: datetime,
    skip_weekends: bool = True,
) -> list[Move]:
    """Move them, as the preview said. Raises `DaysUnclear`, `PlanIsOver`."""
    plan = locked_plan(access, plan_id)
    moves = preview_move(access, plan, first=first, days=days, skip_weekends=skip_weekends)
    for one in moves:
        model = PlanStep if one.kind == "step" else Milestone
        model.objects.visible_to(access).filter(pk=one.id).update(due_on=one.after)
    change = {"code": "plan.moved", "count": len(moves), "days": days, "why": why.strip()[:300]}
    write_said(access, plan, now=now, change=change)
    before = {f"{one.kind}:{one.id}": one.before.isoformat() for one in moves}
    after = {f"{one.kind}:{one.id}": one.after.isoformat() for one in moves}
    record_audit(access, plan, action="plan.replanned", before=before, after=after)
    settle_turn(access, plan, now=now)
    return moves
