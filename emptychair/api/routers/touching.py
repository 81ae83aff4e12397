"""Touch, capacity and fit."""

from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.schemas.touch import CustomerTouchOut, FitOut, LoadOut, TouchOut
from emptychair.fit.queries import fit_by_segment
from emptychair.fit.queries.advice import advice_from
from emptychair.fit.types import Part, SegmentFit
from emptychair.kit.errors import NotFound
from emptychair.touch.queries import (
    capacity_of,
    counted_at,
    groups_of,
    proposals_of,
    touch_of,
)
from emptychair.touch.types import Group, Proposal

router = Router(tags=["success"])
Kind = Literal["company", "person"]


@router.get("/touch", response=TouchOut, summary="Tiers by economics", operation_id="touch")
def read_touch(request: HttpRequest) -> Any:
    """Products and segments with what they bring, take and carry, and the moves proposed."""
    access = access_of(request, Permission.CUSTOMER_READ)
    groups = groups_of(access)
    proposals = proposals_of(access, now=timezone.now(), groups=groups)
    return {
        "counted_at": counted_at(access),
        "groups": [_group(one) for one in groups],
        "proposals": [_proposal(one) for one in proposals],
    }


@router.get(
    "/touch/{kind}/{number}",
    response=CustomerTouchOut,
    summary="How one customer is looked after",
    operation_id="customer_touch",
)
def read_customer(request: HttpRequest, kind: Kind, number: int) -> Any:
    """As last counted; not found before that."""
    access = access_of(request, Permission.CUSTOMER_READ)
    ids = {"company_id": number} if kind == "company" else {"person_id": number}
    found = touch_of(access, **ids)
    if found is None:
        raise NotFound
    return found


@router.get(
    "/capacity", response=list[LoadOut], summary="Hours needed and there", operation_id="capacity"
)
def read_capacity(request: HttpRequest, weeks: Literal[4, 13] = 4) -> Any:
    """Colleagues, the fullest first; last the customers of nobody."""
    access = access_of(request, Permission.CUSTOMER_READ)
    return capacity_of(access, now=timezone.now(), weeks=weeks)


@router.get("/fit", response=list[FitOut], summary="Fit by segment", operation_id="fit")
def read_fit(request: HttpRequest) -> Any:
    """Everybody first, then each segment word with answers."""
    access = access_of(request, Permission.SCORE_READ)
    return [_fit(access, one) for one in fit_by_segment(access, now=timezone.now())]


def _group(one: Group) -> dict[str, Any]:
    named = ("customers", "price", "margin", "carries", "decider", "tier", "suggested")
    hours = one.hours
    return {
        "id": one.id,
        "kind": one.key.kind,
        "product": one.key.product,
        "segment": one.key.segment,
        "hours": hours.value if hours else None,
        "hours_low": hours.low if hours else None,
        "hours_high": hours.high if hours else None,
        **{name: getattr(one, name) for name in named},
    }


def _proposal(one: Proposal) -> dict[str, Any]:
    return {
        "group_id": one.group.id,
        "was": one.group.tier,
        "to": one.to,
        "stake": one.stake,
        "pays_from": one.pays_from,
    }


def _fit(access: Access, one: SegmentFit) -> dict[str, Any]:
    told = advice_from(access, one)
    named = ("segment", "may_scale", "words", "overruled_by", "overruled_on", "overruled_because")
    return {
        "stage": one.stage.value,
        "needed": one.needed,
        "parts": [_part(part) for part in one.parts],
        **{name: getattr(told, name) for name in named},
    }


def _part(one: Part) -> dict[str, Any]:
    share = one.share
    return {
        "code": one.code,
        "share": share.share if share else None,
        "low": share.low if share else None,
        "high": share.high if share else None,
        "n": share.n if share else 0,
        "line": one.line,
    }
