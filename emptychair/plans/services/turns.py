"""What every change of a plan does at its end: whose turn it is now, and what is reached."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.kit.errors import NotFound
from emptychair.plans.errors import PlanIsOver
from emptychair.plans.models import Milestone, PlanStep, Said, SuccessPlan
from emptychair.plans.rules.turns import OpenStep, next_step
from emptychair.plans.types import PlanState, SaidKind, StepState


def locked_plan(access: Access, plan_id: int, *, also_over: bool = False) -> SuccessPlan:
    """The row, locked for a change. Raises `NotFound`, and `PlanIsOver` unless `also_over`."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = SuccessPlan.objects.visible_to(access).select_for_update(of=("self",))
    row = rows.select_related("company", "person").filter(pk=plan_id).first()
    if row is None:
        raise NotFound
    if not also_over and row.state in {PlanState.DONE, PlanState.DROPPED}:
        raise PlanIsOver
    return row


def settle_turn(access: Access, plan: SuccessPlan, *, now: datetime) -> SuccessPlan:
    """Write down who is waited for and since when; mark milestones whose tasks are all done."""
    access.require(Permission.CUSTOMER_WRITE)
    _settle_milestones(access, plan, now)
    steps = PlanStep.objects.visible_to(access).filter(plan=plan)
    still_open = steps.filter(state=StepState.OPEN)
    found = next_step(
        OpenStep(one.pk, one.title, one.side, one.due_on) for one in still_open.order_by("pk")
    )
    side = found.side if found and plan.state == PlanState.ACTIVE else ""
    if side != plan.waiting_for:
        plan.waiting_for = side
        plan.waiting_since = now if side else None
    plan.next_on = found.due_on if found else None
    plan.next_title = found.title if found else ""
    plan.done = steps.filter(state=StepState.DONE).count()
    plan.steps = steps.exclude(state=StepState.DROPPED).count()
    plan.save()
    return plan


def write_said(
    access: Access, plan: SuccessPlan, *, now: datetime, kind: str = SaidKind.CHANGE, **rest: Any
) -> Said:
    """One line of the history."""
    access.require(Permission.CUSTOMER_WRITE)
    return Said.objects.create(
        workspace=access.workspace,
        plan=plan,
        kind=kind,
        author_id=access.user_id,
        happened_at=now,
        **rest,
    )


def tell_customer_page(
    access: Access, plan: SuccessPlan, *, code: str, key: str, now: datetime, title: str = ""
) -> None:
    """One line on the page of the customer, beside the cases. `key` is unique in the plan."""
    access.require(Permission.CUSTOMER_WRITE)
    add_to_timeline(
        access,
        person=plan.person,
        company=plan.company,
        code=code,
        parameters={"plan": plan.pk, "title": title or plan.title},
        happened_at=now,
        unique_key=f"plan:{plan.pk}:{key}",
    )


def _settle_milestones(access: Access, plan: SuccessPlan, now: datetime) -> None:
    rows = Milestone.objects.visible_to(access).filter(plan=plan)
    counted = rows.annotate(
        still_open=Count("tasks", filter=Q(tasks__state=StepState.OPEN)),
        done=Count("tasks", filter=Q(tasks__state=StepState.DONE)),
    ).order_by("due_on", "pk")
    for one in counted:
        if one.done and not one.still_open and one.reached_at is None:
            reach_milestone(access, plan, one, now=now)
        elif one.still_open and one.reached_at is not None and not one.reached_by_hand:
            rows.filter(pk=one.pk).update(reached_at=None)


def reach_milestone(
    access: Access, plan: SuccessPlan, one: Milestone, *, now: datetime, by_hand: bool = False
) -> Milestone:
    """It is reached: in the history, and on the customer's timeline. `by_hand`: whatever its tasks
    say, now and later.
    """
    access.require(Permission.CUSTOMER_WRITE)
    one.reached_at, one.reached_by_hand = now, by_hand
    one.save(update_fields=["reached_at", "reached_by_hand", "changed_at"])
    change = {"code": "milestone.reached", "title": one.title}
    write_said(access, plan, now=now, change=change)
    key = f"milestone:{one.pk}"
    code = "plans.milestone_reached"
    tell_customer_page(access, plan, code=code, key=key, now=now, title=one.title)
    return one
