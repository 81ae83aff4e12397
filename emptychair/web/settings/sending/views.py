"""The domains we send from."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.messaging.errors import DomainInvalid, DomainKnown
from emptychair.messaging.queries import can_mail_leave, sender_address, sent_today
from emptychair.messaging.queries.domains import (
    DomainView,
    sender_domain,
    sending_domain,
    sending_domains,
)
from emptychair.messaging.services.domains import (
    add_domain,
    change_domain,
    check_domain,
    remove_domain,
)
from emptychair.web.settings.sending.forms import ChangeForm, DomainForm
from emptychair.web.settings.sending.words import finding_row
from emptychair.web.ui.parts import render_page, wants_part


def sending(request: HttpRequest) -> HttpResponse:
    """All domains with what their DNS says; adding one looks at once."""
    access = access_from(request)
    access.require(Permission.WORKSPACE_MANAGE)
    if request.method != "POST":
        return _page(request, access)
    form = DomainForm(request.POST)
    if form.is_valid() and _added(access, form):
        return redirect("sending")
    return _page(request, access, form=form)


@require_POST
def check(request: HttpRequest, domain_id: int) -> HttpResponse:
    """Look into the DNS now."""
    access = access_from(request)
    now = timezone.now()
    row = check_domain(access, sending_domain(access, domain_id), now=now)
    if wants_part(request):
        view = next(one for one in sending_domains(access, now=now) if one.id == row.pk)
        return render_page(request, "sending/_domain.html", {"one": _shown(access, view)})
    return redirect("sending")


@require_POST
def change(request: HttpRequest, domain_id: int) -> HttpResponse:
    """Another selector, or a slow start begun or ended."""
    access = access_from(request)
    form = ChangeForm(request.POST)
    form.is_valid()
    now = timezone.now()
    row = change_domain(
        access,
        domain_id,
        selector=form.cleaned_data.get("selector", ""),
        slow_start=form.cleaned_data.get("slow_start", False),
        now=now,
    )
    check_domain(access, row, now=now)
    messages.success(request, _("Saved, and looked into the DNS."))
    return redirect("sending")


@require_POST
def remove(request: HttpRequest, domain_id: int) -> HttpResponse:
    """Take a domain out of the list."""
    remove_domain(access_from(request), domain_id)
    messages.success(request, _("Taken out of the list. Mail goes out as before."))
    return redirect("sending")


def _added(access: Access, form: DomainForm) -> bool:
    now = timezone.now()
    try:
        row = add_domain(access, **form.cleaned_data, now=now)
    except (DomainInvalid, DomainKnown) as problem:
        form.add_error("domain", forms.ValidationError(str(problem)))
        return False
    check_domain(access, row, now=now)
    return True


def _page(request: HttpRequest, access: Access, *, form: DomainForm | None = None) -> HttpResponse:
    views = sending_domains(access, now=timezone.now())
    domain = sender_domain(access)
    known = {one.domain for one in views}
    public = str(access.workspace.settings.get("public_url", "") or settings.PUBLIC_URL)
    provider = str(settings.MAIL_PROVIDER)
    context = {
        "form": form or DomainForm(initial={"domain": "" if domain in known else domain}),
        "domains": [_shown(access, one) for one in views],
        "sender": sender_address(access),
        "sender_domain": domain,
        "sender_is_missing": bool(domain) and domain not in known,
        "leaves": can_mail_leave(access),
        "is_demo": access.workspace.is_demo,
        "is_secure": public.startswith("https://"),
        "provider": provider,
        "reports_are_read": bool(settings.MAIL_REPORTS),
        "reports_link": public.rstrip("/") + reverse("mail-reports", args=[provider])
        if provider
        else "",
        "mailbox_is_read": bool(settings.MAILBOX_URL),
    }
    return render_page(request, "sending/sending.html", context, status=422 if form else 200)


def _shown(access: Access, view: DomainView) -> dict[str, Any]:
    return {
        "view": view,
        "findings": [finding_row(one) for one in view.findings],
        "sent_today": sent_today(access, now=timezone.now()) if view.ceiling is not None else 0,
    }
