"""Customers without a KPI of their own: nobody asked them yet."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Person
from emptychair.customers.queries.finding import (
    companies_matching,
    people_matching,
    people_of,
    shown_name,
)
from emptychair.customers.queries.gone import gone_companies, gone_people
from emptychair.customers.queries.prospects import prospect_companies, prospect_people
from emptychair.outcomes.queries.kpis import running_kpis


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """A customer whose own number nobody knows."""

    kind: str
    id: int
    name: str
    value: float | None
    currency: str
    since: date | None


class UnaskedCustomers:
    """Customers without a KPI, those worth most first; reads rows when a slice is asked for. Who is
    no customer yet is none of them.
    """

    def __init__(self, access: Access, *, kind: str, text: str = "") -> None:
        """`kind` is company or person; people of companies are not asked one by one."""
        access.require(Permission.CUSTOMER_READ)
        self.access, self.kind = access, kind
        rows = _companies(access) if kind == "company" else _people(access)
        known = running_kpis(access).select_related(None).filter(**{kind: OuterRef("pk")})
        found = rows.filter(~Exists(known))
        if text:
            matching = companies_matching if kind == "company" else people_matching
            found = found.filter(pk__in=matching(access, text).values("pk"))
        self.rows = found.order_by(F("yearly_value").desc(nulls_last=True), "pk")

    def __getitem__(self, part: slice) -> list[Unasked]:
        """Some of them."""
        return [self._row(one) for one in self.rows[part]]

    def _row(self, one: Company | Person) -> Unasked:
        name = one.name if isinstance(one, Company) else shown_name(self.access, one)
        return Unasked(
            kind=self.kind,
            id=one.pk,
            name=name,
            value=None if one.yearly_value is None else float(one.yearly_value),
            currency=one.currency or self.access.workspace.currency,
            since=one.joined_on,
        )


def _companies(access: Access) -> QuerySet[Any]:
    rows = Company.objects.visible_to(access).exclude(gone_companies(access, date.max))
    return rows.none() if access.assigned_only else rows.exclude(prospect_companies(access))


def _people(access: Access) -> QuerySet[Any]:
    rows = people_of(access).filter(company=None).exclude(gone_people(access, date.max))
    return rows.exclude(prospect_people(access))


def kinds_without(access: Access) -> list[str]:
    """Which kinds of customers the workspace has: companies, people by themselves, or both."""
    access.require(Permission.CUSTOMER_READ)
    found = []
    if Company.objects.visible_to(access).exists():
        found.append("company")
    if people_of(access).filter(company=None).exists() or not found:
        found.append("person")
    return found
