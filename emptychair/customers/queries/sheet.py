"""What this domain knows of one person or company, fit to show."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext

from emptychair.accounts.access import Access
from emptychair.customers.models import (
    AttributeDefinition,
    Company,
    Contract,
    Order,
    Person,
    SpecialDay,
    Suppression,
    Wish,
)
from emptychair.customers.queries.consent import consent_of, suppression_of
from emptychair.customers.queries.finding import (
    FoundPerson,
    found_person,
    people_of,
    shown_name,
    shown_words,
)
from emptychair.customers.queries.gone import no_longer_there
from emptychair.customers.rules.days import next_time
from emptychair.customers.types import SpecialDayKind, SuppressionReason
from emptychair.kit.errors import NotFound
from emptychair.kit.masking import mask_email
from emptychair.kit.periods import local_day


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """One attribute with its value in words; `raw` for the form."""

    key: str
    label: str
    kind: str
    value: str
    raw: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day that comes round."""

    id: int
    words: str
    whose: str
    next_on: date
    days_away: int


@dataclass(frozen=True, slots=True)
class WishRow:
    """A wish."""

    id: int
    text: str
    noted_by: str
    noted_at: datetime
    fulfilled_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract with how far its renewal is."""

    plan: str
    amount: Decimal
    currency: str
    period: str
    seats: int | None
    starts_on: date
    renews_on: date | None
    cancelled_on: date | None
    days_to_renewal: int | None


@dataclass(frozen=True, slots=True)
class Allowed:
    """Whether we may write to somebody: `state` is free, suppressed, refused or no_address."""

    state: str
    reason: str = ""
    since: datetime | None = None
    said: bool | None = None


@dataclass(slots=True)
class PersonSheet:
    """Who this is and what they bought."""

    person: Person
    name: str
    email: str
    phone: str
    allowed: Allowed
    currency: str
    attributes: list[AttributeRow] = field(default_factory=list)
    contracts: list[ContractRow] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    order_count: int = 0
    order_sum: Decimal | None = None
    days: list[DayRow] = field(default_factory=list)
    wishes: list[WishRow] = field(default_factory=list)


def person_sheet(access: Access, person: Person, *, now: datetime) -> PersonSheet:
    """All that this domain knows of a person, in about ten queries."""
    today = local_day(now, access.workspace.zone)
    sums = Order.objects.visible_to(access).filter(person=person)
    total = sums.aggregate(count=Count("pk"), sum=Sum("amount"))
    return PersonSheet(
        person=person,
        name=shown_name(access, person),
        email=_shown_email(access, person.email),
        phone=person.phone if access.may_see_names else "",
        allowed=_allowed(access, person),
        currency=person.currency or access.workspace.currency,
        attributes=_attributes(access, person),
        contracts=contracts_of(access, today, person=person),
        orders=_orders(access, person),
        order_count=total["count"],
        order_sum=total["sum"],
        days=_days(access, person, today),
        wishes=_wishes(access, person),
    )


def attribute_rows(access: Access, row: Person | Company) -> list[AttributeRow]:
    """Every defined attribute with the value of this row, and values nobody defined."""
    owner = "person" if isinstance(row, Person) else "company"
    known = AttributeDefinition.objects.visible_to(access).filter(applies_to=owner)
    found = [_attribute(one, row.attributes.get(one.key)) for one in known.order_by("label")]
    keys = {one.key for one in found}
    found += [
        AttributeRow(key, key, "", str(value), str(value), ())
        for key, value in row.attributes.items()
        if key not in keys and not isinstance(value, dict | list)
    ]
    return found


def attributes_for_new(access: Access, owner: str) -> list[AttributeRow]:
    """Every attribute of people or companies, still empty."""
    if access.assigned_only:
        return []
    known = AttributeDefinition.objects.visible_to(access).filter(applies_to=owner)
    return [_attribute(one, None) for one in known.order_by("label")]


def contracts_of(
    access: Access, today: date, *, person: Person | None = None, company: Company | None = None
) -> list[ContractRow]:
    """Contracts of a person or a company, those that run first."""
    whose = {"person": person} if person is not None else {"company": company}
    rows = Contract.objects.visible_to(access).filter(**whose)
    return [_contract(row, today) for row in rows.order_by("cancelled_on", "-starts_on")[:20]]


def colleagues_of(access: Access, company: Company, *, limit: int = 30) -> list[FoundPerson]:
    """People of a company, by name."""
    rows = people_of(access).filter(company=company).select_related("company")
    return [found_person(access, row) for row in rows.order_by("name", "pk")[:limit]]


def people_there(access: Access, company: Company, *, limit: int = 30) -> list[FoundPerson]:
    """People of a company who did not leave it, by name."""
    today = local_day(timezone.now(), access.workspace.zone)
    rows = people_of(access).filter(company=company).exclude(no_longer_there(access, today))
    rows = rows.select_related("company").order_by("name", "pk")
    return [found_person(access, row) for row in rows[:limit]]


def is_no_longer_there(access: Access, person: Person) -> bool:
    """Whether somebody left the company they worked for."""
    today = local_day(timezone.now(), access.workspace.zone)
    rows = Person.objects.visible_to(access).filter(no_longer_there(access, today), pk=person.pk)
    return person.company_id is not None and rows.exists()


def special_day_with_id(access: Access, day_id: int) -> SpecialDay:
    """One special day. Raises `NotFound`."""
    row = SpecialDay.objects.visible_to(access).filter(pk=day_id).first()
    if row is None or access.assigned_only:
        raise NotFound
    return row


def wish_with_id(access: Access, wish_id: int) -> Wish:
    """One wish with its person. Raises `NotFound`."""
    row = Wish.objects.visible_to(access).select_related("person__company").filter(pk=wish_id)
    wish = row.first()
    if wish is None or access.assigned_only:
        raise NotFound
    return wish


def attributes_of(access: Access) -> list[AttributeDefinition]:
    """All attributes of the workspace, of people first."""
    if access.assigned_only:
        return []
    rows = AttributeDefinition.objects.visible_to(access)
    return list(rows.order_by("-applies_to", "label"))


def attribute_with_id(access: Access, attribute_id: int) -> AttributeDefinition:
    """One attribute. Raises `NotFound`."""
    row = AttributeDefinition.objects.visible_to(access).filter(pk=attribute_id).first()
    if row is None or access.assigned_only:
        raise NotFound
    return row


def _shown_email(access: Access, email: str) -> str:
    return email if access.may_see_names or not email else mask_email(email)


def _allowed(access: Access, person: Person) -> Allowed:
    if not person.email:
        return Allowed("no_address")
    row: Suppression | None = suppression_of(access, channel="email", address=person.email)
    said = consent_of(access, person.pk, channel="email")
    given = said.given if said else None
    if row is not None:
        return Allowed("suppressed", _label(SuppressionReason, row.reason), row.created_at, given)
    if said is not None and not said.given:
        return Allowed("refused", said.source, said.said_at, given)
    return Allowed("free", said.source if said else "", said.said_at if said else None, given)


def _attribute(one: AttributeDefinition, value: Any) -> AttributeRow:
    words = "" if value is None else str(value)
    if isinstance(value, bool):
        words = gettext("yes") if value else gettext("no")
    raw = {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else words
    return AttributeRow(one.key, one.label, one.kind, words, raw, tuple(map(str, one.choices)))


def _contract(row: Contract, today: date) -> ContractRow:
    runs = row.renews_on is not None and row.cancelled_on is None
    days = (row.renews_on - today).days if runs and row.renews_on else None
    return ContractRow(
        row.plan,
        row.amount,
        row.currency,
        row.period,
        row.seats,
        row.starts_on,
        row.renews_on,
        row.cancelled_on,
        days,
    )


def _attributes(access: Access, person: Person) -> list[AttributeRow]:
    return [
        replace(
            one,
            value=shown_words(access, one.value, person),
            raw=shown_words(access, one.raw, person),
        )
        for one in attribute_rows(access, person)
    ]


def _orders(access: Access, person: Person) -> list[Order]:
    rows = list(Order.objects.visible_to(access).filter(person=person).order_by("-ordered_at")[:8])
    for row in rows:
        row.item = shown_words(access, row.item, person)
    return rows


def _days(access: Access, person: Person, today: date) -> list[DayRow]:
    found = []
    for row in SpecialDay.objects.visible_to(access).filter(person=person):
        coming = next_time(row.month, row.day, today)
        words = _label(SpecialDayKind, row.kind)
        whose = shown_words(access, row.whose, person)
        found.append(DayRow(row.pk, words, whose, coming, (coming - today).days))
    return sorted(found, key=lambda one: one.next_on)


def _wishes(access: Access, person: Person) -> list[WishRow]:
    rows = Wish.objects.visible_to(access).filter(person=person).select_related("noted_by")
    return [
        WishRow(
            row.pk,
            shown_words(access, row.text, person),
            str(row.noted_by or ""),
            row.created_at,
            row.fulfilled_at,
        )
        for row in rows.order_by("-created_at")[:20]
    ]


def _label(words: Any, value: str) -> str:
    return str(words(value).label) if value in words.values else value
