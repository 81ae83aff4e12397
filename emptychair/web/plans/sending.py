"""The customer's link by mail: written, looked at, sent; and withdrawn."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import person_with_id
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.plans.queries import people_of_customer, plan_rows, plan_with_id
from emptychair.plans.queries.visits import link_with_id
from emptychair.plans.services.links import (
    draft_link_mail,
    preview_link_mail,
    revoke_link,
    send_link,
)
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number

if TYPE_CHECKING:
    from emptychair.customers.models import Person
    from emptychair.plans.models import SuccessPlan


class MailForm(forms.Form):
    """The words of the mail."""

    subject = forms.CharField(label=pgettext_lazy("mail", "Subject"), max_length=300)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("{link} becomes the address of the customer's page."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The first button shows the mail, the second sends it, the same words once."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.CUSTOMER_WRITE)
    plan = plan_with_id(access, plan_id)
    today = local_day(now, access.workspace.zone)
    person = _addressee(request, access, plan)
    initial = {}
    if person:
        subject, text = draft_link_mail(access, plan, person, today=today)
        initial = {"subject": subject, "text": text}
    form = MailForm(request.POST or None, initial=initial)
    mail = None
    if request.method == "POST" and person and form.is_valid() and "rewrite" not in request.POST:
        try:
            if "send" in request.POST:
                send_link(access, plan_id, person, now=now, **form.cleaned_data)
                messages.success(request, _("The mail is on its way."))
                return redirect("plan", plan_id)
            mail = preview_link_mail(access, person, **form.cleaned_data)
        except Invalid as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "mail": mail,
        "person": person,
        "people": people_of_customer(access, plan),
        "row": plan_rows(access, [plan], today=today)[0],
    }
    return render_page(request, "plans/send.html", context)


@require_POST
def revoke(request: HttpRequest, link_id: int) -> HttpResponse:
    """From now on the link opens nothing."""
    access = access_from(request)
    link = link_with_id(access, link_id)
    revoke_link(access, link, now=timezone.now())
    messages.success(request, _("The link is withdrawn."))
    return redirect("plan", link.plan_id)


def _addressee(request: HttpRequest, access: Access, plan: "SuccessPlan") -> "Person | None":
    """Whom it goes to: chosen, else whom we talk to, else the person the plan is for."""
    allowed = {pk for pk, _name in people_of_customer(access, plan)}
    chosen = row_number(request.POST.get("person") or request.GET.get("person") or "")
    found = chosen if chosen in allowed else plan.contact_id or plan.person_id
    return person_with_id(access, found) if found else None
