"""The list of renewals: what comes up, what came and nobody said, and how it ended."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.customers.queries.finding import named, shown_name
from emptychair.kit.cards import Customer
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import local_day
from emptychair.kit.prepared import ANEW
from emptychair.renewals.models import Renewal, RenewalCall
from emptychair.renewals.signs import Sign, signs_of

VIEWS = ("30", "60", "90", "180", "passed", "ended")
PERIODS = ("", "year", "month")
SORTS = ("due", "value", "chance")
TYPED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which renewals: due within days, `passed` without a word, or `ended`."""

    view: str = "90"
    period: str = ""
    call: str = ""
    text: str = ""
    sort: str = "due"
    mine: bool = False


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """A renewal, fit to show."""

    id: int
    customer: Customer
    name: str
    plan: str
    period: str
    due_on: date
    days: int
    value: Decimal
    currency: str
    owner: str
    chance: float | None
    low: float | None
    high: float | None
    n: int
    call: str
    called_by: str
    next_step: str
    next_on: date | None
    cancelled_on: date | None
    outcome: str
    outcome_on: date | None
    reason: str
    competitor: str
    stayed: bool | None
    signs: tuple[Sign, ...] = field(default=())


class RenewalList:
    """Reads its rows when a slice is asked for, with all signs of the slice at once."""

    def __init__(self, access: Access, rows: QuerySet[Renewal], *, now: datetime) -> None:
        """`rows` are in their order."""
        self._access, self._rows, self._now = access, rows, now

    def __getitem__(self, part: slice, /) -> Iterable[RenewalRow]:
        """Some of the rows."""
        return renewal_rows(self._access, self._rows[part], now=self._now)


def renewal_list(access: Access, wanted: Wanted, *, now: datetime) -> RenewalList:
    """Renewals as wanted."""
    access.require(Permission.CUSTOMER_READ)
    today = local_day(now, access.workspace.zone)
    rows = _in_view(_readable(access), wanted.view, today)
    if wanted.period in ("year", "month"):
        rows = rows.filter(period=wanted.period)
    if wanted.call:
        rows = rows.filter(call="" if wanted.call == "none" else wanted.call)
    if wanted.mine:
        rows = rows.filter(
            Q(company__owner=access.user_id) | Q(company=None, person__owner=access.user_id)
        )
    if wanted.text.strip():
        rows = rows.filter(named(access, wanted.text[:TYPED]))
    return RenewalList(access, rows.order_by(*_order(wanted)), now=now)


def renewal_rows(
    access: Access, found: Iterable[Renewal], *, now: datetime, with_signs: bool = True
) -> list[RenewalRow]:
    """Rows with names, owners and signs."""
    access.require(Permission.CUSTOMER_READ)
    rows = list(found)
    customers = list(dict.fromkeys(_customer(row) for row in rows))
    signs = signs_of(access, customers, now=now) if with_signs else {}
    today = local_day(now, access.workspace.zone)
    return [_row(access, row, signs.get(_customer(row), ()), today) for row in rows]


def renewal_with_id(access: Access, renewal_id: int) -> Renewal:
    """One renewal. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    row = _readable(access).filter(pk=renewal_id).first()
    if row is None:
        raise NotFound
    return row


def renewals_of(access: Access, customer: Customer) -> list[Renewal]:
    """Those of a customer: open ones first, then the last that ended."""
    access.require(Permission.CUSTOMER_READ)
    whose = (
        Q(company=customer.company_id)
        if customer.company_id is not None
        else Q(person=customer.person_id)
    )
    rows = _readable(access).filter(whose)
    return list(rows.order_by("-is_open", "due_on", "pk")[:20])


def calls_of(access: Access, renewal_id: int) -> list[RenewalCall]:
    """What was expected and when, newest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = RenewalCall.objects.visible_to(access).filter(renewal=renewal_id)
    return list(rows.select_related("called_by").order_by("-called_at", "-pk")[:50])


