"""Today: whom to contact and why, what to fix, what to decide."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.agenda.queries import done_since, first_steps, today_rows
from emptychair.agenda.types import Scope
from emptychair.http.access import access_from
from emptychair.kit.once import one_look
from emptychair.kit.periods import local_day, start_of_day
from emptychair.loop.queries import case_counts
from emptychair.web.today.figures import seat_voice, side_of
from emptychair.web.today.guide import steps_for
from emptychair.web.today.lists import lists_of
from emptychair.web.today.reports import demo_reports
from emptychair.web.today.rows import address_of
from emptychair.web.ui.parts import render_page

DONE_DAYS = 7


@require_safe
@one_look()
def today_page(request: HttpRequest) -> HttpResponse:
    """The page after signing in."""
    access = access_from(request)
    now = timezone.now()
    agenda = today_rows(access, now=now, scope=request.GET.get("whose"))
    day = local_day(now, access.workspace.zone)
    context = {
        "agenda": agenda,
        "scopes": _scopes(access, agenda.counts),
        **lists_of(request, access, agenda, now=now),
        "day": day,
        "side": side_of(access, now=now),
        "seat": seat_voice(access, today=day),
        **_beginning(access),
    }
    return render_page(request, "today/today.html", context)


@require_safe
def done_page(request: HttpRequest) -> HttpResponse:
    """What was done with rows in the last days, and the way back."""
    access = access_from(request)
    now = timezone.now()
    first = local_day(now, access.workspace.zone) - timedelta(days=DONE_DAYS - 1)
    rows = done_since(access, since=start_of_day(first, access.workspace.zone))
    context = {"rows": [(row, address_of(row.subject)) for row in rows], "days": DONE_DAYS}
    return render_page(request, "today/done.html", context)


@require_safe
@one_look()
def counts(request: HttpRequest) -> HttpResponse:
    """The two numbers of the rail, for htmx; the browser keeps them for half a minute."""
    access = access_from(request)
    now = timezone.now()
    context = {"today_count": today_rows(access, now=now).total, "case_count": 0}
    if access.may(Permission.CASE_READ):
        found = case_counts(access, now=now)
        context["case_count"] = found["mine"] if access.assigned_only else found["overdue"]
    answer = render(request, "today/_counts.html", context)
    answer["Cache-Control"] = "private, max-age=30"
    return answer


def _scopes(access: Access, counted: dict[str, int]) -> list[tuple[str, str, int]]:
    if access.assigned_only:
        return []
    kept = [one for one in Scope if one is not Scope.TEAM or access.teams]
    return [(one.value, str(one.label), counted[one.value]) for one in kept]


def _beginning(access: Access) -> dict[str, Any]:
    """The guide of a workspace in which nobody has answered yet; the reports of the demo."""
    facts = first_steps(access)
    reports = demo_reports(settings.DATA_FOLDER) if access.workspace.is_demo else []
    steps = [] if facts.answers and facts.complete else steps_for(access, facts)
    return {
        "steps": steps,
        "steps_left": sum(1 for step in steps if not step.done),
        "is_new": not facts.answers,
        "reports": reports,
    }
