"""A case opened by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import company_with_id, person_with_id
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound
from emptychair.loop.queries.masked import name_of
from emptychair.loop.services.cases import add_note, open_case
from emptychair.loop.types import CaseKind
from emptychair.web.loop.case_forms import NewCaseForm, NewCaseForSomebodyForm
from emptychair.web.ui.choices import chosen_team, chosen_touchpoint
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.whom import customer_of


@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request: HttpRequest) -> HttpResponse:
    """For the customer in the address, for one who is looked for, or, if somebody says so, for
    one whom nobody knows.
    """
    access = access_from(request)
    access.require(Permission.CASE_WRITE)
    about: dict[str, Any] | None = _about(request, access)
    kind = NewCaseForm if about else NewCaseForSomebodyForm
    form = kind(request.POST or None, access=access)
    if request.method == "POST" and form.is_valid():
        about = about or _looked_for(form, access)
        if about is not None:
            return _open(request, access, form, about)
    about = about or {}
    whom = name_of(access, about.get("person"), about.get("company"))
    return render_page(request, "loop/new_case.html", {"form": form, "whom": whom})


def _open(
    request: HttpRequest, access: Access, form: NewCaseForm, about: dict[str, Any]
) -> HttpResponse:
    values, now = form.cleaned_data, timezone.now()
    case, _new = open_case(
        access,
        kind=CaseKind.MANUAL,
        title=values["title"],
        urgency=values["urgency"],
        now=now,
        touchpoint=chosen_touchpoint(access, values["touchpoint"]),
        team=chosen_team(access, values["team"]),
        **about,
    )
    if values["note"].strip():
        add_note(access, case, text=values["note"], now=now)
    messages.success(request, _("Case #%(number)s is open.") % {"number": case.number})
    return redirect("case", case.number)


def _looked_for(form: NewCaseForm, access: Access) -> dict[str, Any] | None:
    """Whom somebody typed; nobody only where they said so. None: the form asks."""
    found = customer_of(form, access)
    if found is None:
        return None
    company, person = found
    if person is not None:
        return {"person": person}
    return {"company": company} if company is not None else {}


def _about(request: HttpRequest, access: Access) -> dict[str, Any]:
    """The customer in the address. Whoever is not there is not found."""
    found: dict[str, Any] = {}
    for name, read in (("person", person_with_id), ("company", company_with_id)):
        value = request.GET.get(name, "")
        if value:
            if not value.isascii() or not value.isdigit():
                raise NotFound
            found[name] = read(access, int(value))
    return found
