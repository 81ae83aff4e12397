"""What is done with a plan by one button: its state, words about it, milestones, a link."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.accounts.access import Access
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.plans.queries import plan_with_id
from emptychair.plans.services.links import make_link
from emptychair.plans.services.milestones import add_milestone, mark_milestone, unmark_milestone
from emptychair.plans.services.starting import set_plan_state
from emptychair.plans.services.talking import answer_customer, mark_read, note_plan
from emptychair.plans.types import PlanState, StepState
from emptychair.web.ui.typed import row_number, typed_day


@require_POST
def act_on_plan(request: HttpRequest, plan_id: int, act: str) -> HttpResponse:
    """Do it, say what was done, and come back."""
    access = access_from(request)
    plan_with_id(access, plan_id)
    if act not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[act](access, request, plan_id))
    except Invalid as refusal:
        messages.error(request, str(refusal))
    return redirect("plan", plan_id)


def _state(access: Access, request: HttpRequest, plan_id: int) -> str:
    state = request.POST.get("state", "")
    if state not in PlanState.values:
        raise Http404
    why = request.POST.get("why", "")
    plan = set_plan_state(access, plan_id, state, now=timezone.now(), why=why)
    return str(PlanState(plan.state).label)


def _note(access: Access, request: HttpRequest, plan_id: int) -> str:
    note_plan(access, plan_id, text=request.POST.get("text", ""), now=timezone.now())
    return _("Noted.")


def _answer(access: Access, request: HttpRequest, plan_id: int) -> str:
    answer_customer(access, plan_id, text=request.POST.get("text", ""), now=timezone.now())
    return _("The answer stands on the customer's page.")


def _read(access: Access, request: HttpRequest, plan_id: int) -> str:  # noqa: ARG001 - one form for all
    mark_read(access, plan_id, now=timezone.now())
    return _("Marked as read.")


def _milestone(access: Access, request: HttpRequest, plan_id: int) -> str:
    due_on = typed_day(request.POST.get("due_on", ""))
    if due_on is None:
        raise Invalid(_("Choose a day."))
    title = request.POST.get("title", "")
    add_milestone(access, plan_id, title=title, due_on=due_on, now=timezone.now())
    return _("The milestone stands in the plan.")


def _reached(access: Access, request: HttpRequest, plan_id: int) -> str:
    number = row_number(request.POST.get("milestone", "")) or 0
    rest = request.POST.get("open_tasks", StepState.OPEN)
    if rest not in StepState.values:
        raise Http404
    mark_milestone(access, plan_id, number, open_tasks=rest, now=timezone.now())
    return _("Reached.")


def _unreached(access: Access, request: HttpRequest, plan_id: int) -> str:
    number = row_number(request.POST.get("milestone", "")) or 0
    unmark_milestone(access, plan_id, number, now=timezone.now())
    return _("Not reached after all.")


def _link(access: Access, request: HttpRequest, plan_id: int) -> str:  # noqa: ARG001 - one form for all
    plan = plan_with_id(access, plan_id)
    make_link(access, plan_id, person_id=plan.contact_id, now=timezone.now())
    return _("The link is below: copy it, or send it by mail.")


ACTS: dict[str, Callable[[Access, HttpRequest, int], str]] = {
    "state": _state,
    "note": _note,
    "answer": _answer,
    "read": _read,
    "milestone": _milestone,
    "reached": _reached,
    "unreached": _unreached,
    "link": _link,
}
