"""Milestones of a plan: added, changed, reached, and not reached after all."""

from datetime import date, datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import NotFound
from emptychair.plans.errors import NothingWritten, TasksSaySo
from emptychair.plans.models import Milestone, PlanStep, SuccessPlan
from emptychair.plans.services.steps import set_step_state
from emptychair.plans.services.turns import (
    locked_plan,
    reach_milestone,
    settle_turn,
    write_said,
)
from emptychair.plans.types import StepState


@transaction.atomic
def add_milestone(
    access: Access, plan_id: int, *, title: str, due_on: date, now: datetime
) -> Milestone:
    """Something more to have reached by a day. Raises `NothingWritten`."""
    plan = locked_plan(access, plan_id)
    if not title.strip():
        raise NothingWritten
    row = Milestone.objects.create(
        workspace=access.workspace, plan=plan, title=title.strip()[:200], due_on=due_on
    )
    record_audit(access, plan, action="plan.step_added", after={"milestone": row.title})
    settle_turn(access, plan, now=now)
    return row


@transaction.atomic
def change_milestone(
    access: Access, milestone: Milestone, *, title: str, due_on: date, now: datetime
) -> Milestone:
    """Its words and its day; the same again changes nothing. Raises `NothingWritten`."""
    plan = locked_plan(access, milestone.plan_id)
    row = _of_plan(access, plan.pk, milestone.pk)
    words = title.strip()[:200]
    if not words:
        raise NothingWritten
    if (row.title, row.due_on) == (words, due_on):
        return row
    before, after = {"milestone": row.title}, {"milestone": words}
    if row.due_on != due_on:
        before[f"milestone:{row.pk}"] = row.due_on.isoformat()
        after[f"milestone:{row.pk}"] = due_on.isoformat()
    row.title, row.due_on = words, due_on
    row.save(update_fields=["title", "due_on", "changed_at"])
    write_said(access, plan, now=now, change={"code": "milestone.changed", "title": row.title})
    record_audit(access, plan, action="plan.step_changed", before=before, after=after)
    settle_turn(access, plan, now=now)
    return row


@transaction.atomic
def mark_milestone(
    access: Access,
    plan_id: int,
    milestone_id: int,
    *,
    open_tasks: str = StepState.OPEN,
    now: datetime,
) -> Milestone:
    """It is reached, whatever its tasks say, and stays so until somebody takes that back.

    `open_tasks` says what becomes of those that are open: they stay so, are done, or are no longer
    needed. Raises `NotFound`.
    """
    plan = locked_plan(access, plan_id)
    row, rest = _of_plan(access, plan.pk, milestone_id), StepState(open_tasks)
    if row.reached_at is not None:
        return row
    reach_milestone(access, plan, row, now=now, by_hand=True)
    record_audit(access, plan, action="plan.step_changed", after={"milestone": row.title})
    if rest is not StepState.OPEN:
        tasks = PlanStep.objects.visible_to(access).filter(milestone=row, state=StepState.OPEN)
        for step in tasks.order_by("pk"):
            set_step_state(access, step, rest, now=now)
    return row


@transaction.atomic
def unmark_milestone(
    access: Access, plan_id: int, milestone_id: int, *, now: datetime
) -> Milestone:
    """Not reached after all, where somebody had said so; its tasks stay as they are.

    Raises `TasksSaySo` where it is reached because its tasks are done, `NotFound`.
    """
    plan = locked_plan(access, plan_id)
    row = _of_plan(access, plan.pk, milestone_id)
    if row.reached_at is None:
        return row
    tasks = PlanStep.objects.visible_to(access).filter(milestone=row)
    states = set(tasks.values_list("state", flat=True))
    if StepState.DONE in states and StepState.OPEN not in states:
        raise TasksSaySo
    _take_back(access, plan, row, now)
    return row


def _take_back(access: Access, plan: SuccessPlan, row: Milestone, now: datetime) -> None:
    row.reached_at, row.reached_by_hand = None, False
    row.save(update_fields=["reached_at", "reached_by_hand", "changed_at"])
    write_said(access, plan, now=now, change={"code": "milestone.open", "title": row.title})
    after = {"milestone": row.title, "state": StepState.OPEN.value}
    record_audit(access, plan, action="plan.step_changed", after=after)


def _of_plan(access: Access, plan_id: int, milestone_id: int) -> Milestone:
    row = Milestone.objects.visible_to(access).filter(plan=plan_id, pk=milestone_id).first()
    if row is None:
        raise NotFound
    return row
