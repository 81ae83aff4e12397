"""Recurring revenue, renewals with their forecast, and how good it was."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.pages import Page, PageQuery, part_of
from emptychair.api.schemas.renewing import CallIn, JudgedOut, MonthOut, OutcomeIn, RenewalOut
from emptychair.kit.errors import Invalid
from emptychair.renewals.queries.accuracy import Judged, accuracy
from emptychair.renewals.queries.listing import (
    RenewalRow,
    Wanted,
    renewal_list,
    renewal_rows,
    renewal_with_id,
)
from emptychair.renewals.queries.months import currencies_of, months_of_revenue
from emptychair.renewals.services.noting import Ended, note_call, note_outcome
from emptychair.renewals.types import RenewalOutcome

if TYPE_CHECKING:
    from emptychair.accounts.access import Access
    from emptychair.renewals.models import RevenueMonth

router = Router(tags=["renewing"])
MONTH = (
    *("month", "currency", "edition", "starting", "new", "reactivation", "expansion"),
    *("contraction", "lost", "ending", "customers_after", "checksum", "published_at", "reason"),
)
RENEWAL = (
    *("id", "name", "plan", "period", "due_on", "value", "currency", "chance", "low", "high"),
    *("n", "call", "next_step", "next_on", "cancelled_on", "outcome", "stayed", "reason"),
)


@router.get(
    "/revenue/months",
    response=list[MonthOut],
    summary="Recurring revenue by month",
    operation_id="revenue_months",
)
def read_months(request: HttpRequest) -> Any:
    """The last two years in each currency, newest first: as published, and as the data say now."""
    access = access_of(request, Permission.CUSTOMER_READ)
    return [
        _month(row)
        for currency in currencies_of(access)
        for one in months_of_revenue(access, currency)
        for row in (one.live, *one.published)
    ]


@router.get(
    "/renewals", response=Page[RenewalOut], summary="Renewals", operation_id="list_renewals"
)
def list_renewals(
    request: HttpRequest, query: Query[PageQuery], view: str = "90", sort: str = "due"
) -> Any:
    """`view`: due within 30, 60, 90 or 180 days, `passed`, `ended`; `sort`: due, value, chance."""
    access = access_of(request, Permission.CUSTOMER_READ)
    found = renewal_list(access, Wanted(view=view, sort=sort), now=timezone.now())
    return part_of(found, query, _renewal)


@router.post(
    "/renewals/{renewal_id}/call",
    response=RenewalOut,
    summary="Say what you expect of a renewal",
    operation_id="call_renewal",
)
def call_renewal(request: HttpRequest, renewal_id: int, body: CallIn) -> Any:
    """Kept, and judged later."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    note_call(access, renewal_id, call=body.call, now=timezone.now())
    return _one(access, renewal_id)


@router.post(
    "/renewals/{renewal_id}/outcome",
    response=RenewalOut,
    summary="Say how a renewal ended",
    operation_id="end_renewal",
)
def end_renewal(request: HttpRequest, renewal_id: int, body: OutcomeIn) -> Any:
    """The contract itself is not changed."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    if body.outcome not in RenewalOutcome.values:
        raise Invalid
    note_outcome(access, renewal_id, Ended(**body.dict()), now=timezone.now())
    return _one(access, renewal_id)


@router.get(
    "/renewals/accuracy",
    response=list[JudgedOut],
    summary="How good the forecast was",
    operation_id="renewal_accuracy",
)
def read_accuracy(request: HttpRequest, lead: int = 30) -> Any:
    """Of each renewal the last forecast made at least so many days before."""
    access = access_of(request, Permission.CUSTOMER_READ)
    return [_judged(one) for one in accuracy(access, lead=lead)]


def _one(access: "Access", renewal_id: int) -> dict[str, Any]:
    found = renewal_with_id(access, renewal_id)
    return _renewal(renewal_rows(access, [found], now=timezone.now())[0])


def _renewal(row: RenewalRow) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in RENEWAL},
        "company_id": row.customer.company_id,
        "person_id": row.customer.person_id,
        "signs": [{"words": sign.words, "tone": sign.tone} for sign in row.signs],
    }


def _month(row: "RevenueMonth") -> dict[str, Any]:
    shares = {name: row.shares.get(name) for name in ("nrr", "grr", "churn_year")}
    own = {name: getattr(row, name) for name in MONTH}
    return {**own, **shares, "definition": row.definition.version}


def _judged(one: Judged) -> dict[str, Any]:
    told = one.told or {}
    names = ("score", "low", "high", "usual")
    return {"who": one.who, "n": one.n, **{name: told.get(name) for name in names}}
