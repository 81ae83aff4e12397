"""The page of one case, and what is done on it."""

import secrets
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override as in_language
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.addressing import spoken_to
from emptychair.kit.errors import NotFound, ProductError, Refused
from emptychair.kit.periods import start_of_day
from emptychair.loop.queries import case_with_number, effort_entries, root_causes
from emptychair.loop.queries.case_page import case_page
from emptychair.loop.services.cases import (
    add_note,
    assign_case,
    close_case,
    draft_by,
    keep_promise,
    note_call,
    promise,
    reopen_case,
    reply_by,
    set_due,
    snooze_case,
)
from emptychair.loop.types import CaseKind
from emptychair.web.loop import case_forms as asked
from emptychair.web.loop.effort import log_choices
from emptychair.web.ui.choices import chosen_team, chosen_user
from emptychair.web.ui.parts import render_page, wants_part

if TYPE_CHECKING:
    from emptychair.loop.models import Case

Values = dict[str, Any]
Doing = Callable[[Access, "Case", Values, datetime], object]


@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """The customer's words, what happened since, and what can be done."""
    access = access_from(request)
    found = case_with_number(access, number)
    context = case_context(access, found, timezone.now(), opened=request.GET.get("do", ""))
    return render_page(request, "loop/case.html", context, part="loop/_case.html")


