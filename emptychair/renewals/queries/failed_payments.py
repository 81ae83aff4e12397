"""Customers whose payment failed lately, by the events that the workspace names."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, CustomerEvent, Person
from emptychair.customers.queries.finding import shown_name
from emptychair.kit.cards import Customer
from emptychair.kit.periods import local_day
from emptychair.renewals.queries.definition import setting_of

NEWS_DAYS = 14
READ = 2000  # events that are looked at


@dataclass(frozen=True, slots=True)
class FailedPayment:
    """Whose payment failed, and when for the last time."""

    customer: Customer
    name: str
    failed_on: date
    value: float
    owner_id: int | None


def failed_payments(access: Access, *, now: datetime, limit: int) -> list[FailedPayment]:
    """Of the last two weeks, newest first; a company stands for its people."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerEvent.objects.visible_to(access).filter(
        name__in=setting_of(access).payment_events,
        occurred_at__gte=now - timedelta(days=NEWS_DAYS),
        occurred_at__lte=now,
    )
    told = rows.values("company_id", "person_id").annotate(last=Max("occurred_at"))
    days: dict[Customer, date] = {}
    for row in told.order_by("-last", "company_id", "person_id")[:READ]:
        company, person = row["company_id"], row["person_id"]
        one = Customer(company_id=company) if company else Customer(person_id=person)
        days.setdefault(one, local_day(row["last"], access.workspace.zone))
    return _named(access, days, limit)


def _named(access: Access, days: dict[Customer, date], limit: int) -> list[FailedPayment]:
    some = list(days)[:limit]
    firms = Company.objects.visible_to(access).in_bulk([one.company_id for one in some])
    people = Person.objects.visible_to(access).in_bulk([one.person_id for one in some])
    found = []
    for one in some:
        firm = firms.get(one.company_id or 0)
        person = people.get(one.person_id or 0)
        if firm is not None:
            known = FailedPayment(one, firm.name, days[one], _value(access, firm), firm.owner_id)
            found.append(known)
        elif person is not None:
            name, value = shown_name(access, person), _value(access, person)
            found.append(FailedPayment(one, name, days[one], value, person.owner_id))
    return found


def _value(access: Access, row: Company | Person) -> float:
    own = row.currency in ("", access.workspace.currency)
    return float(row.yearly_value or 0) if own else 0.0
