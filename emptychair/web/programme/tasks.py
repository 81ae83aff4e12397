"""A task with its checklist."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.programme.queries import task_row, task_with_id
from emptychair.programme.services.tasks import (
    finish_task,
    hand_task,
    reopen_task,
    skip_task,
    tick_steps,
)
from emptychair.web.programme.places import place_of_work
from emptychair.web.ui.choices import colleagues
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number


@require_safe
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """What is to be done, line by line."""
    access = access_from(request)
    row = task_row(
        access,
        task_with_id(access, task_id),
        today=local_day(timezone.now(), access.workspace.zone),
    )
    is_mine = row.owner_id is not None and row.owner_id == access.user_id
    context = {
        "row": row,
        "place": place_of_work(row),
        "people": colleagues(access),
        "may_do": access.may(Permission.CASE_WRITE)
        and (is_mine or access.may(Permission.PROGRAMME_MANAGE)),
        "may_hand": access.may(Permission.CASE_WRITE),
    }
    return render_page(request, "programme/task.html", context)


@require_POST
def act_on_task(request: HttpRequest, task_id: int, act: str) -> HttpResponse:
    """Tick, finish, leave out, take back, hand over."""
    access = access_from(request)
    if act not in ACTS:
        raise Http404
    try:
        words = ACTS[act](access, request, task_id)
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        undo = reverse("programme-task-act", args=[task_id, "reopen"])
        is_over = act == "skip" or "finish" in request.POST
        tags = f"undo:{undo}" if is_over else ""
        messages.success(request, words, extra_tags=tags)
    return redirect("programme-task", task_id)


def _save(access: Access, request: HttpRequest, task_id: int) -> str:
    found = task_with_id(access, task_id)
    ticked = {
        number for one in request.POST.getlist("step") if (number := row_number(one)) is not None
    }
    found = tick_steps(access, found, ticked=ticked, note=request.POST.get("note", ""))
    if "finish" in request.POST:
        finish_task(access, found, now=timezone.now())
        return _("Done.")
    return _("Saved.")


def _skip(access: Access, request: HttpRequest, task_id: int) -> str:
    found = task_with_id(access, task_id)
    skip_task(access, found, reason=request.POST.get("reason", ""), now=timezone.now())
    return _("Left out this time.")


def _reopen(access: Access, request: HttpRequest, task_id: int) -> str:  # noqa: ARG001 - one form for all
    reopen_task(access, task_with_id(access, task_id))
    return _("It is to be done again.")


def _hand(access: Access, request: HttpRequest, task_id: int) -> str:
    owner_id = row_number(request.POST.get("owner", ""))
    hand_task(access, task_with_id(access, task_id), owner_id=owner_id)
    return _("Handed over.")


ACTS: dict[str, Callable[[Access, HttpRequest, int], str]] = {
    "save": _save,
    "skip": _skip,
    "reopen": _reopen,
    "hand": _hand,
}
