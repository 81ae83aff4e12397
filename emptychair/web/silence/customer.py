"""One customer's silence, and what to do about it."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.http.access import access_from
from emptychair.kit.errors import Conflict, Invalid
from emptychair.silence.errors import NoSuchSilence
from emptychair.silence.queries.readings import silence_of
from emptychair.silence.services.acting import (
    contact_silent,
    end_pause,
    explain_silence,
    snooze_silence,
)
from emptychair.silence.types import COMPANY, PERSON, Unit
from emptychair.web.silence.forms import ContactForm, ExplainForm, SnoozeForm
from emptychair.web.silence.words import rights, shown
from emptychair.web.ui.parts import render_page

Act = Callable[[HttpRequest, Access, Unit], HttpResponse]


@require_safe
def customer(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """How long, how unusual, what reached them last, and what may be done."""
    return _page(request, access_from(request), (kind, number))


@require_POST
def act_on(request: HttpRequest, kind: str, number: int, act: str) -> HttpResponse:
    """Contact, put off, bring back, explain, end the pause."""
    access = access_from(request)
    if act not in ACTS or kind not in {PERSON, COMPANY}:
        raise Http404
    try:
        return ACTS[act](request, access, (kind, number))
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
        return redirect("silence-customer", kind, number)


def _page(
    request: HttpRequest,
    access: Access,
    unit: Unit,
    *,
    status: int = 200,
    **forms: ContactForm | ExplainForm | SnoozeForm,
) -> HttpResponse:
    kind, number = unit
    ids = {f"{kind}_id": number} if kind in {PERSON, COMPANY} else {}
    row = silence_of(access, **ids) if ids else None
    if row is None:
        raise NoSuchSilence
    context = {
        **rights(access),
        "one": shown(row),
        "contact": ContactForm(auto_id="contact-%s"),
        "snooze": SnoozeForm(auto_id="snooze-%s"),
        "explain": ExplainForm(auto_id="explain-%s"),
        **forms,
    }
    return render_page(request, "silence/customer.html", context, status=status)


def _contact(request: HttpRequest, access: Access, unit: Unit) -> HttpResponse:
    form = ContactForm(request.POST, auto_id="contact-%s")
    if not form.is_valid():
        return _page(request, access, unit, contact=form, status=422)
    given = form.cleaned_data
    reached = {"yes": True, "no": False}.get(given["reached"])
    case = contact_silent(access, unit, now=timezone.now(), note=given["note"], reached=reached)
    messages.success(request, _("The case is there. Whether they come back is followed from now."))
    return redirect("case", case.number)


def _snooze(request: HttpRequest, access: Access, unit: Unit) -> HttpResponse:
    form = SnoozeForm(request.POST, auto_id="snooze-%s")
    if not form.is_valid():
        return _page(request, access, unit, snooze=form, status=422)
    return _put_off(request, access, unit, form.cleaned_data["until"])


def _put_off(request: HttpRequest, access: Access, unit: Unit, until: date | None) -> HttpResponse:
    snooze_silence(access, unit, until=until, now=timezone.now())
    undo = reverse("silence-act", args=[*unit, "wake"])
    if until is None:
        messages.success(request, _("Back on the list."))
    else:
        messages.success(request, _("Put off."), extra_tags=f"undo:{undo}")
    return redirect("silence")


def _wake(request: HttpRequest, access: Access, unit: Unit) -> HttpResponse:
    return _put_off(request, access, unit, None)


def _explain(request: HttpRequest, access: Access, unit: Unit) -> HttpResponse:
    form = ExplainForm(request.POST, auto_id="explain-%s")
    if not form.is_valid():
        return _page(request, access, unit, explain=form, status=422)
    explain_silence(access, unit, **form.cleaned_data, now=timezone.now())
    undo = reverse("silence-act", args=[*unit, "unexplain"])
    messages.success(request, _("Noted: not silent."), extra_tags=f"undo:{undo}")
    return redirect("silence")


def _unexplain(request: HttpRequest, access: Access, unit: Unit) -> HttpResponse:
    end_pause(access, unit, now=timezone.now())
    messages.success(request, _("The pause is over."))
    return redirect("silence-customer", *unit)


ACTS: dict[str, Act] = {
    "contact": _contact,
    "snooze": _snooze,
    "wake": _wake,
    "explain": _explain,
    "unexplain": _unexplain,
}
