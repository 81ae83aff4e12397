"""Tasks of playbooks in success plans, and taking them back while nobody touched them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.models import Run
from emptychair.automation.queries.plans_of import plan_under_way
from emptychair.automation.services.whom import chosen
from emptychair.automation.types import Did, Plain, StepState, Subject
from emptychair.kit.periods import local_day
from emptychair.plans.models import PlanStep, Said, SuccessPlan
from emptychair.plans.queries.templates import template_with_key
from emptychair.plans.services.starting import PlanWish, set_plan_state, start_plan
from emptychair.plans.services.steps import StepWish, add_step, set_step_state
from emptychair.plans.types import PlanState, Side
from emptychair.plans.types import StepState as TaskState


@dataclass(frozen=True, slots=True)
class PlanTask:
    """What a step puts into the plan: its words, whose it is, in how many days it is due."""

    title: str
    side: str
    days: int
    who: str = ""
    third_party: str = ""
    is_shown: bool = True
    template: str = ""  # of the plan that begins where there is none; empty: leave it out


def put_into_plan(access: Access, run: Run, task: PlanTask, *, now: datetime) -> Did:
    """Add the task to the customer's plan, or to one that begins now; or say that there is none."""
    access.require(Permission.CUSTOMER_WRITE)
    plan = plan_under_way(access, Subject(run.person_id, run.company_id))
    begun = plan is None and bool(task.template)
    if plan is None and begun:
        plan = _begin_plan(access, run, task.template, now)
    if plan is None:
        return Did(StepState.REFUSED.value, "no_plan")
    user, _team = chosen(access, run, task.who) if task.side == Side.US else (None, None)
    wish = StepWish(
        title=task.title,
        side=task.side,
        due_on=local_day(now, access.workspace.zone) + timedelta(days=task.days),
        owner_id=user.pk if user else None,
        person_id=plan.contact_id if task.side == Side.CUSTOMER else None,
        third_party=task.third_party,
        is_shown=task.is_shown,
        note=_("From the playbook “%(name)s”.") % {"name": run.playbook.name},
    )
    step = add_step(access, plan.pk, wish, now=now)
    result = {"plan": plan.pk, "plan_step": step.pk, "begun": begun, **_as_made(step)}
    return Did(StepState.DONE.value, result=result)


def withdraw_from_plan(access: Access, result: Plain, *, now: datetime) -> bool:
    """Mark the task as no longer needed; not where somebody did or changed it. A plan that began
    with it is given up too, unless anything happened in it since.
    """
    access.require(Permission.CUSTOMER_WRITE)
    rows = PlanStep.objects.visible_to(access).select_for_update(of=("self",))
    step = rows.select_related("plan").filter(pk=int(result.get("plan_step") or 0)).first()
    if step is None or step.state == TaskState.DROPPED:
        return True
    made = {name: result.get(name) for name in ("title", "side", "due_on")}
    if step.state != TaskState.OPEN or _as_made(step) != made:
        return False
    is_over = step.plan.state in {PlanState.DONE, PlanState.DROPPED}
    if not is_over:
        set_step_state(access, step, TaskState.DROPPED.value, now=now)
    if result.get("begun") and not is_over and not _was_worked_on(access, step.plan):
        why = _("Withdrawn with its playbook.")
        set_plan_state(access, step.plan_id, PlanState.DROPPED.value, now=now, why=why)
    return True


def _begin_plan(access: Access, run: Run, key: str, now: datetime) -> SuccessPlan:
    customer = run.company or run.person
    language = customer.language if customer else ""
    plan, _new = start_plan(
        access,
        PlanWish(starts_on=local_day(now, access.workspace.zone)),
        now=now,
        template=template_with_key(access, key, language=language or access.workspace.language),
        company=run.company,
        person=None if run.company else run.person,
    )
    return plan


def _as_made(step: PlanStep) -> dict[str, str]:
    return {"title": step.title, "side": step.side, "due_on": step.due_on.isoformat()}


def _was_worked_on(access: Access, plan: SuccessPlan) -> bool:
    done = PlanStep.objects.visible_to(access).filter(plan=plan, state=TaskState.DONE)
    said = Said.objects.visible_to(access).filter(plan=plan, by_customer=True)
    return done.exists() or said.exists()
