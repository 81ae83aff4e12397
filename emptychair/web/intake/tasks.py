"""Tasks of a request: confirmed from the suggestion, changed, done, declined, linked, logged."""

from collections.abc import Callable
from itertools import zip_longest
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.intake.queries import request_task_with_id, request_with_number
from emptychair.intake.services.tasks import (
    TaskWish,
    change_task,
    confirm_tasks,
    link_task,
    look_again_done,
    set_task_state,
)
from emptychair.intake.types import Priority, WishState
from emptychair.kit.errors import Invalid, Refused
from emptychair.kit.periods import local_day
from emptychair.loop.queries import case_with_number, initiative_with_number, initiatives_of
from emptychair.loop.services.effort import log_effort
from emptychair.web.ui.choices import ChoiceOrNone, DayInput, offer_colleagues
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number, typed_day

if TYPE_CHECKING:
    from emptychair.intake.models import RequestTask


class TaskForm(forms.Form):
    """What is to be done, by whom, until when."""

    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=300)
    assignee_id = ChoiceOrNone(gettext_lazy("By whom; a partner sees only this task"))
    due_on = forms.DateField(label=gettext_lazy("Until"), widget=DayInput, required=False)
    priority = forms.ChoiceField(label=gettext_lazy("How soon"), choices=Priority.choices)
    initiative = ChoiceOrNone(gettext_lazy("Part of an initiative"))
    case = forms.IntegerField(label=gettext_lazy("Number of a case"), required=False, min_value=1)

    def wish(self) -> TaskWish:
        """What the service takes."""
        names = ("title", "assignee_id", "due_on", "priority")
        return TaskWish(**{name: self.cleaned_data[name] for name in names})


@require_POST
def split(request: HttpRequest, number: int) -> HttpResponse:
    """The tasks a person made of the words."""
    access = access_from(request)
    row = request_with_number(access, number)
    try:
        made = confirm_tasks(access, row.pk, _wishes(request), now=timezone.now())
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(count)s task made.", "%(count)s tasks made.", len(made))
        messages.success(request, words % {"count": len(made)})
    return redirect("request", number)


def _wishes(request: HttpRequest) -> list[TaskWish]:
    names = ("title", "assignee", "due_on")
    lines = zip_longest(*(request.POST.getlist(name) for name in names), fillvalue="")
    return [
        TaskWish(title=title, assignee_id=row_number(who), due_on=typed_day(day))
        for title, who, day in lines
        if title.strip()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Change a task and what it is linked to."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.CASE_WRITE)
    if access.assigned_only:
        raise Refused
    found = request_task_with_id(access, task_id)
    form = _form(request, access, found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            change_task(access, found, form.wish(), now=now)
            link_task(
                access,
                found,
                now=now,
                initiative=initiative_with_number(access, given["initiative"])
                if given["initiative"]
                else None,
                case=case_with_number(access, given["case"]) if given["case"] else None,
            )
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("request", found.request.number)
    context = {
        "form": form,
        "heading": _("Change the task"),
        "back": reverse("request", args=[found.request.number]),
    }
    return render_page(request, "intake/form.html", context)


@require_POST
def act_on_task(request: HttpRequest, task_id: int, act: str) -> HttpResponse:
    """Done, declined with a reason, open again, looked at, time logged."""
    access = access_from(request)
    found = request_task_with_id(access, task_id)
    if act not in ACTS:
        raise Http404
    before = found.state
    try:
        words = ACTS[act](access, request, found)
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        undo = reverse("request-task-act", args=[task_id, "open"])
        tags = f"undo:{undo}" if act in {"done", "decline"} and before == "open" else ""
        messages.success(request, words, extra_tags=tags)
    return redirect("request", found.request.number)


def _form(request: HttpRequest, access: Access, found: "RequestTask") -> TaskForm:
    initial = {
        "title": found.title,
        "assignee_id": found.assignee_id,
        "due_on": found.due_on,
        "priority": found.priority,
        "initiative": found.initiative.number if found.initiative else None,
        "case": found.case.number if found.case else None,
    }
    form = TaskForm(request.POST or None, initial=initial)
    offer_colleagues(form, access, "assignee_id")
    field = form.fields["initiative"]
    if isinstance(field, forms.ChoiceField):
        rows = initiatives_of(access) if access.may(Permission.INITIATIVE_READ) else []
        field.choices = [("", "–"), *((str(one.number), one.title) for one in rows)]
    return form


def _done(access: Access, request: HttpRequest, found: "RequestTask") -> str:  # noqa: ARG001 - one form for all
    set_task_state(access, found, WishState.DONE, now=timezone.now())
    return f"{found.title[:60]}: {WishState.DONE.label}"


def _decline(access: Access, request: HttpRequest, found: "RequestTask") -> str:
    reason = request.POST.get("reason", "")
    set_task_state(access, found, WishState.DECLINED, now=timezone.now(), reason=reason)
    return f"{found.title[:60]}: {WishState.DECLINED.label}"


def _open(access: Access, request: HttpRequest, found: "RequestTask") -> str:  # noqa: ARG001 - one form for all
    set_task_state(access, found, WishState.OPEN, now=timezone.now())
    return f"{found.title[:60]}: {WishState.OPEN.label}"


def _looked(access: Access, request: HttpRequest, found: "RequestTask") -> str:  # noqa: ARG001 - one form for all
    look_again_done(access, found, now=timezone.now())
    return _("It stays as it is.")


def _log(access: Access, request: HttpRequest, found: "RequestTask") -> str:
    minutes = row_number(request.POST.get("minutes", "")) or 0
    log_effort(
        access,
        kind=request.POST.get("kind", "doing"),
        minutes=minutes,
        spent_on=local_day(timezone.now(), access.workspace.zone),
        initiative=found.initiative,
        case=found.case or found.request.case,
        note=_("Request #%(number)s: %(task)s")
        % {"number": found.request.number, "task": found.title[:150]},
    )
    return _("%(minutes)s minutes logged.") % {"minutes": minutes}


ACTS: dict[str, Callable[[Access, HttpRequest, "RequestTask"], str]] = {
    "done": _done,
    "decline": _decline,
    "open": _open,
    "looked": _looked,
    "log": _log,
}
