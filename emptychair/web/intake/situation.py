"""The customer's situation changed: what would move and who would hear of it, then so."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import company_with_id, person_with_id
from emptychair.http.access import access_from
from emptychair.intake.queries import request_with_number
from emptychair.intake.services.situation import Change, apply_change, preview_change
from emptychair.kit.errors import Invalid, NotFound, Refused
from emptychair.loop.queries.masked import name_of
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number


class SituationForm(forms.Form):
    """What changed, and by how much work moves."""

    text = forms.CharField(
        label=gettext_lazy("What changed at the customer"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Such as: they move offices in May; the new manager starts anew."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Move open tasks by days"),
        min_value=-365,
        max_value=365,
        initial=0,
        help_text=gettext_lazy("0: they stay, and are only looked at again. Minus is earlier."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def situation(request: HttpRequest) -> HttpResponse:
    """The first button shows what would happen, the second does it."""
    access, now = access_from(request), timezone.now()
    access.require(Permission.CASE_WRITE)
    if access.assigned_only:
        raise Refused
    about, whom, back = _about(request, access)
    form = SituationForm(request.POST or None)
    moves = None
    if request.method == "POST" and form.is_valid():
        change = Change(**form.cleaned_data, **about)
        try:
            if "apply" in request.POST:
                done = apply_change(access, change, now=now)
                words = ngettext(
                    "%(count)s task is to be looked at again.",
                    "%(count)s tasks are to be looked at again.",
                    len(done),
                )
                messages.success(request, words % {"count": len(done)})
                return redirect(back)
            moves = preview_change(access, change)
        except Invalid as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "moves": moves,
        "whom": whom,
        "back": back,
        "told": sorted({one.assignee for one in moves or [] if one.assignee}),
    }
    return render_page(request, "intake/situation.html", context)


def _about(request: HttpRequest, access: Access) -> tuple[dict[str, Any], str, str]:
    """Whose situation it is, their name, and where to go after. Raises `NotFound`."""
    names = ("request", "company", "person")
    given = {name: row_number(request.GET.get(name, "")) for name in names}
    numbers = {name: value for name, value in given.items() if value is not None}
    if "company" in numbers:
        company = company_with_id(access, numbers["company"])
        back = reverse("company", args=[company.pk])
        return {"company_id": company.pk}, name_of(access, None, company), back
    if "person" in numbers:
        person = person_with_id(access, numbers["person"])
        return {"person_id": person.pk}, name_of(access, person), _back_to_person(person.pk)
    if "request" not in numbers:
        raise NotFound
    row = request_with_number(access, numbers["request"])
    whom = name_of(access, row.person, row.company) or row.title
    return {"request_id": row.pk}, whom, reverse("request", args=[row.number])


def _back_to_person(person_id: int) -> str:
    return reverse("person", args=[person_id])
