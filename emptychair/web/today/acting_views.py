"""What is done with a row: called, given, put off, taken off, a case opened; and taken back."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.agenda.queries import item_with_key, today_rows
from emptychair.agenda.services.acting import (
    give_row,
    note_call_on_row,
    open_case_for_row,
    take_back,
)
from emptychair.agenda.services.marks import mark_item
from emptychair.agenda.types import MarkAction
from emptychair.http.access import access_from
from emptychair.web.today.forms import DELAYS, CallForm, GiveForm, PutOffForm, TakeOffForm
from emptychair.web.today.rows import address_of
from emptychair.web.ui.parts import render_page, render_part, wants_part
from emptychair.web.ui.words import day_words

if TYPE_CHECKING:
    from django.forms import Form

    from emptychair.agenda.models import AgendaMark


@require_safe
def row(request: HttpRequest) -> HttpResponse:
    """The forms of one row; for htmx they open below it."""
    access = access_from(request)
    wanted = request.GET.get("do", "more")
    return _forms(request, access, wanted)


@require_POST
def call(request: HttpRequest) -> HttpResponse:
    """Called: with a note, and whether anybody was there."""
    access = access_from(request)
    form = CallForm(request.POST)
    if not form.is_valid():
        return _forms(request, access, "call", form)
    note, reached = form.cleaned_data["note"], form.cleaned_data["reached"] == "yes"
    key = request.POST.get("key", "")
    mark = note_call_on_row(access, key, note=note, reached=reached, now=timezone.now())
    if mark is None:
        return _stays(request, _("Noted that nobody answered. The row stays here."))
    return _gone(request, access, _("Noted the call."), mark)


@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Give it to a colleague or a team."""
    access = access_from(request)
    form = GiveForm(access, request.POST)
    if not form.is_valid():
        return _forms(request, access, "give", form)
    user_id, team_id = form.chosen()
    key = request.POST.get("key", "")
    mark = give_row(access, key, user_id=user_id, team_id=team_id, now=timezone.now())
    words = _("Given to %(name)s.") % {"name": mark.for_user or mark.for_team}
    return _gone(request, access, words, mark)


@require_POST
def put_off(request: HttpRequest) -> HttpResponse:
    """Put it off to another morning."""
    access = access_from(request)
    now = timezone.now()
    form = PutOffForm(request.POST)
    if not form.is_valid():
        return _forms(request, access, "more", form)
    until = form.moment(now, access)
    key = request.POST.get("key", "")
    mark = mark_item(access, key, action=MarkAction.SNOOZED, until=until, now=now)
    return _gone(request, access, _("Comes back on %(day)s.") % {"day": day_words(until)}, mark)


@require_POST
def take_off(request: HttpRequest) -> HttpResponse:
    """Nothing is to be done, and why."""
    access = access_from(request)
    form = TakeOffForm(request.POST)
    if not form.is_valid():
        return _forms(request, access, "more", form)
    said = form.cleaned_data
    key = request.POST.get("key", "")
    now = timezone.now()
    mark = mark_item(
        access, key, action=MarkAction.DISMISSED, reason=said["reason"], note=said["note"], now=now
    )
    return _gone(request, access, _("Taken off. It will not come back."), mark)


@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """It is done."""
    access = access_from(request)
    key = request.POST.get("key", "")
    mark = mark_item(access, key, action=MarkAction.DONE, now=timezone.now())
    return _gone(request, access, _("Done."), mark)


@require_POST
def open_row_case(request: HttpRequest) -> HttpResponse:
    """To the case of the row, which is opened if there is none yet."""
    access = access_from(request)
    case = open_case_for_row(access, request.POST.get("key", ""), now=timezone.now())
    address = address_of(("case", case.number)) or reverse("today")
    return redirect(f"{address}#reply")


@require_POST
def undo(request: HttpRequest, mark_id: int) -> HttpResponse:
    """Take a mark back."""
    access = access_from(request)
    _mark, whole = take_back(access, mark_id, now=timezone.now())
    if whole:
        messages.success(request, _("Back on Today."))
    else:
        messages.warning(request, _("Back on Today. The case was changed since, and stays so."))
    return redirect(_back(request))


def _forms(
    request: HttpRequest, access: Access, wanted: str, bound: "Form | None" = None
) -> HttpResponse:
    access.require(Permission.AGENDA_ACT)
    key = request.POST.get("key") or request.GET.get("key", "")
    item = item_with_key(access, key, now=timezone.now())
    forms: dict[str, Form] = {"call": CallForm(), "give": GiveForm(access), "more": TakeOffForm()}
    if bound is not None:
        forms[wanted] = bound
    context = {
        "item": item,
        "wanted": wanted if wanted in forms else "more",
        "forms": forms,
        "delays": DELAYS,
        "whose": request.POST.get("whose") or request.GET.get("whose", ""),
    }
    status = 422 if bound is not None else 200
    return render_page(request, "today/row.html", context, part="today/_forms.html", status=status)


def _gone(request: HttpRequest, access: Access, words: str, mark: "AgendaMark") -> HttpResponse:
    address = reverse("today-undo", args=[mark.pk])
    messages.success(request, words, extra_tags=f"undo:{address}")
    if not wants_part(request):
        return redirect(_back(request))
    agenda = today_rows(access, now=timezone.now(), scope=request.POST.get("whose"))
    answer = render_part(request, "today/_left.html", {"agenda": agenda})
    answer["HX-Trigger"] = "agenda-changed"
    return answer


def _stays(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    if not wants_part(request):
        return redirect(_back(request))
    answer = render_part(request)
    answer["HX-Reswap"] = "none"
    return answer


def _back(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if safe else reverse("today")
