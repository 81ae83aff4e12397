"""Results of the night as they are shown: forecast, reports, buyers, and how good it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.finding import shown_name
from emptychair.kit.cards import Customer
from emptychair.renewals.models import (
    BuyerReading,
    ForecastModel,
    ForecastWeek,
    FrozenForecast,
    RevenueReport,
)
from emptychair.renewals.rules.backtest import scored
from emptychair.renewals.types import ReadingKind, ReportKind
from emptychair.stats import TooFew, brier_gap

ACCURACY_LEADS = (0, 30, 60, 90)
MOST_JUDGED = 50_000


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


@dataclass(frozen=True, slots=True)
class Judged:
    """How good forecasts were, of the model or of a member: `told` is None for too few."""

    who: str
    n: int
    told: dict[str, Any] | None
    gap: dict[str, float] | None = None


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


def accuracy(access: Access, *, lead: int) -> list[Judged]:
    """The model and the members, judged by kept forecasts: of each renewal the last one that was
    made at least so many days before.
    """
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    rows = FrozenForecast.objects.visible_to(access).filter(
        stayed__isnull=False, days_ahead__gte=lead
    )
    rows = rows.select_related("called_by").order_by("-pk")[:MOST_JUDGED]
    latest: dict[int, FrozenForecast] = {}
    for one in rows:
        if one.renewal_id is not None:
            latest.setdefault(one.renewal_id, one)
    found = list(latest.values())
    told = [_judged("", [one for one in found if one.chance is not None], "chance")]
    called = [one for one in found if one.call_means is not None]
    told.append(_judged("members", called, "call_means"))
    by_member: dict[str, list[FrozenForecast]] = {}
    for one in called:
        by_member.setdefault(str(one.called_by or ""), []).append(one)
    told += [_judged(name, own, "call_means") for name, own in sorted(by_member.items()) if name]
    return told


def _judged(who: str, rows: list[FrozenForecast], column: str) -> Judged:
    said = [float(getattr(one, column)) for one in rows]
    came = [bool(one.stayed) for one in rows]
    try:
        told = scored(said, came)
    except TooFew:
        return Judged(who, len(rows), None)
    return Judged(who, len(rows), told, _against_model(rows) if who else None)


def _against_model(rows: list[FrozenForecast]) -> dict[str, float] | None:
    both = [one for one in rows if one.chance is not None and one.call_means is not None]
    try:
        gap = brier_gap(
            [one.call_means or 0.0 for one in both],
            [one.chance or 0.0 for one in both],
            [bool(one.stayed) for one in both],
        )
    except TooFew:
        return None
    return {"gap": gap.gap, "low": gap.low, "high": gap.high, "n": gap.n}


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
