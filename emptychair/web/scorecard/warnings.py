"""Warnings of the guard: read, and decided by a person."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

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
from emptychair.kit.errors import Conflict, Invalid
from emptychair.kit.periods import local_day
from emptychair.scorecard.queries.warnings import guard_warnings, warning_row, warning_with_id
from emptychair.scorecard.services.guard import act_on_warning, decide_warning, reopen_warning
from emptychair.scorecard.types import WarningState
from emptychair.web.scorecard.forms import DecisionForm, ImproveForm
from emptychair.web.scorecard.warning_words import ShownWarning, shown_warning, shown_warnings
from emptychair.web.ui.choices import chosen_team, chosen_user
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.scorecard.models import GuardWarning

DECISIONS = {"accept": WarningState.ACCEPTED, "dismiss": WarningState.DISMISSED}


@require_safe
def warnings(request: HttpRequest) -> HttpResponse:
    """All of them, newest first."""
    access = access_from(request)
    context = {"warnings": shown_warnings(access, guard_warnings(access, limit=100))}
    return render_page(request, "scorecard/warnings.html", context)


@require_safe
def warning(request: HttpRequest, warning_id: int) -> HttpResponse:
    """Both numbers, both teams, and what may be decided."""
    access = access_from(request)
    return _page(request, access, warning_with_id(access, warning_id))


@require_POST
def act_on(request: HttpRequest, warning_id: int, act: str) -> HttpResponse:
    """Accept, dismiss, improve, take back."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    row = warning_with_id(access, warning_id)
    try:
        if act == "improve":
            return _improve(request, access, row)
        if act == "reopen":
            reopen_warning(access, row)
            messages.success(request, _("The warning is open again."))
        elif act in DECISIONS:
            reason = request.POST.get("reason", "")
            now = timezone.now()
            decide_warning(access, row, state=DECISIONS[act], reason=reason, now=now)
            undo = reverse("scorecard-warning-act", args=[warning_id, "reopen"])
            messages.success(request, _("Decided."), extra_tags=f"undo:{undo}")
        else:
            raise Http404
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    return redirect("scorecard-warning", warning_id)


def _improve(request: HttpRequest, access: Access, row: "GuardWarning") -> HttpResponse:
    form = ImproveForm(request.POST, access=access)
    if not form.is_valid():
        return _page(request, access, row, form, status=422)
    given = form.cleaned_data
    made = act_on_warning(
        access,
        row,
        title=given["title"],
        reason=given["reason"],
        owner=chosen_user(access, given["owner"]),
        team=chosen_team(access, given["team"]),
        due_on=given["due_on"],
        now=timezone.now(),
    )
    whole = given["due_on"] and (given["owner"] or given["team"])
    told = _("The improvement is there.")
    messages.success(
        request, told if whole else _("The improvement is there. Say who does it and by when.")
    )
    return redirect("initiative", made.number)


def _usual(access: Access, shown: ShownWarning, title: str) -> dict[str, Any]:
    """By those who answer for the customer number, within a month."""
    side = shown.sides[1].side
    day = local_day(timezone.now(), access.workspace.zone) + timedelta(days=30)
    return {"title": title, "owner": side.owner_id, "team": side.team_id, "due_on": day}


def _page(
    request: HttpRequest,
    access: Access,
    row: "GuardWarning",
    improve: ImproveForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    shown = shown_warning(access, warning_row(access, row))
    title = _("Win back what %(figure)s lost") % {"figure": shown.sides[1].side.label}
    context = {
        "warning": shown,
        "decision": DecisionForm(auto_id="decision-%s"),
        "improve": improve or ImproveForm(initial=_usual(access, shown, title), access=access),
        "may_decide": access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "scorecard/warning.html", context, status=status)
