"""Webhooks: set up, tried, looked after."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.integrations.delighted.errors import AddressRefused, WebhookTwice
from emptychair.integrations.delighted.pages.forms import ChangedWebhookForm, NewWebhookForm
from emptychair.integrations.delighted.queries.projects import surveys_to_choose
from emptychair.integrations.delighted.queries.webhooks import (
    deliveries_of,
    delivery_with_id,
    webhook_with_id,
)
from emptychair.integrations.delighted.services.delivering import deliver_again
from emptychair.integrations.delighted.services.telling import send_sample
from emptychair.integrations.delighted.services.webhooks import (
    add_webhook,
    change_webhook,
    remove_webhook,
)
from emptychair.integrations.delighted.signing import HEADER, webhook_secret
from emptychair.integrations.delighted.types import DeliveryState


def new(request: HttpRequest) -> HttpResponse:
    """A new webhook."""
    access = access_from(request)
    access.require(Permission.TOKEN_CREATE)
    surveys = [(one.pk, one.name) for one in surveys_to_choose(access)]
    form = NewWebhookForm(request.POST if request.method == "POST" else None, surveys=surveys)
    if request.method == "POST" and form.is_valid():
        try:
            row = add_webhook(access, survey_id=form.cleaned_data["survey"], words=form.words())
        except (AddressRefused, WebhookTwice) as error:
            form.add_error("address", str(error))
        else:
            messages.success(request, _("The webhook was added."))
            return redirect("delighted-webhook", row.pk)
    status = 422 if form.errors else 200
    found = {"form": form, "surveys": surveys}
    return render(request, "delighted/webhook_new.html", found, status=status)


def webhook(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """One webhook: its settings, its secret, what was sent."""
    access = access_from(request)
    row = webhook_with_id(access, webhook_id)
    usual = {
        "address": row.address,
        "events": row.events,
        "is_signed": bool(row.secret_number),
        "is_active": row.is_active,
    }
    form = ChangedWebhookForm(request.POST if request.method == "POST" else None, initial=usual)
    if request.method == "POST" and form.is_valid():
        try:
            change_webhook(access, row, words=form.words(), active=form.cleaned_data["is_active"])
        except (AddressRefused, WebhookTwice) as error:
            form.add_error("address", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("delighted-webhook", row.pk)
    status = 422 if form.errors else 200
    return render(request, "delighted/webhook.html", _shown(access, row, form), status=status)


@require_POST
def test(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Send the newest answer once more."""
    access = access_from(request)
    row = webhook_with_id(access, webhook_id)
    send_sample(access, row, now=timezone.now())
    messages.success(request, _("An event is on its way. Look below what came of it."))
    return redirect("delighted-webhook", row.pk)


@require_POST
def again(request: HttpRequest, webhook_id: int, delivery_id: int) -> HttpResponse:
    """Send one event once more."""
    access = access_from(request)
    row = webhook_with_id(access, webhook_id)
    deliver_again(access, delivery_with_id(access, row, delivery_id), now=timezone.now())
    messages.success(request, _("An event is on its way. Look below what came of it."))
    return redirect("delighted-webhook", row.pk)


@require_POST
def remove(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Tell this address no more."""
    access = access_from(request)
    remove_webhook(access, webhook_with_id(access, webhook_id))
    messages.success(request, _("The webhook was removed."))
    return redirect("delighted")


def _shown(access: Access, row: Any, form: ChangedWebhookForm) -> dict[str, Any]:
    number = row.secret_number
    rows = deliveries_of(access, row)
    return {
        "webhook": row,
        "form": form,
        "deliveries": [(one, DeliveryState(one.state).label) for one in rows],
        "secret": webhook_secret(row.pk, number) if number else "",
        "header": HEADER,
    }
