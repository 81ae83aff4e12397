"""Customers with their tier, their cost, and what is left of the margin."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import F, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.finding import named
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.errors import NotFound
from emptychair.kit.masking import mask_name
from emptychair.touch.models import CustomerTouch, TouchOverride
from emptychair.touch.types import CustomerKind, CustomerRow, GroupKey

SORTS: dict[str, tuple[Any, ...]] = {
    "left": (F("left").asc(nulls_last=True), "pk"),
    "-left": (F("left").desc(nulls_last=True), "pk"),
    "-hours": ("-hours", "pk"),
    "-price": (F("price").desc(nulls_last=True), "pk"),
}


class CustomerRows:
    """A list of them; names are read for the page that is shown."""

    def __init__(self, access: Access, rows: QuerySet[CustomerTouch]) -> None:
        self._access, self._rows = access, rows

    def __getitem__(self, part: slice) -> list[CustomerRow]:
        """Some of them; whatever is joined is read of these alone."""
        keys = list(self._rows.values_list("pk", flat=True)[part])
        found: dict[int, CustomerRow] = {}
        for some in in_batches(keys):
            rows = CustomerTouch.objects.visible_to(self._access).filter(pk__in=some)
            found |= {row.id: row for row in customer_rows(self._access, rows)}
        return [found[key] for key in keys if key in found]


def customers_of(
    access: Access,
    *,
    tier: str = "",
    group: GroupKey | None = None,
    owner_id: int | None = None,
    overridden: bool = False,
    order: str = "left",
    text: str = "",
) -> CustomerRows:
    """Customers by what is left of their margin, the least first unless said otherwise."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerTouch.objects.visible_to(access)
    if tier:
        rows = rows.filter(tier="" if tier == "none" else tier)
    if group is not None:
        rows = rows.filter(kind=group.kind, product=group.product, segment=group.segment)
    if owner_id is not None:
        rows = rows.filter(owner=owner_id or None)
    if overridden:
        rows = rows.filter(is_overridden=True)
    if text:
        rows = rows.filter(named(access, text))
    return CustomerRows(access, rows.order_by(*SORTS.get(order, SORTS["left"])))


def customer_rows(access: Access, rows: QuerySet[CustomerTouch]) -> list[CustomerRow]:
    """The same as they are shown."""
    access.require(Permission.CUSTOMER_READ)
    found = list(rows.select_related("company", "person", "owner"))
    overrides = _overrides(access, found)
    return [_row(access, one, overrides) for one in found]


def touch_of(
    access: Access, *, company_id: int | None = None, person_id: int | None = None
) -> CustomerRow | None:
    """One customer, if it has been gone through yet; a person counts with their company."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerTouch.objects.visible_to(access)
    if company_id is not None:
        rows = rows.filter(company=company_id)
    else:
        rows = rows.filter(person=person_id)
    return next(iter(customer_rows(access, rows[:1])), None)


def customer_with_id(access: Access, row_id: int) -> CustomerRow:
    """One of them by the number of its row. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerTouch.objects.visible_to(access).filter(pk=row_id)
    found = customer_rows(access, rows)
    if not found:
        raise NotFound
    return found[0]


def tiers_of(access: Access, company_ids: Collection[int]) -> dict[int, str]:
    """The tier of each of these companies that has one."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerTouch.objects.visible_to(access).filter(company__in=company_ids)
    return dict(rows.exclude(tier="").values_list("company_id", "tier"))


def touch_row(access: Access, row_id: int) -> CustomerTouch:
    """The stored row. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerTouch.objects.visible_to(access).select_related("company", "person", "owner")
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise NotFound
    return row


def _overrides(access: Access, rows: Sequence[CustomerTouch]) -> dict[tuple[str, int], Any]:
    changed = [row for row in rows if row.is_overridden]
    if not changed:
        return {}
    found = TouchOverride.objects.visible_to(access)
    companies = found.filter(company__in=_ids(row.company_id for row in changed))
    people = found.filter(person__in=_ids(row.person_id for row in changed))
    by_company = {("company", one.company_id or 0): one for one in companies}
    return by_company | {("person", one.person_id or 0): one for one in people}


def _ids(found: Iterable[int | None]) -> list[int]:
    return [one for one in found if one is not None]


def _row(
    access: Access, row: CustomerTouch, overrides: dict[tuple[str, int], TouchOverride]
) -> CustomerRow:
    customer_id = row.company_id or row.person_id or 0
    override = overrides.get((row.kind, customer_id))
    return CustomerRow(
        id=row.pk,
        kind=row.kind,
        customer_id=customer_id,
        name=_name(access, row),
        product=row.product,
        segment=row.segment,
        tier=row.tier,
        is_overridden=row.is_overridden,
        override_name=override.name if override else "",
        override_reason=override.reason if override else "",
        price=row.price,
        hours=row.hours / row.years if row.years else row.hours,
        cost=row.cost,
        left=row.left,
        owner_id=row.owner_id,
        owner=str(row.owner) if row.owner else "",
    )


def _name(access: Access, row: CustomerTouch) -> str:
    if row.kind == CustomerKind.COMPANY or row.person is None:
        return row.company.name if row.company else ""
    person = row.person
    if access.may_see_names:
        return person.name or person.email or person.external_id
    return mask_name(person.name, person.language or access.workspace.language)
