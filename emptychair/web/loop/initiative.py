"""The page of one initiative: who asked, what changes, whether it helped, who was told."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.loop.queries import (
    effort_entries,
    effort_of_initiative,
    initiative_rows,
    initiative_with_number,
)
from emptychair.loop.queries.told import answers_of, told_progress, voices_of
from emptychair.loop.services.initiatives import (
    complete_initiative,
    move_initiative,
    unlink_voice,
)
from emptychair.loop.types import InitiativeState
from emptychair.web.loop.effort import log_choices, meter_of
from emptychair.web.loop.initiative_forms import MoveForm
from emptychair.web.loop.trend import proof_of
from emptychair.web.loop.warned import alerted_of, warned_of
from emptychair.web.ui.parts import render_page


@require_safe
def initiative(request: HttpRequest, number: int) -> HttpResponse:
    """Everything about one initiative."""
    access = access_from(request)
    found = initiative_with_number(access, number)
    today = local_day(timezone.now(), access.workspace.zone)
    may_write = access.may(Permission.INITIATIVE_WRITE)
    context: dict[str, Any] = {
        "initiative": found,
        "warning": warned_of(access, found.pk),
        "alerted": alerted_of(access, found.pk),
        "row": initiative_rows(access, [found], today=today)[0],
        "voices": voices_of(access, found),
        "told": told_progress(access, found),
        "answers": answers_of(access, found),
        "proof": proof_of(access, found, today=today),
        "meter": meter_of(effort_of_initiative(access, found.pk)),
        "effort": effort_entries(access, initiative_id=found.pk, limit=5),
        "effort_for": {"field": "initiative", "number": found.number},
        "may_write": may_write,
        "may_log": access.may(Permission.EFFORT_WRITE),
        "is_done": found.state == InitiativeState.DONE,
        "next_states": [one for one in InitiativeState if one.value != found.state],
        "form": MoveForm(initial={"result": found.result}),
        **log_choices(),
    }
    return render_page(request, "loop/initiative.html", context)


@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    """Another state."""
    access = access_from(request)
    access.require(Permission.INITIATIVE_WRITE)
    found, now = initiative_with_number(access, number), timezone.now()
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a state."))
        return redirect("initiative", number)
    state = form.cleaned_data["state"]
    if state == InitiativeState.DONE:
        complete_initiative(access, found, result=form.cleaned_data["result"] or None, now=now)
        messages.success(request, _("Done. Now tell those who asked."))
    else:
        move_initiative(access, found, state=state, now=now)
        messages.success(request, _("State: %(state)s") % {"state": InitiativeState(state).label})
    return redirect("initiative", number)


@require_POST
def unlink(request: HttpRequest, number: int, voice_id: int) -> HttpResponse:
    """Take a voice away that asked for something else."""
    access = access_from(request)
    unlink_voice(access, initiative_with_number(access, number), voice_id=voice_id)
    messages.success(request, _("The voice is no longer linked."))
    return redirect("initiative", number)
