"""A request is noted: pasted, heard on the telephone, or taken out of a case."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import company_with_id, person_with_id
from emptychair.http.access import access_from
from emptychair.intake.services.receiving import Came, take_request
from emptychair.intake.types import Channel, Priority
from emptychair.kit.errors import Invalid, NotFound, Refused
from emptychair.loop.queries import case_with_number
from emptychair.loop.queries.masked import name_of
from emptychair.web.ui.choices import ChoiceOrNone, DayInput, offer_colleagues
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number
from emptychair.web.ui.whom import WhomForm, customer_of

if TYPE_CHECKING:
    from emptychair.loop.models import Case

CHANNELS = (Channel.PASTE, Channel.CALL, Channel.FORM)
ASKED = ("raw", "channel", "title", "priority", "due_on", "owner_id")


class RequestForm(WhomForm):
    """What the customer said, as they said it."""

    raw = forms.CharField(
        label=gettext_lazy("What the customer said"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("As it came: it is kept like this, and split into tasks after."),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How it came"), choices=[(one.value, one.label) for one in CHANNELS]
    )
    title = forms.CharField(label=gettext_lazy("What we call it"), max_length=200, required=False)
    priority = forms.ChoiceField(
        label=gettext_lazy("How soon"), choices=Priority.choices, initial=Priority.NORMAL
    )
    due_on = forms.DateField(
        label=gettext_lazy("Until when they would like it"), widget=DayInput, required=False
    )
    owner_id = ChoiceOrNone(gettext_lazy("Who sees to it"))
    field_order = ("raw", "channel", "customer", "chosen", "title")


@require_http_methods(["GET", "HEAD", "POST"])
def new_request(request: HttpRequest) -> HttpResponse:
    """Keep it as it is; the next page splits it."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.CASE_WRITE)
    if access.assigned_only:
        raise Refused
    about = _about(request, access)
    case: Case | None = about.get("case")
    initial = {"raw": _words_of(case), "owner_id": access.user_id}
    form = RequestForm(request.POST or None, initial=initial)
    offer_colleagues(form, access, "owner_id")
    _shape(form, about)
    if request.method == "POST" and form.is_valid() and _named(form, access, about):
        given = {name: form.cleaned_data[name] for name in ASKED if name in form.cleaned_data}
        channel = Channel.CASE.value if case else given.pop("channel")
        given.pop("channel", None)
        try:
            row, _new = take_request(access, Came(channel=channel, **given, **about), now=now)
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Request #%(number)s is kept.") % {"number": row.number})
            return redirect("request", row.number)
    whom = name_of(access, about.get("person"), about.get("company"))
    context = {
        "form": form,
        "heading": _("Note a request"),
        "whom": whom,
        "back": reverse("requests"),
    }
    return render_page(request, "intake/form.html", context)


def _about(request: HttpRequest, access: Access) -> dict[str, Any]:
    """The customer or the case in the address."""
    found: dict[str, Any] = {}
    for name, read in (
        ("person", person_with_id),
        ("company", company_with_id),
        ("case", case_with_number),
    ):
        value = request.GET.get(name, "")
        if value:
            number = row_number(value)
            if number is None:
                raise NotFound
            found[name] = read(access, number)
    if "case" in found:
        case = found["case"]
        found |= {"person": case.person, "company": case.company}
    person = found.get("person")
    if person and not found.get("company"):
        found["company"] = person.company
    return found


def _words_of(case: "Case | None") -> str:
    if case is None:
        return ""
    said = case.response.comment if case.response else ""
    return said or case.title


def _shape(form: RequestForm, about: dict[str, Any]) -> None:
    if about.get("case"):
        del form.fields["channel"]
    if about.get("person") or about.get("company"):
        del form.fields["customer"], form.fields["chosen"]


def _named(form: RequestForm, access: Access, about: dict[str, Any]) -> bool:
    """Take up whom the form names, if it asks; false where it must be asked again."""
    if "customer" not in form.fields:
        return True
    found = customer_of(form, access)
    if found is None:
        return False
    about["company"], about["person"] = found
    person = about["person"]
    if person is not None:
        about["company"] = person.company
    return True
