"""The customer's page of a plan. No account, no cookie, no script; looking changes nothing."""

import secrets
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.kit.errors import ProductError
from emptychair.kit.periods import local_day
from emptychair.plans.errors import LinkUnknown
from emptychair.plans.queries import milestone_rows, said_rows
from emptychair.plans.queries.visits import PlanVisit, visit_by_plan_link
from emptychair.plans.services.customer_side import say_on_plan, tick_own_task
from emptychair.plans.services.links import page_language
from emptychair.plans.types import PlanState, StepState
from emptychair.web.ui.outside import LANGUAGES, asked_language, gone, private
from emptychair.web.ui.typed import row_number

if TYPE_CHECKING:
    from emptychair.plans.types import MilestoneRow, StepRow


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def plan_page(request: HttpRequest, token: str) -> HttpResponse:
    """What we agreed on; the customer may tick their own tasks and write to us."""
    try:
        visit = visit_by_plan_link(Access.system(None, "plan page"), token, now=timezone.now())
    except LinkUnknown:
        return gone(request, "plans/gone.html")
    language = _language(request, visit)
    with translation.override(language), timezone.override(visit.access.workspace.zone):
        if request.method != "POST":
            return private(_show(request, token, visit, language))
        try:
            _take(request, visit)
        except ProductError as refusal:
            told = str(refusal)
            return private(_show(request, token, visit, language, told=told, status=422))
        address = f"{reverse('plan-page', args=[token])}?language={language}&done=1"
        return private(HttpResponseRedirect(address))


def _take(request: HttpRequest, visit: PlanVisit) -> None:
    now, step = timezone.now(), row_number(request.POST.get("step", ""))
    if step is not None:
        done = request.POST.get("act") != "open"
        tick_own_task(visit.access, visit.link, step, done=done, now=now)
        return
    say_on_plan(
        visit.access,
        visit.link,
        text=request.POST.get("text", ""),
        is_question=request.POST.get("kind") == "question",
        once=request.POST.get("once", ""),
        now=now,
    )


def _show(
    request: HttpRequest,
    token: str,
    visit: PlanVisit,
    language: str,
    *,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    plan, workspace = visit.plan, visit.access.workspace
    today = local_day(timezone.now(), workspace.zone)
    address = reverse("plan-page", args=[token])
    milestones = milestone_rows(visit.access, plan, today=today, shown_only=True)
    context = {
        "page": {"company": workspace.name, "language": language},
        "plan": plan,
        "milestones": milestones,
        "next": _next_step(milestones, plan.waiting_for),
        "done": sum(step.state == StepState.DONE for one in milestones for step in one.steps),
        "all": sum(step.state != StepState.DROPPED for one in milestones for step in one.steps),
        "said": said_rows(visit.access, plan, shown_only=True, limit=30),
        "person": visit.link.person,
        "address": address,
        "languages": [
            (code, name, f"{address}?language={code}") for code, name in LANGUAGES.items()
        ],
        "language": language,
        "today": today,
        "told": told,
        "text": request.POST.get("text", "") if told else "",
        "thanks": _("Thank you. We have received it.") if "done" in request.GET else "",
        "once": secrets.token_hex(16),
        "is_over": plan.state in {PlanState.DONE, PlanState.DROPPED},
        "until": visit.link.expires_at,
    }
    return render(request, "plans/page.html", context, status=status)


def _next_step(milestones: "list[MilestoneRow]", side: str) -> "StepRow | None":
    """What is waited for, as far as the customer sees it."""
    open_ones = [
        step
        for one in milestones
        for step in one.steps
        if step.side == side and step.state == StepState.OPEN
    ]
    return min(open_ones, key=lambda step: step.due_on, default=None)


def _language(request: HttpRequest, visit: PlanVisit) -> str:
    own = page_language(visit.access, visit.plan, visit.link.person)
    return asked_language(request) or own
