"""What one customer wants to reach, and how far they are."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import company_with_id, person_with_id
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.outcomes.queries import kpi_with_id
from emptychair.outcomes.queries.asof import outcome_of
from emptychair.outcomes.queries.interviews import interviews_of
from emptychair.outcomes.queries.kpis import customer_name, kpis_of
from emptychair.outcomes.queries.ledger import worth_of
from emptychair.outcomes.words import standing_words
from emptychair.web.outcomes.lines import KpiLine, line_of
from emptychair.web.ui.parts import render_page


@require_safe
def company(request: HttpRequest, company_id: int) -> HttpResponse:
    """The outcome of a company."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    found = company_with_id(access, company_id)
    context = _context(access, company_id=company_id)
    context |= {"customer": found.name, "kind": "company", "customer_id": company_id}
    context["customer_number"] = str(company_id)
    return render_page(request, "outcomes/customer.html", context)


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """The outcome of a person or household."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    found = person_with_id(access, person_id)
    context = _context(access, person_id=person_id)
    name = customer_name(access, None, found)
    context |= {"customer": name, "kind": "person", "customer_id": person_id}
    context["customer_number"] = str(person_id)
    return render_page(request, "outcomes/customer.html", context)


def _context(access: Access, **whose: int) -> dict[str, Any]:
    today = local_day(timezone.now(), access.workspace.zone)
    read = outcome_of(access, on=today, **whose)
    lines = [line_of(one) for one in kpis_of(access, **whose, today=today)]
    return {
        "read": read,
        "say": standing_words(read.words, progress=read.progress, is_proxy=read.is_proxy),
        "percent": None if read.progress is None else round(100 * read.progress),
        "lines": [(one, _worth(access, one)) for one in lines],
        "interviews": interviews_of(access, **whose),
        "may_write": access.may(Permission.CUSTOMER_WRITE),
    }


def _worth(access: Access, line: KpiLine) -> Any:
    found = kpi_with_id(access, line.row.id)
    worth = worth_of(access, found)
    return (worth, found.formula_currency) if worth else None
