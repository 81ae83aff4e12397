"""Days that matter, and wishes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import person_with_id
from emptychair.customers.queries.sheet import special_day_with_id, wish_with_id
from emptychair.customers.services.household import (
    add_special_day,
    fulfil_wish,
    note_wish,
    remove_special_day,
    reopen_wish,
)
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.web.customers.forms import NoteForm, SpecialDayForm


@require_POST
def new_day(request: HttpRequest, person_id: int) -> HttpResponse:
    """A birthday, an anniversary."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    person = person_with_id(access, person_id)
    form = SpecialDayForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid  # noqa: TRY301 - said in one place
        add_special_day(access, person, **form.cleaned_data)
        messages.success(request, _("Noted."))
    except Invalid:
        messages.warning(request, _("There is no such day. Please check month and day."))
    return redirect("person", person_id)


@require_POST
def remove_day(request: HttpRequest, day_id: int) -> HttpResponse:
    """Forget a day."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    row = special_day_with_id(access, day_id)
    person_id = row.person_id
    remove_special_day(access, row)
    messages.success(request, _("Taken off the list."))
    return redirect("person", person_id)


@require_POST
def new_wish(request: HttpRequest, person_id: int) -> HttpResponse:
    """What somebody wishes for."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    person = person_with_id(access, person_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        note_wish(access, person, text=form.cleaned_data["text"], now=timezone.now())
        messages.success(request, _("Noted."))
    else:
        messages.warning(request, _("Please write a few words."))
    return redirect("person", person_id)


@require_POST
def change_wish(request: HttpRequest, wish_id: int) -> HttpResponse:
    """Fulfilled; or, as undo, not fulfilled after all."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    wish = wish_with_id(access, wish_id)
    if wish.fulfilled_at is None:
        fulfil_wish(access, wish, now=timezone.now())
        undo = reverse("wish", args=[wish_id])
        messages.success(request, _("A wish fulfilled."), extra_tags=f"undo:{undo}")
    else:
        reopen_wish(access, wish)
    return redirect("person", wish.person_id)