@require_POST
def act_on_case(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """One thing done. What cannot be done comes back with its words and the reason."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.CASE_WRITE)
    found = case_with_number(access, number)
    if act not in ACTS:
        raise NotFound
    form = form_of(access, act, request.POST)
    if not form.is_valid():
        return _again(request, access, found, act, form)
    if act == "reply" and "send" not in request.POST:
        return _preview(request, access, found, form)
    try:
        done = ACTS[act](access, found, form.cleaned_data, now)
    except (NotFound, Refused):
        raise
    except ProductError as refusal:
        form.add_error(None, str(refusal))
        return _again(request, access, found, act, form, status=refusal.status)
    undo = f"undo:{reverse('cases-undo', args=[done])}" if act == "due" and done else ""
    messages.success(request, said(act), extra_tags=undo)
    if act == "assign" and access.assigned_only:
        return redirect("cases")  # it may be somebody else's now
    if not wants_part(request):
        return redirect("case", number)
    context = case_context(access, case_with_number(access, number), now)
    return render_page(request, "loop/case.html", context, part="loop/_case.html")


def case_context(
    access: Access,
    found: "Case",
    now: datetime,
    *,
    opened: str = "",
    form: forms.Form | None = None,
) -> dict[str, Any]:
    """What the page needs; `form` is the one that came back, `opened` the act it stands for."""
    page = case_page(access, found, now=now)
    may_act = access.may(Permission.CASE_WRITE)
    filled = (
        {act: form_of(access, act, None, case=found, now=now) for act in ACTS} if may_act else {}
    )
    if form is not None:
        filled[opened] = form
    return {
        "page": page,
        "row": page.row,
        "forms": filled,
        "opened": opened,
        "may_act": may_act,
        "root_causes": root_causes(access),
        "effort": effort_entries(access, case_id=found.pk, limit=5),
        "effort_for": {"field": "case", "number": found.number},
        "may_log": access.may(Permission.EFFORT_WRITE),
        **log_choices(),
    }


def form_of(
    access: Access,
    act: str,
    data: Any,
    *,
    case: "Case | None" = None,
    now: datetime | None = None,
) -> forms.Form:
    """The form of one act, filled from `data` or with what suits the case."""
    initial = _initial(access, act, case, now) if case and now else {}
    kind = FORMS.get(act, asked.SeenForm)
    extra: dict[str, Any] = {"access": access} if kind in ASKS_WHERE else {}
    return kind(data, initial=initial, prefix=None, auto_id=f"{act}-%s", **extra)


def said(act: str) -> str:
    """What the toast says."""
    return {
        "reply": _("The reply is on its way."),
        "note": _("Noted."),
        "call": _("The call is noted."),
        "promise": _("The promise is noted. It will be on Today on that day."),
        "kept": _("Good. The promise is kept."),
        "assign": _("Handed over."),
        "snooze": _("Put off. It will come back."),
        "due": _("The deadline is set."),
        "close": _("Closed."),
        "reopen": _("Open again."),
    }[act]


def _initial(access: Access, act: str, case: "Case", now: datetime) -> dict[str, Any]:
    tomorrow = asked.tomorrow(access, now)
    seen = {"seen": case.changed_at.isoformat()}
    special: dict[str, dict[str, Any]] = {
        "reply": _opening(access, case),
        "call": {"reached": "1"},
        "promise": {"for_day": tomorrow},
        "snooze": {"until": tomorrow},
        "due": {"due_at": _first_deadline(access, case, now)},
        "assign": {
            "user": case.assignee_id or access.user_id or "",
            "team": case.team_id or "",
        },
    }
    return seen | special.get(act, {})


def _first_deadline(access: Access, case: "Case", now: datetime) -> str:
    """The deadline as it stands; where it is over, the end of work on the next working day."""
    zone, due = access.workspace.zone, case.due_at
    if due is None or due <= now:
        ends = access.workspace.work_to
        morning = morning_of(access, asked.tomorrow(access, now))
        due = morning.replace(hour=ends.hour, minute=ends.minute)
    return f"{due.astimezone(zone):%Y-%m-%dT%H:%M}"


def _opening(access: Access, case: "Case") -> dict[str, Any]:
    """The first lines of a reply in the customer's language; who said nothing is not thanked."""
    language = (case.person.language if case.person else "") or access.workspace.language
    name = case.person.name if case.person and access.may_see_names else ""
    with in_language(language):
        subject = _("About what you told us")
        text = _("Dear %(name)s,\n\nThank you for telling us.\n\n")
        if case.kind == CaseKind.MANUAL and case.response_id is None:
            subject = _("How are things going?")
            text = _("Dear %(name)s,\n\nWe would like to hear how things are going for you.\n\n")
        text %= {"name": spoken_to(name)}
        return {"subject": subject, "text": text, "once": secrets.token_hex(8)}


def _preview(request: HttpRequest, access: Access, found: "Case", form: forms.Form) -> HttpResponse:
    """The message as the customer will get it; nothing is sent yet."""
    try:
        draft = draft_by(access, found, asked.reply_of(form.cleaned_data))
    except ProductError as refusal:
        form.add_error(None, str(refusal))
        return _again(request, access, found, "reply", form)
    rewriting = "rewrite" in request.POST
    context = case_context(access, found, timezone.now(), opened="reply", form=form)
    context["draft"] = None if rewriting else draft
    return render_page(request, "loop/case.html", context, part="loop/_case.html")


def _again(
    request: HttpRequest,
    access: Access,
    found: "Case",
    act: str,
    form: forms.Form,
    *,
    status: int = 422,
) -> HttpResponse:
    """The page as it is now with what was written; the next attempt knows what is new."""
    data = request.POST.copy()
    data["seen"] = found.changed_at.isoformat()
    form.data = data
    context = case_context(access, found, timezone.now(), opened=act, form=form)
    answer = 422 if wants_part(request) else status  # htmx shows no other refusal
    return render_page(request, "loop/case.html", context, part="loop/_case.html", status=answer)


def _reply(access: Access, case: "Case", values: Values, now: datetime) -> object:
    words = asked.reply_of(values)
    return reply_by(access, case, words, now=now, seen=values["seen"], once=values["once"])


def _snooze(access: Access, case: "Case", values: Values, now: datetime) -> object:
    until = morning_of(access, values["until"])
    return snooze_case(access, case, until=until, now=now, seen=values["seen"])


def _due(access: Access, case: "Case", values: Values, now: datetime) -> str:
    """The word by which it can be put back; empty where nothing changed."""
    batch, was = secrets.token_hex(8), case.due_at
    row = set_due(access, case, now=now, batch=batch, **values)
    return batch if row.due_at != was else ""


def morning_of(access: Access, day: date) -> datetime:
    """When work begins on that day."""
    start = start_of_day(day, access.workspace.zone).astimezone(access.workspace.zone)
    begins = access.workspace.work_from
    return start.replace(hour=begins.hour, minute=begins.minute)


def _assign(access: Access, case: "Case", values: Values, now: datetime) -> object:
    user, team = chosen_user(access, values["user"]), chosen_team(access, values["team"])
    return assign_case(access, case, user=user, team=team, now=now, seen=values["seen"])


FORMS: dict[str, type[forms.Form]] = {
    "reply": asked.ReplyForm,
    "note": asked.NoteForm,
    "call": asked.CallForm,
    "promise": asked.PromiseForm,
    "assign": asked.AssignForm,
    "snooze": asked.SnoozeForm,
    "due": asked.DueForm,
    "close": asked.CloseForm,
}
ASKS_WHERE = (asked.AssignForm, asked.DueForm)  # whose choices, or clocks, are the workspace's
ACTS: dict[str, Doing] = {
    "reply": _reply,
    "note": lambda access, case, values, now: add_note(access, case, now=now, **values),
    "call": lambda access, case, values, now: note_call(access, case, now=now, **values),
    "promise": lambda access, case, values, now: promise(access, case, now=now, **values),
    "kept": lambda access, case, _values, now: keep_promise(access, case, now=now),
    "assign": _assign,
    "snooze": _snooze,
    "due": _due,
    "close": lambda access, case, values, now: close_case(access, case, now=now, **values),
    "reopen": lambda access, case, values, now: reopen_case(access, case, now=now, **values),
}
