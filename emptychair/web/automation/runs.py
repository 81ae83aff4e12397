"""Runs of a playbook, and one of them step by step."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.automation.queries.playbooks import playbook_with_id
from emptychair.automation.queries.runs import run_rows, run_with_id, runs_of, step_rows
from emptychair.automation.services.running import stop_run, try_again
from emptychair.automation.services.undoing import Undone, undo_run, undo_runs_since
from emptychair.automation.types import UNDER_WAY, RunState
from emptychair.automation.words import run_reason
from emptychair.http.access import access_from
from emptychair.web.automation.page import rights
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

STATES = ("under_way", "done", "broken", "stopped", "undone", "held_out")


@require_safe
def runs(request: HttpRequest, playbook_id: int) -> HttpResponse:
    """All runs of a playbook, by state."""
    access = access_from(request)
    row = playbook_with_id(access, playbook_id)
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    page = paginate(request, runs_of(access, playbook_id=row.pk, state=state), per_page=50)
    context = {
        "playbook": row,
        "page": page,
        "rows": run_rows(access, list(page)),
        "state": state,
        "states": [("under_way", _("under way")), *_states()],
        **rights(access),
    }
    return render_page(request, "automation/runs.html", context)


@require_safe
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run: each step with what became of it."""
    access = access_from(request)
    found = run_with_id(access, run_id)
    context = {
        "run": run_rows(access, [found])[0],
        "found": found,
        "why": run_reason(found.reason) if found.reason else "",
        "steps": step_rows(access, found),
        "is_under_way": found.state in UNDER_WAY,
        "is_broken": found.state == RunState.BROKEN,
        "may_undo": found.state not in {RunState.UNDONE, RunState.HELD_OUT},
        **rights(access),
    }
    return render_page(request, "automation/run.html", context)


@require_POST
def act_on_run(request: HttpRequest, run_id: int, act: str) -> HttpResponse:
    """Stop it, take it back, or let a broken one try again."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.CUSTOMER_WRITE)
    found = run_with_id(access, run_id)
    if act == "undo":
        messages.success(request, undone_words(undo_run(access, found, now=now)))
    elif act == "stop":
        stop_run(access, found, now=now)
        messages.success(request, _("It has stopped. What it did stays."))
    elif act == "again":
        try_again(access, found, now=now)
        messages.success(request, _("It tries once more."))
    else:
        raise Http404
    return redirect("playbook-run", run_id)


@require_POST
def undo_day(request: HttpRequest, playbook_id: int) -> HttpResponse:
    """Take back everything that began in the last 24 hours."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.PROGRAMME_MANAGE)
    row = playbook_with_id(access, playbook_id)
    done = undo_runs_since(access, row, since=now - timedelta(days=1), now=now)
    messages.success(request, undone_words(done))
    return redirect("playbook-runs", playbook_id)


def undone_words(done: Undone) -> str:
    """What was taken back, and what could not be."""
    if not done.runs:
        return _("There was nothing to take back.")
    back = ngettext("%(n)s step was taken back.", "%(n)s steps were taken back.", done.back)
    said = back % {"n": done.back}
    if not done.stays:
        return said
    stays = ngettext(
        "%(n)s step cannot be: see which.", "%(n)s steps cannot be: see which.", done.stays
    )
    return f"{said} {stays % {'n': done.stays}}"


def _states() -> list[tuple[str, str]]:
    return [(code, str(RunState(code).label)) for code in STATES[1:]]
