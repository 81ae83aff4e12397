"""Success plans, and requests of customers."""

from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Status

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.pages import Page, PageQuery, part_of
from emptychair.api.schemas.planning import (
    PlanIn,
    PlanOut,
    PlanTaskStateIn,
    PlanWholeOut,
    RequestIn,
    RequestOut,
    RequestTasksIn,
    RequestTaskStateIn,
    RequestWholeOut,
)
from emptychair.customers.queries import company_with_id, person_with_id
from emptychair.intake.queries import (
    raw_words,
    request_list,
    request_rows,
    request_task_with_id,
    request_with_number,
    task_rows,
)
from emptychair.intake.rules.splitting import suggested_tasks
from emptychair.intake.services.receiving import Came, take_request
from emptychair.intake.services.tasks import TaskWish, confirm_tasks, set_task_state
from emptychair.intake.types import Channel, Priority, WishState
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.plans.queries import (
    milestone_rows,
    plan_list,
    plan_rows,
    plan_with_id,
    step_with_id,
    template_with_key,
)
from emptychair.plans.services.starting import PlanWish, start_plan
from emptychair.plans.services.steps import set_step_state
from emptychair.plans.types import StepState

router = Router(tags=["planning"])
PlanList = Literal["us", "customer", "third", "late", "open", "over"]
RequestList = Literal["new", "mine", "open", "late", "again", "settled", "closed"]


@router.get("/plans", response=Page[PlanOut], summary="Success plans", operation_id="plans")
def list_plans(
    request: HttpRequest, page: Query[PageQuery], view: PlanList = "open", text: str = ""
) -> Any:
    """Plans of one view, what is due first in front."""
    access = access_of(request, Permission.CUSTOMER_READ)
    today = _today(access)
    rows = plan_list(access, view, today=today, text=text)
    return part_of(rows, page, lambda one: plan_rows(access, [one], today=today)[0])


@router.post(
    "/plans", response={201: PlanWholeOut}, summary="Start a plan", operation_id="start_plan"
)
def put_plan(request: HttpRequest, body: PlanIn) -> Any:
    """For a company or a person, from a template or empty."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    plan, _new = start_plan(
        access,
        PlanWish(starts_on=body.starts_on, title=body.title, goal=body.goal, kpi=body.kpi),
        now=timezone.now(),
        template=template_with_key(access, body.template) if body.template else None,
        company=company_with_id(access, body.company_id) if body.company_id else None,
        person=person_with_id(access, body.person_id) if body.person_id else None,
    )
    return Status(201, whole_plan(access, plan.pk))


@router.get(
    "/plans/{plan_id}", response=PlanWholeOut, summary="One success plan", operation_id="plan"
)
def show_plan(request: HttpRequest, plan_id: int) -> Any:
    """With milestones and tasks."""
    return whole_plan(access_of(request, Permission.CUSTOMER_READ), plan_id)


@router.post(
    "/plans/tasks/{step_id}/state",
    response=PlanWholeOut,
    summary="Say what became of a task of a plan",
    operation_id="set_plan_task_state",
)
def put_step_state(request: HttpRequest, step_id: int, body: PlanTaskStateIn) -> Any:
    """Done, open again, or no longer needed; the same again changes nothing."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    step = step_with_id(access, step_id)
    if body.state not in StepState.values:
        raise Invalid(_("Give one of these states: open, done, dropped."))
    set_step_state(access, step, body.state, now=timezone.now())
    return whole_plan(access, step.plan_id)


@router.get("/requests", response=Page[RequestOut], summary="Requests", operation_id="requests")
def list_requests(
    request: HttpRequest, page: Query[PageQuery], view: RequestList = "open", text: str = ""
) -> Any:
    """Requests of one view, what is due first in front; a partner gets their own."""
    access = access_of(request, Permission.CASE_READ)
    today = _today(access)
    rows = request_list(access, view, today=today, text=text)
    return part_of(rows, page, lambda one: request_rows(access, [one], today=today)[0])


@router.post(
    "/requests",
    response={200: RequestWholeOut, 201: RequestWholeOut},
    summary="Take a request in",
    operation_id="take_request",
)
def put_request(request: HttpRequest, body: RequestIn) -> Any:
    """Kept as it came; 201 when it is new, 200 when this `external_id` is there already."""
    access = access_of(request, Permission.CASE_WRITE)
    if body.priority not in Priority.values:
        raise Invalid(_("Give one of these priorities: high, normal, low."))
    person = person_with_id(access, body.person_id) if body.person_id else None
    company = company_with_id(access, body.company_id) if body.company_id else None
    came = Came(
        raw=body.raw,
        channel=Channel.API,
        title=body.title,
        person=person,
        company=company or (person.company if person else None),
        external_id=body.external_id,
        priority=body.priority,
        due_on=body.due_on,
    )
    row, is_new = take_request(access, came, now=timezone.now())
    return Status(201 if is_new else 200, _whole_request(access, row.number))


@router.get(
    "/requests/{number}", response=RequestWholeOut, summary="One request", operation_id="request"
)
def show_request(request: HttpRequest, number: int) -> Any:
    """The words as they came, the tasks, and which tasks the words seem to ask for."""
    return _whole_request(access_of(request, Permission.CASE_READ), number)


@router.post(
    "/requests/{number}/tasks",
    response={201: RequestWholeOut},
    summary="Split a request into tasks",
    operation_id="split_request",
)
def put_tasks(request: HttpRequest, number: int, body: RequestTasksIn) -> Any:
    """The same words again are not made twice."""
    access = access_of(request, Permission.CASE_WRITE)
    row = request_with_number(access, number)
    wishes = [TaskWish(title=title, due_on=body.due_on) for title in body.titles]
    confirm_tasks(access, row.pk, wishes, now=timezone.now())
    return Status(201, _whole_request(access, number))


@router.post(
    "/requests/tasks/{task_id}/state",
    response=RequestWholeOut,
    summary="Say what became of a task of a request",
    operation_id="set_request_task_state",
)
def put_task_state(request: HttpRequest, task_id: int, body: RequestTaskStateIn) -> Any:
    """Done, declined with the reason the customer reads, or open again."""
    access = access_of(request, Permission.CASE_WRITE)
    task = request_task_with_id(access, task_id)
    if body.state not in WishState.values:
        raise Invalid(_("Give one of these states: open, done, declined."))
    set_task_state(access, task, body.state, now=timezone.now(), reason=body.reason)
    return _whole_request(access, task.request.number)


def whole_plan(access: Access, plan_id: int) -> dict[str, Any]:
    """The fields of `PlanWholeOut`, read anew."""
    plan, today = plan_with_id(access, plan_id), _today(access)
    row = plan_rows(access, [plan], today=today)[0]
    return {**asdict(row), "milestones": milestone_rows(access, plan, today=today)}


def _whole_request(access: Access, number: int) -> dict[str, Any]:
    row, today = request_with_number(access, number), _today(access)
    raw = raw_words(access, row)
    return {
        **asdict(request_rows(access, [row], today=today)[0]),
        "raw": raw,
        "suggested": [one.text for one in suggested_tasks(raw)],
        "task_list": task_rows(access, row, today=today),
    }


def _today(access: Access) -> Any:
    return local_day(timezone.now(), access.workspace.zone)
