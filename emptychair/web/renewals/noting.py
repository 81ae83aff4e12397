"""What members say of a renewal: forms that lead back to its page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.renewals.queries.listing import renewal_with_id
from emptychair.renewals.services.noting import (
    Ended,
    note_call,
    note_next_step,
    note_outcome,
    reopen_renewal,
)
from emptychair.web.renewals.forms import CallForm, OutcomeForm, StepForm
from emptychair.web.renewals.renewals import page_of
from emptychair.web.ui.parts import render_page


@require_POST
def step(request: HttpRequest, renewal_id: int) -> HttpResponse:
    """The next step."""
    access = _access(request, renewal_id)
    form = StepForm(request.POST)
    if not form.is_valid():
        return _again(request, access, renewal_id, step_form=form)
    given = form.cleaned_data
    note_next_step(access, renewal_id, text=given["next_step"], on=given["next_on"])
    messages.success(request, _("The next step is noted."))
    return redirect("renewal", renewal_id)


@require_POST
def call(request: HttpRequest, renewal_id: int) -> HttpResponse:
    """What the member expects."""
    access = _access(request, renewal_id)
    form = CallForm(request.POST)
    if not form.is_valid():
        return _again(request, access, renewal_id, call_form=form)
    note_call(access, renewal_id, call=form.cleaned_data["call"], now=timezone.now())
    messages.success(request, _("Noted. Later it is shown how good it was."))
    return redirect("renewal", renewal_id)


@require_POST
def outcome(request: HttpRequest, renewal_id: int) -> HttpResponse:
    """How it ended."""
    access = _access(request, renewal_id)
    form = OutcomeForm(request.POST)
    if form.is_valid():
        try:
            note_outcome(access, renewal_id, Ended(**form.cleaned_data), now=timezone.now())
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("How it ended is noted."))
            return redirect("renewal", renewal_id)
    return _again(request, access, renewal_id, outcome_form=form)


@require_POST
def reopen(request: HttpRequest, renewal_id: int) -> HttpResponse:
    """It had not ended."""
    reopen_renewal(_access(request, renewal_id), renewal_id)
    messages.success(request, _("The renewal is open again."))
    return redirect("renewal", renewal_id)


def _access(request: HttpRequest, renewal_id: int) -> Access:
    access = access_from(request)
    renewal_with_id(access, renewal_id)
    access.require(Permission.CUSTOMER_WRITE)
    return access


def _again(request: HttpRequest, access: Access, renewal_id: int, **forms: Any) -> HttpResponse:
    context = page_of(access, renewal_id, **forms)
    return render_page(request, "renewals/renewal.html", context, status=422)
