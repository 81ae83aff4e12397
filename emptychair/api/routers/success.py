"""Health, risk, back-tests and lost customers."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.schemas.success import BackTestOut, HealthOut, LostOut, RiskListOut
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import local_day
from emptychair.success.queries.inputs import readings_of
from emptychair.success.queries.listing import (
    RiskFilters,
    customers_at_risk,
    customers_with_chances,
    health_of,
    shown_health,
    totals_at_risk,
)
from emptychair.success.queries.lost import customers_lost
from emptychair.success.queries.models import live_model, newest_back_test
from emptychair.success.verdicts import refusal_words
from emptychair.success.words import INPUT_WORDS, reason_words, sign_words

if TYPE_CHECKING:
    from emptychair.success.models import RiskModel
    from emptychair.success.types import HealthRow

router = Router(tags=["success"])
MOST = 500
YEAR = timedelta(days=365)


@router.get(
    "/risks", response=RiskListOut, summary="Customers at risk", operation_id="customers_at_risk"
)
def list_risks(
    request: HttpRequest,
    show: Literal["risks", "chances"] = "risks",
    sign: str = "",
    limit: int = 100,
) -> Any:
    """By value at stake and by what can still be changed; or those who may want more."""
    access = access_of(request, Permission.CUSTOMER_READ)
    filters = RiskFilters(sign=sign)
    found = customers_at_risk if show == "risks" else customers_with_chances
    totals = totals_at_risk(access, filters)
    return {
        "as_of": totals.as_of,
        "basis": totals.basis,
        "customers_in_all": totals.customers,
        "expected_to_leave": totals.expected,
        "customers": [_risk(row) for row in found(access, filters)[0 : max(0, min(limit, MOST))]],
    }


@router.get(
    "/health/{kind}/{number}",
    response=HealthOut,
    summary="One customer's health in two halves",
    operation_id="customer_health",
)
def read_health(request: HttpRequest, kind: Literal["company", "person"], number: int) -> Any:
    """As of the last look, with every input and the months before."""
    access = access_of(request, Permission.CUSTOMER_READ)
    ids = {"company_id": number} if kind == "company" else {"person_id": number}
    row = health_of(access, **ids)
    if row is None:
        raise NotFound
    inputs = [
        {
            "key": one.key, "half": one.half, "words": str(INPUT_WORDS[one.key]),
            "weight": one.weight, "value": one.value, "value_before": one.was,
            "contribution": one.contribution, "moved": one.moved,
        }
        for one in readings_of(access, row)
    ]  # fmt: skip
    return {**_risk(shown_health(access, row)), "inputs": inputs, "history": row.history}


@router.get(
    "/back-test", response=BackTestOut, summary="The last back-test", operation_id="back_test"
)
def read_back_test(request: HttpRequest) -> Any:
    """How every ranking and sign did on later days, and what is switched on."""
    access = access_of(request, Permission.CUSTOMER_READ)
    test, live = newest_back_test(access), live_model(access)
    return {
        "run_at": test.run_at if test else None,
        "horizon": test.horizon if test else 90,
        "facts": test.facts if test else {},
        "rankings": test.rankings if test else [],
        "signs": test.signs if test else [],
        "refusal": test.refusal if test else "no-test",
        "refusal_words": refusal_words(test.refusal, test.facts) if test and test.refusal else "",
        "live": _model(live) if live else None,
    }


@router.get(
    "/lost-customers",
    response=list[LostOut],
    summary="Customers lost in a year",
    operation_id="lost_customers",
)
def list_lost(request: HttpRequest, limit: int = 100) -> Any:
    """Newest first, with the warnings there were and what was done."""
    access = access_of(request, Permission.CUSTOMER_READ)
    since = local_day(timezone.now(), access.workspace.zone) - YEAR
    rows = customers_lost(access, since=since)[0 : max(0, min(limit, MOST))]
    return [
        {
            "id": row.id, "company_id": row.company_id, "person_id": row.person_id,
            "name": row.name, "left_on": row.left_on, "how": row.how, "value": row.worth,
            "warned_on": row.warned_on, "acted_on": row.acted_on,
            "warnings": list(row.warnings), "acts": list(row.acts), "lesson": row.lesson,
        }
        for row in rows
    ]  # fmt: skip


def _risk(row: "HealthRow") -> dict[str, Any]:
    return {
        "company_id": row.company_id,
        "person_id": row.person_id,
        "name": row.name,
        "owner": row.owner,
        "outcome": row.outcome,
        "outcome_confidence": row.outcome_confidence,
        "experience": row.experience,
        "experience_confidence": row.experience_confidence,
        "quadrant": row.quadrant,
        "risk_30": row.risks[0],
        "risk_60": row.risks[1],
        "risk_90": row.risks[2],
        "value": row.worth,
        "at_stake": row.at_stake,
        "renews_in_days": row.renews_in,
        "signs": [_sign(one) for one in row.signs],
        "chances": [_sign(one) for one in row.chances],
        "reasons": [reason_words(one) for one in row.reasons],
        "as_of": row.as_of,
    }


def _sign(told: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: value for name, value in told.items() if name != "code"}
    return {"code": told["code"], "words": sign_words(told), "numbers": numbers}


def _model(row: "RiskModel") -> dict[str, Any]:
    return {
        "version": row.version,
        "kind": row.kind,
        "state": row.state,
        "live_at": row.live_at,
        "judged": row.judged,
    }
