"""What each customer brings and takes, gathered from contracts, orders, cases and logged time."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeAlias

from django.db.models import Count, Q, Sum

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Contract, Order, Person
from emptychair.customers.queries.gone import gone_companies, gone_people
from emptychair.customers.types import ContractPeriod
from emptychair.kit.periods import start_of_day
from emptychair.loop.models import Case, CaseEntry, EffortEntry
from emptychair.loop.types import CaseState, EntryKind
from emptychair.touch.rules.economics import most_common
from emptychair.touch.types import CustomerKind, Decider

YEAR = 365
FEWEST_DAYS = 30  # somebody who came yesterday is not multiplied by 365
DECIDER = "decision_maker"  # the attribute of a company or person
CONTACTS = (EntryKind.CALL, EntryKind.MAIL_OUT, EntryKind.TEXT_OUT)
Key: TypeAlias = tuple[str, int]


@dataclass(slots=True, kw_only=True)
class Facts:
    """One customer."""

    kind: str
    id: int
    owner_id: int | None
    years: float
    decider: str = ""
    given: float | None = None  # the value a year as it was entered
    paid: float | None = None  # by contracts and orders
    product: str = ""
    segment: str = ""
    hours: float = 0.0
    estimated: float = 0.0
    contacts: int = 0
    largest: float = field(default=-1.0)

    @property
    def price(self) -> float | None:
        """What is paid a year; what was entered where nothing is known of payments."""
        return self.given if self.paid is None else self.paid


def facts_of_customers(access: Access, *, today: date) -> list[Facts]:
    """Everybody who is a customer today: companies, and people of none. A query for each source."""
    access.require(Permission.CUSTOMER_READ)
    found = dict(_customers(access, today))
    homes = _homes(access)
    _add_segments(access, found)
    _add_contracts(access, found, homes, today)
    _add_orders(access, found, homes, today)
    _add_time(access, found, homes, today)
    return list(found.values())


def _customers(access: Access, today: date) -> Iterator[tuple[Key, Facts]]:
    columns = ("pk", "owner_id", "joined_on", "yearly_value", "currency", "attributes")
    companies = (
        Company.objects.visible_to(access).exclude(gone_companies(access, today)).order_by("pk")
    )
    for row in companies.values_list(*columns).iterator():
        yield ("company", row[0]), _facts(access, CustomerKind.COMPANY, row, today)
    people = Person.objects.visible_to(access).filter(company=None, merged_into=None)
    people = people.exclude(gone_people(access, today))
    for row in people.order_by("pk").values_list(*columns, "segment").iterator():
        facts = _facts(access, CustomerKind.PERSON, row, today)
        facts.segment = row[6]
        yield ("person", row[0]), facts


def _facts(access: Access, kind: CustomerKind, row: tuple[Any, ...], today: date) -> Facts:
    pk, owner_id, joined_on, value, currency, attributes = row[:6]
    days = YEAR if joined_on is None else (today - joined_on).days
    said = str(attributes.get(DECIDER, "")).lower() if attributes else ""
    ours = currency in {"", access.workspace.currency}
    return Facts(
        kind=kind.value,
        id=pk,
        owner_id=owner_id,
        years=min(YEAR, max(FEWEST_DAYS, days)) / YEAR,
        decider=said if said in Decider.values else "",
        given=float(value) if value is not None and ours else None,
    )


def _homes(access: Access) -> dict[int, int]:
    """The company of each person who has one; of merged ones too, for what still hangs on them."""
    rows = Person.objects.visible_to(access).filter(company__isnull=False)
    return dict(rows.values_list("pk", "company_id").iterator())


def _key(company_id: int | None, person_id: int | None, homes: dict[int, int]) -> Key:
    company_id = company_id or homes.get(person_id or 0)
    return ("company", company_id) if company_id else ("person", person_id or 0)


def _add_segments(access: Access, found: dict[Key, Facts]) -> None:
    """A company is of the segment that most of its people are of."""
    people = Person.objects.visible_to(access).filter(company__isnull=False, merged_into=None)
    rows = people.exclude(segment="").order_by().values_list("company_id", "segment")
    words: dict[int, dict[str, int]] = defaultdict(dict)
    for company_id, segment, n in rows.annotate(n=Count("pk")).iterator():
        words[company_id or 0][segment] = n
    for company_id, counts in words.items():
        if facts := found.get(("company", company_id)):
            facts.segment = most_common(counts)


def _add_contracts(
    access: Access, found: dict[Key, Facts], homes: dict[int, int], today: date
) -> None:
    running = Q(cancelled_on=None) | Q(cancelled_on__gt=today)
    rows = Contract.objects.visible_to(access).filter(running, starts_on__lte=today)
    rows = rows.filter(currency=access.workspace.currency).order_by("pk")
    columns = ("company_id", "person_id", "plan", "amount", "period", "starts_on")
    for company_id, person_id, plan, amount, period, starts_on in rows.values_list(
        *columns
    ).iterator():
        facts = found.get(_key(company_id, person_id, homes))
        yearly = _yearly(float(amount), period, (today - starts_on).days)
        if facts is None or yearly is None:
            continue
        facts.paid = (facts.paid or 0.0) + yearly
        if yearly > facts.largest:
            facts.largest, facts.product = yearly, plan


def _yearly(amount: float, period: str, days: int) -> float | None:
    if period == ContractPeriod.MONTH:
        return 12 * amount
    if period == ContractPeriod.YEAR:
        return amount
    return amount if days < YEAR else None


def _add_orders(
    access: Access, found: dict[Key, Facts], homes: dict[int, int], today: date
) -> None:
    since = start_of_day(today - timedelta(days=YEAR), access.workspace.zone)
    rows = Order.objects.visible_to(access).filter(ordered_at__gte=since, amount__isnull=False)
    rows = rows.filter(currency__in=["", access.workspace.currency]).order_by()
    sums = rows.values_list("company_id", "person_id").annotate(total=Sum("amount"))
    for company_id, person_id, total in sums.iterator():
        if facts := found.get(_key(company_id, person_id, homes)):
            facts.paid = (facts.paid or 0.0) + float(total)


def _add_time(access: Access, found: dict[Key, Facts], homes: dict[int, int], today: date) -> None:
    """Time logged for cases; closed cases without any count as the mean of those with some."""
    first = today - timedelta(days=YEAR)
    since = start_of_day(first, access.workspace.zone)
    logged = EffortEntry.objects.visible_to(access).filter(case__isnull=False, spent_on__gt=first)
    for company_id, person_id, minutes in (
        logged.order_by()
        .values_list("case__company_id", "case__person_id")
        .annotate(minutes=Sum("minutes"))
        .iterator()
    ):
        if facts := found.get(_key(company_id, person_id, homes)):
            facts.hours += minutes / 60
    entries = CaseEntry.objects.visible_to(access).filter(happened_at__gte=since, kind__in=CONTACTS)
    for company_id, person_id, n in (
        entries.order_by()
        .values_list("case__company_id", "case__person_id")
        .annotate(n=Count("pk"))
        .iterator()
    ):
        if facts := found.get(_key(company_id, person_id, homes)):
            facts.contacts += n
    mean = hours_a_case(access, today=today)
    if mean is None:
        return
    closed = Case.objects.visible_to(access).filter(state=CaseState.CLOSED, closed_at__gte=since)
    silent = closed.filter(effort=None).order_by().values_list("company_id", "person_id")
    for company_id, person_id, n in silent.annotate(n=Count("pk")).iterator():
        if facts := found.get(_key(company_id, person_id, homes)):
            facts.hours += n * mean
            facts.estimated += n * mean


def hours_a_case(access: Access, *, today: date) -> float | None:
    """The mean time of a case that was closed in the last year and has some logged."""
    access.require(Permission.CUSTOMER_READ)
    since = start_of_day(today - timedelta(days=YEAR), access.workspace.zone)
    rows = Case.objects.visible_to(access).filter(
        state=CaseState.CLOSED, closed_at__gte=since, effort__isnull=False
    )  # asked of cases: few of what is logged belongs to one
    found = rows.aggregate(minutes=Sum("effort__minutes"), cases=Count("pk", distinct=True))
    return found["minutes"] / 60 / found["cases"] if found["cases"] else None
