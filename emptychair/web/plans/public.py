"""The customer's page of a plan. No account, no cookie, no script; looking changes nothing."""

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
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
from emptychair.plans.types import PlanState

LANGUAGES = {"ja": "日本語", "en": "English"}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def plan_page(request: HttpRequest, token: str) -> HttpResponse:
    """What we agreed on; the customer may tick their own tasks and write to us."""
    try:
        visit = visit_by_plan_link(Access.system(None, "plan page"), token, now=timezone.now())
    except LinkUnknown:
        return _private(render(request, "plans/gone.html", {"page": {}}, status=404))
    language = _language(request, visit)
    with translation.override(language):
        if request.method != "POST":
            return _private(_show(request, token, visit, language))
        try:
            _take(request, visit)
        except ProductError as refusal:
            told = str(refusal)
            return _private(_show(request, token, visit, language, told=told, status=422))
        address = f"{reverse('plan-page', args=[token])}?language={language}&done=1"
        return _private(HttpResponseRedirect(address))


def _take(request: HttpRequest, visit: PlanVisit) -> None:
    now, step = timezone.now(), request.POST.get("step", "")
    if step.isascii() and step.isdigit():
        done = request.POST.get("act") != "open"
        tick_own_task(visit.access, visit.link, int(step), done=done, now=now)
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
    context = {
        "page": {"company": workspace.name, "language": language},
        "plan": plan,
        "milestones": milestone_rows(visit.access, plan, today=today, shown_only=True),
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


def _language(request: HttpRequest, visit: PlanVisit) -> str:
    wish = request.POST.get("language") or request.GET.get("language") or ""
    return wish if wish in LANGUAGES else page_language(visit.access, visit.plan, visit.link.person)


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
