"""Changing success plans, their tasks and milestones. What is not sent stays as it is; of what is
sent all is done, or nothing. As in `changing.py`, these join the router that shows them.
"""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.routers import planning
from emptychair.api.routers.planning import whole_plan
from emptychair.api.schemas.changing import MilestoneChange, PlanChange, PlanTaskChange
from emptychair.api.schemas.planning import PlanWholeOut
from emptychair.kit.errors import Invalid, NotFound
from emptychair.plans.queries import milestone_with_id, plan_with_id, step_with_id
from emptychair.plans.services.milestones import change_milestone, mark_milestone, unmark_milestone
from emptychair.plans.services.starting import PlanWish, change_plan, set_plan_state
from emptychair.plans.services.steps import (
    StepWish,
    change_step,
    set_step_state,
)

if TYPE_CHECKING:
    from ninja import Schema

PLAN = tuple(PlanWish.__dataclass_fields__)
TASK = tuple(StepWish.__dataclass_fields__)
NOBODY = {"owner_id", "contact_id", "person_id", "milestone_id"}  # may be null
NEEDED = {"side", "due_on", "is_shown", "state", "reached"}  # cannot be emptied


@planning.router.patch(
    "/plans/{plan_id}", response=PlanWholeOut, summary="Change a plan", operation_id="edit_plan"
)
@transaction.atomic
def patch_plan(request: HttpRequest, plan_id: int, body: PlanChange) -> Any:
    """Its words, owner and contact, and whether it is under way; the days are those of its tasks
    and milestones.
    """
    access, now = access_of(request, Permission.CUSTOMER_WRITE), timezone.now()
    plan, given = plan_with_id(access, plan_id), _sent(body)
    state = given.pop("state", None)
    if state == "active":
        set_plan_state(access, plan_id, state, now=now)
    wanted = {name: given[name] for name in PLAN if name in given}
    if wanted:
        change_plan(access, plan_id, PlanWish(**(_as_it_stands(plan, PLAN) | wanted)), now=now)
    if state:
        set_plan_state(access, plan_id, state, now=now, why=body.why)
    return whole_plan(access, plan_id)


@planning.router.patch(
    "/plans/tasks/{step_id}",
    response=PlanWholeOut,
    summary="Change a task of a plan",
    operation_id="edit_plan_task",
)
@transaction.atomic
def patch_task(request: HttpRequest, step_id: int, body: PlanTaskChange) -> Any:
    """Its words, side, day, milestone and state; the customer's page shows it at once."""
    access, now = access_of(request, Permission.CUSTOMER_WRITE), timezone.now()
    step, given = step_with_id(access, step_id), _sent(body)
    wanted = {name: given[name] for name in TASK if name in given}
    if wanted.get("milestone_id"):
        _check_milestone(access, step.plan_id, wanted["milestone_id"])
    if wanted:
        change_step(access, step, StepWish(**(_as_it_stands(step, TASK) | wanted)), now=now)
    if "state" in given:
        set_step_state(access, step, given["state"], now=now)
    return whole_plan(access, step.plan_id)


@planning.router.patch(
    "/plans/milestones/{milestone_id}",
    response=PlanWholeOut,
    summary="Change a milestone of a plan",
    operation_id="edit_milestone",
)
@transaction.atomic
def patch_milestone(request: HttpRequest, milestone_id: int, body: MilestoneChange) -> Any:
    """Its words and day, or that it is reached whatever its tasks say, with what becomes of those
    that are open (`open_tasks`); or that it is not reached after all.
    """
    access, now = access_of(request, Permission.CUSTOMER_WRITE), timezone.now()
    row, given = milestone_with_id(access, milestone_id), _sent(body)
    if given.keys() & {"title", "due_on"}:
        title, due_on = given.get("title", row.title), given.get("due_on", row.due_on)
        change_milestone(access, row, title=title, due_on=due_on, now=now)
    if given.get("reached"):
        rest = body.open_tasks
        mark_milestone(access, row.plan_id, row.pk, open_tasks=rest, now=now)
    elif given.get("reached") is False:
        unmark_milestone(access, row.plan_id, row.pk, now=now)
    return whole_plan(access, row.plan_id)


def _sent(body: "Schema") -> dict[str, Any]:
    """What was sent, null in texts as an empty one; null is refused where something must be."""
    given = body.dict(exclude_unset=True)
    for name in sorted(given.keys() & NEEDED):
        if given[name] is None:
            raise Invalid(_("This cannot be empty: leave it out, or give a value."), field=name)
    return {
        name: "" if value is None and name not in NOBODY else value for name, value in given.items()
    }


def _as_it_stands(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _check_milestone(access: Access, plan_id: int, milestone_id: int) -> None:
    if milestone_with_id(access, milestone_id).plan_id != plan_id:
        raise NotFound