def open_within(
    access: Access, *, first: date, last: date, limit: int, period: str
) -> list[Renewal]:
    """Open renewals of a period between two days, most valuable first."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    # First which, from an index alone; then these only.
    due = _dearest_due(access, first=first, last=last, limit=limit, period=period)
    numbers = [number for (number,) in due]
    found = {row.pk: row for row in _with_numbers(access, numbers=numbers)} if numbers else {}
    return [found[number] for number in numbers if number in found]


@prepared(first=date, last=date, limit=ANEW, period=str)
def _dearest_due(
    access: Access, *, first: date, last: date, limit: int, period: str
) -> QuerySet[Renewal, Any]:
    rows = Renewal.objects.visible_to(access).filter(
        is_open=True, due_on__gte=first, due_on__lte=last, period=period
    )
    return rows.order_by("-value", "due_on", "pk").values_list("pk")[:limit]


@prepared(numbers=list[int])
def _with_numbers(access: Access, *, numbers: list[int]) -> QuerySet[Renewal]:
    return _readable(access).filter(pk__in=numbers)


def owner_of(access: Access, row: Renewal) -> int | None:
    """Who looks after the customer."""
    access.require(Permission.CUSTOMER_READ)
    whose = row.company or row.person
    return whose.owner_id if whose is not None else None


def _readable(access: Access) -> QuerySet[Renewal]:
    rows = Renewal.objects.visible_to(access).select_related(
        "company__owner", "person__owner", "called_by"
    )
    return rows.none() if access.assigned_only else rows


def _in_view(rows: QuerySet[Renewal], view: str, today: date) -> QuerySet[Renewal]:
    if view == "ended":
        return rows.filter(is_open=False)
    if view == "passed":
        return rows.filter(is_open__in=[True], due_on__lt=today)  # said so that an index finds it
    days = int(view) if view in VIEWS else 90
    last = today + timedelta(days=days)
    return rows.filter(is_open__in=[True], due_on__gte=today, due_on__lte=last)


def _order(wanted: Wanted) -> tuple[Any, ...]:
    if wanted.sort == "value":
        return "-value", "due_on", "pk"
    if wanted.sort == "chance":
        return F("chance").asc(nulls_last=True), "due_on", "pk"
    return ("-due_on", "pk") if wanted.view == "ended" else ("due_on", "-value", "pk")


def _customer(row: Renewal) -> Customer:
    if row.company_id is not None:
        return Customer(company_id=row.company_id)
    return Customer(person_id=row.person_id)


def _row(access: Access, row: Renewal, signs: Sequence[Sign], today: date) -> RenewalRow:
    owner = row.company.owner if row.company else row.person.owner if row.person else None
    return RenewalRow(
        id=row.pk,
        customer=_customer(row),
        name=_name(access, row),
        plan=row.plan,
        period=row.period,
        due_on=row.due_on,
        days=(row.due_on - today).days,
        value=row.value,
        currency=row.currency,
        owner=str(owner or ""),
        chance=row.chance,
        low=row.chance_low,
        high=row.chance_high,
        n=row.chance_n,
        call=row.call,
        called_by=str(row.called_by or ""),
        next_step=row.next_step,
        next_on=row.next_on,
        cancelled_on=row.cancelled_on,
        outcome=row.outcome,
        outcome_on=row.outcome_on,
        reason=row.reason,
        competitor=row.competitor,
        stayed=row.stayed,
        signs=tuple(signs),
    )


def _name(access: Access, row: Renewal) -> str:
    if row.company is not None:
        return row.company.name
    return shown_name(access, row.person) if row.person is not None else "–"


def all_rows(access: Access, found: RenewalList, *, limit: int = 20_000) -> Iterator[RenewalRow]:
    """The whole list in pieces, for a file."""
    access.require(Permission.DATA_EXPORT)
    for start in range(0, limit, 500):
        rows = list(found[start : start + 500])
        yield from rows
        if len(rows) < 500:
            return
