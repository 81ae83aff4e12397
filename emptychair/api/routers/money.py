"""Score and money, and who is heard."""

from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.schemas.money import HeardOut, MoneyOut
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import Period
from emptychair.metrics.money_types import OutcomeLink
from emptychair.metrics.queries.heard import who_is_heard
from emptychair.metrics.queries.money import money_question, score_and_money
from emptychair.stats import Link

router = Router(tags=["listening"])


@router.get(
    "/score-and-money",
    response=MoneyOut,
    summary="What customers did after they answered",
    operation_id="score_and_money",
)
def show_money(request: HttpRequest, days: Literal[90, 180, 365] = 180) -> Any:
    """A link between answers and what the same customers did later, not a cause."""
    access = access_of(request, Permission.SCORE_READ)
    found = score_and_money(access, money_question(access, days=days, now=timezone.now()))
    question = found.question
    return {
        "days": question.days,
        "first": question.first,
        "end": question.end,
        "currency": found.currency,
        "customers": found.customers,
        "over": found.over,
        "outcomes": [_outcome(each) for each in found.outcomes],
    }


@router.get(
    "/who-is-heard",
    response=HeardOut,
    summary="Whose voice the score is made of",
    operation_id="who_is_heard",
)
def show_heard(
    request: HttpRequest,
    first: date,
    end: date,
    by: Literal["segment", "plan", "size", "region", "language"] = "segment",
) -> Any:
    """From the day `first` up to, not including, `end`; weighted by segment and region."""
    access = access_of(request, Permission.SCORE_READ)
    if end <= first:
        raise Invalid
    found = who_is_heard(access, Period(first, end), by=by, margins=("segment", "region"))
    share, score = found.share, found.weighted.score
    return {
        "people": found.people,
        "asked": found.asked,
        "answered": found.answered,
        "heard": found.heard,
        "customers": share.customers if share else 0,
        "customers_heard": share.heard if share else 0,
        "companies_without_people": found.empty,
        "value_without_people": found.empty_value,
        "value_share": share.value if share else None,
        "bounds": list(found.bounds) if found.bounds else None,
        "weighted": asdict(score) if score else None,
        "groups": [
            {**asdict(one), "value_share": one.heard_share.value if one.heard_share else None}
            for one in found.groups
        ],
    }


def _outcome(found: OutcomeLink) -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "n": found.n,
        "groups": [asdict(each) for each in found.groups],
        "plain": _link(found.plain),
        "adjusted": _link(found.adjusted),
        "beside": list(found.beside),
    }


def _link(link: Link | None) -> dict[str, Any] | None:
    return {**asdict(link), "is_seen": link.is_seen} if link else None
