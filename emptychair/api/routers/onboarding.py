"""The first value: what it is, how long it takes, who is stuck."""

from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.schemas.onboarding import FirstValueOut, OnTheWayOut, StuckOut
from emptychair.kit.periods import local_day
from emptychair.onboarding.errors import NotStalled
from emptychair.onboarding.queries.definitions import definitions
from emptychair.onboarding.queries.stored import first_value_of, last_run, stalled
from emptychair.onboarding.types import Definition, Stalled
from emptychair.onboarding.words import rule_words

router = Router(tags=["success"])
MOST = 500
Kind = Literal["company", "person"]


@router.get(
    "/first-value",
    response=list[FirstValueOut],
    summary="Days to the first value",
    operation_id="first_values",
)
def list_first_values(request: HttpRequest) -> Any:
    """Each definition that counts now, with the middle by Kaplan and Meier and shares by day."""
    access = access_of(request, Permission.CUSTOMER_READ)
    return [_first_value(access, one) for one in definitions(access)]


@router.get(
    "/first-value/stalled",
    response=list[StuckOut],
    summary="Who is stuck on the way to the first value",
    operation_id="first_value_stalled",
)
def list_stalled(request: HttpRequest, limit: int = 100) -> Any:
    """Those longer at a step than three of four who got over it, most at stake first."""
    access = access_of(request, Permission.CUSTOMER_READ)
    today = local_day(timezone.now(), access.workspace.zone)
    return [_stuck(one) for one in stalled(access, today)[0 : max(1, min(limit, MOST))]]


@router.get(
    "/first-value/{kind}/{number}",
    response=OnTheWayOut,
    summary="How far one customer is",
    operation_id="first_value_of",
)
def read_customer(request: HttpRequest, kind: Kind, number: int) -> Any:
    """The day of the first value, or the step that is open."""
    access = access_of(request, Permission.CUSTOMER_READ)
    is_firm = kind == "company"
    one = first_value_of(
        access, company_id=number if is_firm else None, person_id=None if is_firm else number
    )
    if one is None:
        raise NotStalled
    return {
        **{name: getattr(one, name) for name in ("kind", "id", "words", "signed_up_on", "as_of")},
        **{name: getattr(one, name) for name in ("reached_on", "days", "step", "step_number")},
        "steps": one.steps,
        "days_at_step": one.waited_here,
        "past_percentile": one.slow,
    }


def _first_value(access: Access, one: Definition) -> dict[str, Any]:
    run = last_run(access, one.id)
    plain = {
        "version": one.id,
        "kind": one.kind,
        "segment": one.segment,
        "words": one.terms.words,
        "rule": rule_words(one.terms.rule),
        "target_days": one.terms.target_days,
    }
    if run is None:
        return plain
    names = ("day", "share", "low", "high")
    by_day = (run.facts.get("all") or {}).get("by_day", [])
    return {
        **plain,
        **{name: getattr(run, name) for name in ("as_of", "customers", "there", "stalled")},
        **dict(zip(("median_days", "median_low", "median_high"), run.median, strict=True)),
        "by_day": [dict(zip(names, row, strict=True)) for row in by_day],
    }


def _stuck(one: Stalled) -> dict[str, Any]:
    names = ("kind", "name", "signed_up_on", "step", "step_number", "steps", "as_of")
    return {
        **{name: getattr(one, name) for name in names},
        "id": one.customer_id,
        "days": one.waited,
        "days_at_step": one.waited_here,
        "usual_days": one.usual,
        "past_percentile": one.slow,
        "waiting_for": one.blocker,
        "value_a_year": one.value,
    }
