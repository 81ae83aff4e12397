"""Months of revenue, and the customers behind each amount."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.finding import shown_name
from emptychair.kit.cards import Customer
from emptychair.kit.errors import NotFound
from emptychair.renewals.models import RevenueMonth, RevenueMovement
from emptychair.renewals.types import MovementKind


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month as the data say now (`live`), and as it was published, oldest edition first."""

    live: RevenueMonth
    published: tuple[RevenueMonth, ...]

    @property
    def stands(self) -> RevenueMonth:
        """What is shown: the last published edition, or the live one."""
        return self.published[-1] if self.published else self.live

    @property
    def has_drifted(self) -> bool:
        """Whether the data say something else now than what was published."""
        return bool(self.published) and self.published[-1].checksum != self.live.checksum

    @property
    def is_other_definition(self) -> bool:
        """Whether the definition was changed since."""
        return bool(self.published) and (
            self.published[-1].definition_id != self.live.definition_id
        )


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One customer whose revenue changed."""

    customer: Customer
    name: str
    kind: MovementKind
    before: Decimal
    after: Decimal
    size: Decimal


def currencies_of(access: Access) -> list[str]:
    """Currencies in which there is revenue, that of the workspace first."""
    access.require(Permission.CUSTOMER_READ)
    rows = _readable(access).filter(edition=0).order_by("currency").distinct()
    found = list(rows.values_list("currency", flat=True))
    return sorted(found, key=lambda one: (one != access.workspace.currency, one))


def months_of_revenue(access: Access, currency: str, *, limit: int = 24) -> list[MonthRow]:
    """The last months in one currency, newest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = _readable(access).filter(currency=currency).select_related("definition")
    live = list(rows.filter(edition=0).order_by("-month")[:limit])
    if not live:
        return []
    told = rows.filter(edition__gt=0, month__gte=live[-1].month).order_by("edition")
    published: dict[date, list[RevenueMonth]] = {}
    for one in told:
        published.setdefault(one.month, []).append(one)
    return [MonthRow(one, tuple(published.get(one.month, ()))) for one in live]


def month_of_revenue(access: Access, month: date, currency: str) -> MonthRow:
    """One month in one currency. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    rows = _readable(access).filter(month=month, currency=currency)
    found = list(rows.select_related("definition", "published_by").order_by("edition"))
    live = [one for one in found if one.edition == 0]
    if not live:
        raise NotFound
    return MonthRow(live[0], tuple(one for one in found if one.edition))


class Movements:
    """Reads its rows when a slice is asked for."""

    def __init__(self, access: Access, rows: QuerySet[RevenueMovement]) -> None:
        """`rows` are in their order."""
        self._access, self._rows = access, rows

    def __getitem__(self, part: slice, /) -> Iterable[MovementRow]:
        """Some of the rows."""
        return [_moved(self._access, one) for one in self._rows[part]]


def movements_of(access: Access, row: RevenueMonth, *, kind: str = "") -> Movements:
    """Who is behind the amounts of a month, largest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = RevenueMovement.objects.visible_to(access).filter(revenue_month=row)
    if kind in MovementKind.values:
        rows = rows.filter(kind=kind)
    rows = rows.select_related("company", "person").order_by("-size", "pk")
    return Movements(access, rows.none() if access.assigned_only else rows)


def months_between_days(access: Access, first: date, last: date) -> Sequence[RevenueMonth]:
    """The standing edition of each month in the currency of the workspace, for figures."""
    access.require(Permission.SCORE_READ)
    rows = _readable(access).filter(
        month__gte=first, month__lte=last, currency=access.workspace.currency
    )
    standing = {one.month: one for one in rows.order_by("month", "edition")}
    return list(standing.values())


def _readable(access: Access) -> QuerySet[RevenueMonth]:
    rows = RevenueMonth.objects.visible_to(access)
    return rows.none() if access.assigned_only else rows


def _moved(access: Access, one: RevenueMovement) -> MovementRow:
    if one.company is not None:
        name, customer = one.company.name, Customer(company_id=one.company_id)
    elif one.person is not None:
        name, customer = shown_name(access, one.person), Customer(person_id=one.person_id)
    else:
        name, customer = "", Customer()
    kind = MovementKind(one.kind)
    return MovementRow(customer, name, kind, one.before, one.after, one.size)
