"""What is brought to the executive owner."""

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
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.loop.queries import case_with_number, initiative_with_number
from emptychair.programme.queries import escalation_with_id, seats_of
from emptychair.programme.queries.escalations import escalation_row
from emptychair.programme.services.escalations import decide_escalation, raise_escalation
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number


class AskForm(forms.Form):
    """What it is about, and what is needed."""

    title = forms.CharField(label=gettext_lazy("What no team can solve"), max_length=200)
    needs = forms.CharField(
        label=gettext_lazy("What we need: money, people, a rule changed, a decision"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    case = forms.IntegerField(required=False, widget=forms.HiddenInput)
    initiative = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DecideForm(forms.Form):
    """What was decided."""

    decision = forms.CharField(
        label=gettext_lazy("What is decided, and who does it by when"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_escalation(request: HttpRequest) -> HttpResponse:
    """Bring something before the executive owner, from a case or an initiative if there is one."""
    access = access_from(request)
    access.require(Permission.CASE_WRITE)
    about = {name: request.GET.get(name, "") for name in ("case", "initiative")}
    form = AskForm(request.POST or None, initial={**about, "title": _title(access, about)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = raise_escalation(
            access,
            title=given["title"],
            needs=given["needs"],
            now=timezone.now(),
            case=case_with_number(access, given["case"]) if given["case"] else None,
            initiative=initiative_with_number(access, given["initiative"])
            if given["initiative"]
            else None,
        )
        messages.success(request, _("It lies before the executive owner now."))
        return redirect("escalation", made.pk)
    seats = seats_of(access)
    context = {
        "form": form,
        "heading": _("Bring it to the executive owner"),
        "back": reverse("programme"),
        "seat_is_empty": not seats.executive,
    }
    return render_page(request, "programme/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def escalation(request: HttpRequest, escalation_id: int) -> HttpResponse:
    """One of them, with its decision or a form for it."""
    access = access_from(request)
    row = escalation_with_id(access, escalation_id)
    form = DecideForm(request.POST or None, initial={"decision": row.decision})
    if request.method == "POST" and form.is_valid():
        try:
            decide_escalation(
                access, row, decision=form.cleaned_data["decision"], now=timezone.now()
            )
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The decision is written down."))
            return redirect("escalation", escalation_id)
    seats = seats_of(access)
    may_decide = access.may(Permission.CASE_WRITE) and (
        seats.executive_id == access.user_id or access.may(Permission.PROGRAMME_MANAGE)
    )
    context = {
        "row": escalation_row(access, row),
        "form": form,
        "seats": seats,
        "may_decide": may_decide,
    }
    return render_page(request, "programme/escalation.html", context)


def _title(access: Access, about: dict[str, str]) -> str:
    initiative, case = row_number(about["initiative"]), row_number(about["case"])
    if initiative is not None:
        return initiative_with_number(access, initiative).title
    if case is not None:
        return case_with_number(access, case).title
    return ""
