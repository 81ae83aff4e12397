"""Results of the night as they are shown: forecast, reports, buyers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.finding import shown_name
from emptychair.kit.cards import Customer
from emptychair.renewals.models import (
    BuyerReading,
    ForecastModel,
    ForecastWeek,
    RevenueReport,
)
from emptychair.renewals.types import ReadingKind, ReportKind


@dataclass(frozen=True, slots=True)
class BuyerRow:
    """A buyer, fit to show."""

    customer: Customer
    name: str
    times: int
    last_on: date
    gap_days: float | None
    next_on: date | None
    left_on: date | None
    is_active: bool
    chance: float | None
    value: Decimal
    currency: str


def forecast_of(access: Access) -> ForecastModel | None:
    """The forecast of the night; None before anything was counted."""
    access.require(Permission.CUSTOMER_READ)
    rows = ForecastModel.objects.visible_to(access)
    return None if access.assigned_only else rows.first()


def weeks_of(access: Access, *, limit: int = 26) -> list[ForecastWeek]:
    """Weeks that were kept, newest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = ForecastWeek.objects.visible_to(access).order_by("-week")
    return [] if access.assigned_only else list(rows[:limit])


def report_of(access: Access, kind: ReportKind) -> RevenueReport | None:
    """A stored report."""
    access.require(Permission.CUSTOMER_READ)
    rows = RevenueReport.objects.visible_to(access).filter(kind=kind.value)
    return None if access.assigned_only else rows.first()


def reading_of(access: Access, customer: Customer) -> BuyerReading | None:
    """The rhythm of orders of a customer who ordered at least twice."""
    access.require(Permission.CUSTOMER_READ)
    rows = BuyerReading.objects.visible_to(access).filter(
        kind=ReadingKind.REPEAT, company=customer.company_id, person=customer.person_id
    )
    return None if access.assigned_only else rows.filter(times__gte=2).first()


class BuyerList:
    """Reads its rows when a slice is asked for."""

    def __init__(self, access: Access, rows: QuerySet[BuyerReading]) -> None:
        """`rows` are in their order."""
        self._access, self._rows = access, rows

    def __getitem__(self, part: slice, /) -> Iterable[BuyerRow]:
        """Some of the rows."""
        return [_buyer(self._access, one) for one in self._rows[part]]


def buyer_list(access: Access, kind: ReadingKind, *, view: str, today: date) -> BuyerList:
    """`due`: next is likely by now and they are still active; `gone`: silent for too long;
    else all. Most valuable first.
    """
    access.require(Permission.CUSTOMER_READ)
    rows = BuyerReading.objects.visible_to(access).filter(kind=kind.value)
    if access.assigned_only:
        rows = rows.none()
    if view == "due":
        rows = rows.filter(is_active=True, next_on__lte=today)
    elif view == "gone":
        rows = rows.filter(is_active=False, times__gte=2)
    rows = rows.select_related("company", "person")
    order = (F("p_alive").desc(nulls_last=True),) if kind == ReadingKind.PROJECT else ()
    return BuyerList(access, rows.order_by(*order, "-value", "pk"))


def _buyer(access: Access, one: BuyerReading) -> BuyerRow:
    if one.company is not None:
        name, customer = one.company.name, Customer(company_id=one.company_id)
    else:
        name = shown_name(access, one.person) if one.person is not None else "–"
        customer = Customer(person_id=one.person_id)
    return BuyerRow(
        customer=customer,
        name=name,
        times=one.times,
        last_on=one.last_on,
        gap_days=one.gap_days,
        next_on=one.next_on,
        left_on=one.left_on,
        is_active=one.is_active,
        chance=one.p_alive,
        value=one.value,
        currency=one.currency,
    )
