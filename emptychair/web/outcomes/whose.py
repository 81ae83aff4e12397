"""Whose KPI or conversation it is, from `?company=` or `?person=`; and pages around it."""

from typing import TYPE_CHECKING, TypedDict

from django.http import HttpRequest
from django.urls import reverse

from emptychair.accounts.access import Access
from emptychair.customers.queries import company_with_id, person_with_id
from emptychair.kit.errors import NotFound
from emptychair.surveys.services.invitation_mail import public_link
from emptychair.web.ui.typed import row_number

if TYPE_CHECKING:
    from emptychair.customers.models import Company, Person


class Whose(TypedDict):
    """One of the two is there."""

    company: "Company | None"
    person: "Person | None"


def whose_from(request: HttpRequest, access: Access) -> Whose:
    """The customer named in the address. Raises `NotFound`."""
    company, person = (row_number(request.GET.get(name, "")) for name in ("company", "person"))
    if company:
        return Whose(company=company_with_id(access, company), person=None)
    if person:
        return Whose(company=None, person=person_with_id(access, person))
    raise NotFound


def outcome_address(whose: Whose) -> str:
    """The page of the customer's outcome."""
    if whose["company"] is not None:
        return reverse("company-outcome", args=[whose["company"].pk])
    person = whose["person"]
    return reverse("person-outcome", args=[person.pk if person else 0])


def public_address(access: Access, token: str) -> str:
    """Where a customer confirms a number."""
    return public_link(access, reverse("kpi-confirm", args=[token]))
