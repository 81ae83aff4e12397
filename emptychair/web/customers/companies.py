"""Companies: list, one, adding, changing."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import company_with_id, timeline_of
from emptychair.customers.queries.companies import companies_listed, company_rows, company_sheet
from emptychair.customers.queries.sheet import attribute_rows, attributes_for_new
from emptychair.customers.services.attributes import set_attributes
from emptychair.customers.services.editing import edit_company
from emptychair.customers.services.identify import identify_company
from emptychair.http.access import access_from
from emptychair.kit.cards import Customer, cards_of
from emptychair.kit.errors import ProductError
from emptychair.loop.queries import cases_of_company
from emptychair.loop.types import CaseState
from emptychair.metrics.queries.companies import company_scores
from emptychair.metrics.types import Score
from emptychair.metrics.words import value_words
from emptychair.web.customers.forms import CompanyForm
from emptychair.web.customers.person import moment_in
from emptychair.web.customers.person_page import ENTRIES
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.customers.models import Company


@require_safe
def companies(request: HttpRequest) -> HttpResponse:
    """All companies, searched and sorted."""
    access = access_from(request)
    text, sort = request.GET.get("q", "").strip()[:100], request.GET.get("sort", "name")
    page = paginate(request, companies_listed(access, text=text, sort=sort))
    context = {
        "page": page,
        "rows": company_rows(access, page.items),
        "text": text,
        "sort": sort,
        "may_write": access.may(Permission.CUSTOMER_WRITE),
    }
    return render_page(
        request, "customers/companies.html", context, part="customers/_companies.html"
    )


@require_safe
def company(request: HttpRequest, company_id: int) -> HttpResponse:
    """One company: its people, contracts, cases, what happened."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    found = company_with_id(access, company_id)
    cases = cases_of_company(access, company_id) if access.may(Permission.CASE_READ) else []
    context = {
        "sheet": company_sheet(access, found, now=timezone.now()),
        "company": found,
        "scores": _scores(access, company_id),
        "cards": cards_of(access, Customer(company_id=company_id), now=timezone.now()),
        "open_cases": [case for case in cases if case.state != CaseState.CLOSED],
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        **_timeline(request, access, company_id),
    }
    return render_page(request, "customers/company.html", context)


@require_safe
def timeline(request: HttpRequest, company_id: int) -> HttpResponse:
    """Older entries of the timeline."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    context = {
        "company": company_with_id(access, company_id),
        **_timeline(request, access, company_id),
    }
    return render_page(
        request, "customers/timeline.html", context, part="customers/_timeline_rows.html"
    )


@require_http_methods(["GET", "POST"])
def new_company(request: HttpRequest) -> HttpResponse:
    """A company, entered by hand."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    form = CompanyForm(access, attributes_for_new(access, "company"), request.POST or None)
    if request.method == "POST" and form.is_valid():
        saved = _saved(access, None, form)
        if saved is not None:
            messages.success(request, _("Saved."))
            return redirect("company", saved.pk)
    return render_page(request, "customers/company_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, company_id: int) -> HttpResponse:
    """What we know of a company, to correct."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    found = company_with_id(access, company_id)
    initial = {name: getattr(found, name, None) for name in CompanyForm.base_fields}
    initial |= {"owner": found.owner_id, "parent": found.parent_id}
    rows = attribute_rows(access, found)
    form = CompanyForm(access, rows, request.POST or None, initial=initial, own=company_id)
    if request.method == "POST" and form.is_valid() and _saved(access, found, form):
        messages.success(request, _("Saved."))
        return redirect("company", company_id)
    context = {"form": form, "company": found}
    return render_page(request, "customers/company_form.html", context)


def _saved(access: Access, found: "Company | None", form: CompanyForm) -> "Company | None":
    values = form.plain()
    above = values.pop("parent")
    try:
        values["parent"] = company_with_id(access, above) if above else None
        if found is None:
            found, _is_new = identify_company(access, **values)
        else:
            found = edit_company(access, found, **values)
        set_attributes(access, found, form.typed())
    except ProductError as error:
        form.add_error(None, str(error))
        return None
    return found


def _scores(access: Access, company_id: int) -> list[tuple[Score, str]]:
    if not access.may(Permission.SCORE_READ):
        return []
    scores = company_scores(access, company_id, now=timezone.now())
    return [(one, value_words(one)) for one in scores]


def _timeline(request: HttpRequest, access: Access, company_id: int) -> dict[str, Any]:
    before = moment_in(request.GET.get("before", ""))
    rows = timeline_of(access, company_id=company_id, limit=ENTRIES + 1, before=before)
    more = rows[ENTRIES - 1].happened_at.isoformat() if len(rows) > ENTRIES else ""
    return {"rows": rows[:ENTRIES], "more": more}
