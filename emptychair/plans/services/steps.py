"""Tasks of a plan: added, changed, done, open again, no longer needed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from emptychair.accounts.access import Access, ActorKind
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import NotFound
from emptychair.plans.errors import NothingWritten
from emptychair.plans.models import Milestone, PlanStep, SuccessPlan
from emptychair.plans.services.starting import check_people
from emptychair.plans.services.turns import locked_plan, settle_turn, write_said
from emptychair.plans.types import Side, StepState


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWish:
    """What a task is to be."""

    title: str
    side: str
    due_on: date
    owner_id: int | None = None
    person_id: int | None = None
    third_party: str = ""
    milestone_id: int | None = None
    is_shown: bool = True
    note: str = ""


@transaction.atomic
def add_step(access: Access, plan_id: int, wish: StepWish, *, now: datetime) -> PlanStep:
    """One task more. Raises `NothingWritten`, `NoSuchOwner`, `PlanIsOver`."""
    plan = locked_plan(access, plan_id)
    step = PlanStep(workspace=access.workspace, plan=plan)
    _write(access, plan, step, wish)
    _note(access, plan, step, "step.added", now)
    settle_turn(access, plan, now=now)
    return step


@transaction.atomic
def change_step(access: Access, step: PlanStep, wish: StepWish, *, now: datetime) -> PlanStep:
    """Its words, side, owner and day; the same again changes nothing. Raises as `add_step`."""
    plan = locked_plan(access, step.plan_id)
    row = _locked(access, step)
    stood = _all_of(row)
    before = {
        "step": row.pk, "title": row.title, "side": row.side, "due_on": row.due_on.isoformat(),
    }  # fmt: skip
    _write(access, plan, row, wish)
    if _all_of(row) == stood:
        return row
    after = {"title": row.title, "side": row.side, "due_on": row.due_on.isoformat()}
    record_audit(access, plan, action="plan.step_changed", before=before, after=after)
    _note(access, plan, row, "step.changed", now)
    settle_turn(access, plan, now=now)
    return row


@transaction.atomic
def set_step_state(
    access: Access, step: PlanStep, state: str, *, now: datetime, by_customer: bool = False
) -> PlanStep:
    """Done, open again or no longer needed; the same again changes nothing."""
    plan = locked_plan(access, step.plan_id)
    row = _locked(access, step)
    wanted = StepState(state)
    if row.state == wanted:
        return row
    row.state = wanted.value
    row.done_at = now if wanted is StepState.DONE else None
    by_person = access.actor.kind is ActorKind.PERSON  # a program's own name says nothing
    row.done_by = access.actor.label[:200] if wanted is StepState.DONE and by_person else ""
    row.done_by_customer = by_customer and wanted is StepState.DONE
    row.save()
    code = {"done": "step.done", "open": "step.reopened", "dropped": "step.dropped"}[wanted.value]
    change = {"code": code, "title": row.title}
    read_at = now if by_customer else None
    write_said(access, plan, now=now, change=change, by_customer=by_customer, answered_at=read_at)
    record_audit(
        access, plan, action="plan.step_changed", after={"step": row.pk, "state": wanted.value}
    )
    settle_turn(access, plan, now=now)
    return row


def _locked(access: Access, step: PlanStep) -> PlanStep:
    rows = PlanStep.objects.visible_to(access).select_for_update(of=("self",))
    row = rows.filter(pk=step.pk).first()
    if row is None:
        raise NotFound
    return row


def _all_of(step: PlanStep) -> tuple[object, ...]:
    """Everything that a wish can change."""
    return (
        *(step.title, step.side, step.due_on, step.owner_id, step.person_id, step.third_party),
        *(step.milestone_id, step.is_shown, step.note),
    )


def _write(access: Access, plan: SuccessPlan, step: PlanStep, wish: StepWish) -> None:
    if not wish.title.strip():
        raise NothingWritten
    side = Side(wish.side)
    owner_id = wish.owner_id if side is Side.US else None
    person_id = wish.person_id if side is Side.CUSTOMER else None
    check_people(access, plan.company, plan.person, owner_id=owner_id, contact_id=person_id)
    own = Milestone.objects.visible_to(access).filter(plan=plan, pk=wish.milestone_id or 0)
    step.title, step.side, step.due_on = wish.title.strip()[:200], side.value, wish.due_on
    step.owner_id, step.person_id = owner_id, person_id
    step.third_party = wish.third_party.strip()[:120] if side is Side.THIRD else ""
    step.milestone = own.first()
    step.is_shown, step.note = wish.is_shown, wish.note.strip()[:300]
    step.save()


def _note(access: Access, plan: SuccessPlan, step: PlanStep, code: str, now: datetime) -> None:
    write_said(access, plan, now=now, change={"code": code, "title": step.title})
    if code == "step.added":
        record_audit(access, plan, action="plan.step_added", after={"title": step.title})
