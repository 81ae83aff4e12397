"""Asking a customer to confirm a number: the mail is looked at first; corrections are decided."""

from typing import TYPE_CHECKING, Any

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
from emptychair.customers.queries.finding import shown_name
from emptychair.customers.queries.sheet import people_there
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound, ProductError
from emptychair.outcomes.links import token_for
from emptychair.outcomes.queries.confirmations import (
    LINK,
    confirmation_with_id,
    draft_for,
    language_of,
)
from emptychair.outcomes.queries.kpis import kpi_with_id
from emptychair.outcomes.services.confirming import (
    decide_correction,
    make_link,
    revoke_link,
    send_link,
)
from emptychair.outcomes.words import value_words
from emptychair.web.outcomes.whose import public_address
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number

if TYPE_CHECKING:
    from emptychair.customers.models import Person
    from emptychair.outcomes.models import Kpi


class MailForm(forms.Form):
    """The mail in one's own words."""

    subject = forms.CharField(label=pgettext_lazy("mail", "Subject"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=5000,
        help_text=gettext_lazy("{link} becomes the address of their page."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, kpi_id: int) -> HttpResponse:
    """Whom to ask, the mail, and the same mail as it will go out; or only a link to hand over."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    found = kpi_with_id(access, kpi_id)
    people = _people(access, found)
    person = _chosen(request, access, found, people)
    away = found.customer_owner if found.company is not None and person is None else None
    draft = draft_for(access, found, person, now=timezone.now()) if person else None
    initial = {"subject": draft.subject, "text": draft.text} if draft else {}
    form = MailForm(request.POST if "text" in request.POST else None, initial=initial)
    if request.method == "POST":
        done = _act(request, access, found, person, form)
        if done is not None:
            return done
    ready = form.is_bound and form.is_valid() and "rewrite" not in request.POST
    example = public_address(access, "...")
    context: dict[str, Any] = {
        "kpi": found,
        "value": value_words(found.current_value, found.unit),
        "people": people,
        "person": person,
        "away": shown_name(access, away) if away else "",
        "draft": draft,
        "form": form,
        "ready": ready,
        "shown": form.cleaned_data["text"].replace(LINK, example) if ready else "",
    }
    return render_page(request, "outcomes/ask.html", context)


@require_POST
def withdraw(request: HttpRequest, kpi_id: int, link_id: int) -> HttpResponse:
    """From now on the link opens nothing."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    found = kpi_with_id(access, kpi_id)
    revoke_link(access, confirmation_with_id(access, found, link_id))
    messages.success(request, _("The link is withdrawn."))
    return redirect("kpi", kpi_id)


@require_POST
def decide(request: HttpRequest, kpi_id: int, link_id: int) -> HttpResponse:
    """Take the customer's number over, or keep ours with a reason."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    found = kpi_with_id(access, kpi_id)
    row = confirmation_with_id(access, found, link_id)
    take = request.POST.get("take") == "yes"
    reason = request.POST.get("reason", "")
    try:
        decide_correction(access, row, take=take, reason=reason, now=timezone.now())
    except ProductError as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("Their number is in the ledger.") if take else _("Our number is kept.")
        messages.success(request, said)
    return redirect("kpi", kpi_id)


def _act(
    request: HttpRequest, access: Access, kpi: "Kpi", person: "Person | None", form: MailForm
) -> HttpResponse | None:
    wants_link = "link_only" in request.POST
    if not wants_link and not ("send" in request.POST and form.is_valid()):
        return None
    now = timezone.now()
    try:
        row, _new = make_link(access, kpi, person, language=language_of(access, person), now=now)
        if not wants_link:
            address = public_address(access, token_for(access.workspace.pk, row.pk))
            send_link(access, row, address=address, now=now, **form.cleaned_data)
    except ProductError as refusal:
        messages.error(request, str(refusal))
        return None
    said = (
        _("The link is ready to hand over.") if wants_link else _("Asked. The answer comes here.")
    )
    messages.success(request, said)
    return redirect("kpi", kpi.pk)


def _people(access: Access, kpi: "Kpi") -> list[tuple[int, str]]:
    if kpi.company is None:
        return []
    return [(one.id, one.name) for one in people_there(access, kpi.company, limit=200)]


def _chosen(
    request: HttpRequest, access: Access, kpi: "Kpi", people: list[tuple[int, str]]
) -> "Person | None":
    if kpi.person is not None:
        return kpi.person
    wish = row_number(request.POST.get("person") or request.GET.get("person") or "")
    if wish:
        found = person_with_id(access, wish)
        if kpi.company_id is None or found.company_id != kpi.company_id:
            raise NotFound
        return found
    there = {one for one, _name in people}
    return kpi.customer_owner if kpi.customer_owner_id in there else None
