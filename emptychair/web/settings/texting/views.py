"""SMS and LINE of this workspace."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.messaging.channels import is_channel_ready
from emptychair.messaging.queries import reason_sentence
from emptychair.messaging.queries.delivery import can_leave
from emptychair.messaging.queries.line_account import line_source
from emptychair.messaging.services.line_account import forget_line_account, set_line_account
from emptychair.messaging.services.texting import change_line_id, send_to_oneself
from emptychair.messaging.types import LINE, SMS, MessageState
from emptychair.web.settings.texting.forms import LineAccountForm, LineForm, OwnMessageForm
from emptychair.web.ui.parts import render_page


@require_safe
def texting(request: HttpRequest) -> HttpResponse:
    """What is set, and what to paste where."""
    access = access_from(request)
    access.require(Permission.WORKSPACE_MANAGE)
    return _page(request, access)


@require_POST
def change_line(request: HttpRequest) -> HttpResponse:
    """Keep how customers find our account."""
    access = access_from(request)
    access.require(Permission.WORKSPACE_MANAGE)
    form = LineForm(request.POST)
    if not form.is_valid():
        return _page(request, access, line_form=form)
    change_line_id(access, form.cleaned_data["line_id"])
    messages.success(request, _("Saved."))
    return redirect("texting")


@require_POST
def change_line_account(request: HttpRequest) -> HttpResponse:
    """Keep the secrets of our account, sealed."""
    access = access_from(request)
    access.require(Permission.WORKSPACE_MANAGE)
    form = LineAccountForm(request.POST)
    if not form.is_valid():
        return _page(request, access, account_form=form)
    try:
        set_line_account(access, **form.cleaned_data)
    except Invalid as refusal:
        form.add_error(None, str(refusal))
        return _page(request, access, account_form=form)
    messages.success(request, _("Saved. Send a message to yourself to see whether it works."))
    return redirect("texting")


@require_POST
def remove_line_account(request: HttpRequest) -> HttpResponse:
    """Throw the secrets of our account away."""
    access = access_from(request)
    forget_line_account(access)
    messages.success(request, _("Thrown away. LINE messages stay in the outbox from now on."))
    return redirect("texting")


@require_POST
def send_test(request: HttpRequest) -> HttpResponse:
    """A message to oneself."""
    access = access_from(request)
    access.require(Permission.WORKSPACE_MANAGE)
    form = OwnMessageForm(request.POST)
    if not form.is_valid():
        return _page(request, access, test_form=form)
    message = send_to_oneself(access, now=timezone.now(), **form.cleaned_data)
    if message.state == MessageState.REFUSED:
        messages.warning(request, reason_sentence(message.reason, message.reason_parameters))
        return redirect("texting")
    if can_leave(access, message.channel):
        messages.success(request, _("The message is on its way."))
    else:
        messages.warning(request, _("The message stays in the outbox: nothing is set up yet."))
    return redirect("outbox-message", message.pk)


def _page(
    request: HttpRequest,
    access: Access,
    *,
    line_form: LineForm | None = None,
    test_form: OwnMessageForm | None = None,
    account_form: LineAccountForm | None = None,
) -> HttpResponse:
    workspace, public = access.workspace, str(settings.PUBLIC_URL).rstrip("/")
    context: dict[str, Any] = {
        "sms_ready": is_channel_ready(access, SMS),
        "line_ready": is_channel_ready(access, LINE),
        "is_demo": workspace.is_demo,
        "is_secure": public.startswith("https://"),
        "sms_from": settings.SMS_FROM,
        "sms_incoming": public + reverse("sms-incoming"),
        "line_events": public + reverse("line-events", args=[workspace.slug]),
        "line_form": line_form or LineForm(initial={"line_id": workspace.settings.get("line_id")}),
        "test_form": test_form or OwnMessageForm(),
        "account_form": account_form or LineAccountForm(),
        "line_source": line_source(access).value,
    }
    status = 422 if line_form or test_form or account_form else 200
    return render_page(request, "texting/texting.html", context, status=status)
