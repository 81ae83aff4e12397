"""What is done with a whole request: its words, notes, closing, opening again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.intake.queries import request_with_number
from emptychair.intake.services.closing import (
    RequestWish,
    change_request,
    close_request,
    note_request,
    read_customer,
    reopen_request,
    set_customer,
)
from emptychair.intake.types import Ending, Priority
from emptychair.kit.errors import Invalid, Refused
from emptychair.web.ui.choices import ChoiceOrNone, DayInput, offer_colleagues
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number
from emptychair.web.ui.whom import WhomForm, customer_of

if TYPE_CHECKING:
    from emptychair.intake.models import CustomerRequest


class EditForm(WhomForm):
    """What is known of a request, and whose it is."""

    title = forms.CharField(label=gettext_lazy("What we call it"), max_length=200)
    priority = forms.ChoiceField(label=gettext_lazy("How soon"), choices=Priority.choices)
    due_on = forms.DateField(
        label=gettext_lazy("Until when they would like it"), widget=DayInput, required=False
    )
    owner_id = ChoiceOrNone(gettext_lazy("Who sees to it"))
    field_order = ("title", "priority", "due_on", "owner_id")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change what we call it, who sees to it, and whose it is."""
    access = access_from(request)
    access.require(Permission.CASE_WRITE)
    if access.assigned_only:
        raise Refused
    row = request_with_number(access, number)
    form = _form(request, access, row)
    if request.method == "POST" and form.is_valid():
        try:
            is_saved = _save(access, row, form)
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            if is_saved:
                messages.success(request, _("Saved."))
                return redirect("request", number)
    context = {
        "form": form,
        "heading": _("Change the request"),
        "back": reverse("request", args=[number]),
    }
    return render_page(request, "intake/form.html", context)


@require_POST
def act_on_request(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Note, set aside, close as the same, open again, read."""
    access = access_from(request)
    row = request_with_number(access, number)
    if act not in ACTS:
        raise Http404
    try:
        words = ACTS[act](access, request, row)
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        undo = reverse("request-act", args=[number, "reopen"])
        tags = f"undo:{undo}" if act in {"aside", "same", "told"} else ""
        messages.success(request, words, extra_tags=tags)
    return redirect("request", number)


def _form(request: HttpRequest, access: Access, row: "CustomerRequest") -> EditForm:
    names = ("title", "priority", "due_on", "owner_id")
    initial = {name: getattr(row, name) for name in names}
    initial["customer"] = _whose(row)
    form = EditForm(request.POST or None, initial=initial)
    offer_colleagues(form, access, "owner_id")
    return form


def _whose(row: "CustomerRequest") -> str:
    """The customer as the field tells them, so that who is left alone stays."""
    if row.person:
        return row.person.email or row.person.name
    return row.company.name if row.company else ""


def _save(access: Access, row: "CustomerRequest", form: EditForm) -> bool:
    """False where it cannot be told who is meant; the form asks then."""
    given = form.cleaned_data
    company, person = row.company, row.person
    if given["customer"].strip() != _whose(row):
        found = customer_of(form, access)
        if found is None:
            return False
        company, person = found
        company = person.company if person else company
    wish = RequestWish(
        title=given["title"],
        priority=given["priority"],
        due_on=given["due_on"],
        owner_id=given["owner_id"],
    )
    change_request(access, row.pk, wish)
    set_customer(access, row.pk, person=person, company=company)
    return True


def _note(access: Access, request: HttpRequest, row: "CustomerRequest") -> str:
    note_request(access, row.pk, text=request.POST.get("text", ""), now=timezone.now())
    return _("Noted.")


def _aside(access: Access, request: HttpRequest, row: "CustomerRequest") -> str:  # noqa: ARG001 - one form for all
    close_request(access, row.pk, ending=Ending.NONE, now=timezone.now())
    return _("Set aside: it asks for nothing.")


def _same(access: Access, request: HttpRequest, row: "CustomerRequest") -> str:
    given = request.POST.get("other", "").removeprefix("#")
    other = row_number(given) or 0
    close_request(access, row.pk, ending=Ending.SAME, same_as=other, now=timezone.now())
    return _("Closed as the same as request #%(number)s.") % {"number": other}


def _told(access: Access, request: HttpRequest, row: "CustomerRequest") -> str:  # noqa: ARG001 - one form for all
    close_request(access, row.pk, ending=Ending.TOLD, now=timezone.now())
    return _("Closed: the customer was told otherwise than by mail from here.")


def _reopen(access: Access, request: HttpRequest, row: "CustomerRequest") -> str:  # noqa: ARG001 - one form for all
    reopen_request(access, row.pk, now=timezone.now())
    return _("Open again.")


def _read(access: Access, request: HttpRequest, row: "CustomerRequest") -> str:  # noqa: ARG001 - one form for all
    read_customer(access, row.pk)
    return _("Marked as read.")


ACTS: dict[str, Callable[[Access, HttpRequest, "CustomerRequest"], str]] = {
    "note": _note,
    "aside": _aside,
    "same": _same,
    "told": _told,
    "reopen": _reopen,
    "read": _read,
}
