"""Companies: the list, and one with all that stands around it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company
from emptychair.customers.queries.finding import FoundPerson, companies_matching
from emptychair.customers.queries.sheet import (
    AttributeRow,
    ContractRow,
    attribute_rows,
    colleagues_of,
    contracts_of,
)
from emptychair.kit.periods import local_day


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One line of the list."""

    id: int
    name: str
    region: str
    owner: str
    people: int
    yearly_value: Decimal | None
    currency: str
    joined_on: date | None


@dataclass(frozen=True, slots=True)
class CompanySheet:
    """One company, its place in the hierarchy, its people and contracts."""

    company: Company
    above: list[Company]
    parts: list[Company]
    people: list[FoundPerson]
    people_count: int
    contracts: list[ContractRow]
    attributes: list[AttributeRow]
    currency: str


def companies_listed(access: Access, *, text: str = "", sort: str = "name") -> QuerySet[Company]:
    """Companies that match, sorted by name, value or newest; `company_rows` makes them readable."""
    access.require(Permission.CUSTOMER_READ)
    rows = companies_matching(access, text).select_related("owner")
    if sort == "value":
        return rows.order_by(F("yearly_value").desc(nulls_last=True), "name")
    return rows.order_by("-pk") if sort == "newest" else rows.order_by("name", "pk")


def company_rows(access: Access, companies: list[Company]) -> list[CompanyRow]:
    """Rows of a page with how many people each has; one query."""
    ids = [company.pk for company in companies]
    counted = Company.objects.visible_to(access).filter(pk__in=ids)
    counts = dict(
        counted.annotate(count=Count("people", filter=Q(people__merged_into=None))).values_list(
            "pk", "count"
        )
    )
    return [
        CompanyRow(
            company.pk,
            company.name,
            company.region,
            str(company.owner or ""),
            counts.get(company.pk, 0),
            company.yearly_value,
            company.currency or access.workspace.currency,
            company.joined_on,
        )
        for company in companies
    ]


def company_sheet(access: Access, company: Company, *, now: datetime) -> CompanySheet:
    """All that this domain knows of a company."""
    today = local_day(now, access.workspace.zone)
    people = company.people.filter(merged_into=None)
    return CompanySheet(
        company=company,
        above=_above(company),
        parts=list(Company.objects.visible_to(access).filter(parent=company).order_by("name")[:50]),
        people=colleagues_of(access, company),
        people_count=people.count(),
        contracts=contracts_of(access, today, company=company),
        attributes=attribute_rows(access, company),
        currency=company.currency or access.workspace.currency,
    )


def company_choices(
    access: Access, *, limit: int = 1000, chosen: int | None = None
) -> list[tuple[int, str]]:
    """Companies to choose from, by name; the one that is chosen already also beyond the limit,
    since a form would lose it otherwise.
    """
    if access.assigned_only:
        return []
    rows = Company.objects.visible_to(access).order_by("name", "pk").values_list("pk", "name")
    found = list(rows[:limit])
    if chosen is None or any(pk == chosen for pk, _name in found):
        return found
    return [*rows.filter(pk=chosen), *found]


def _above(company: Company) -> list[Company]:
    found: list[Company] = []
    above = company.parent
    while above is not None and len(found) < 20:
        found.append(above)
        above = above.parent
    return found[::-1]
