"""Orders, contracts, wishes, special days, merges."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.schemas.customers import (
    ContractIn,
    MergeIn,
    OrderIn,
    SpecialDayIn,
    StoredOut,
    WishIn,
)
from emptychair.customers.queries import person_with_id
from emptychair.customers.queries.merges import merge_with_id
from emptychair.customers.services.bulk import add_contracts, add_orders
from emptychair.customers.services.household import add_special_day, note_wish
from emptychair.customers.services.merging import merge_people, undo_merge

router = Router(tags=["customers"])
STORED = {200: StoredOut, 201: StoredOut}


@router.post("/orders", response=STORED, summary="Record an order", operation_id="record_order")
def put_order(request: HttpRequest, body: OrderIn) -> Any:
    """What a customer bought."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    return _stored(add_orders(access, [body.dict()]))


@router.post(
    "/contracts", response=STORED, summary="Record a contract", operation_id="record_contract"
)
def put_contract(request: HttpRequest, body: ContractIn) -> Any:
    """What a customer pays for, and until when."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    return _stored(add_contracts(access, [body.dict()]))


@router.post(
    "/people/{person_id}/wishes",
    response={201: StoredOut},
    summary="Note a wish",
    operation_id="note_wish",
)
def put_wish(request: HttpRequest, person_id: int, body: WishIn) -> Any:
    """What the customer wishes for, in their words."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    wish = note_wish(access, person_with_id(access, person_id), text=body.text, now=timezone.now())
    return Status(201, {"id": wish.pk, "is_new": True})


@router.post(
    "/people/{person_id}/special-days",
    response={201: StoredOut},
    summary="Note a birthday or another day",
    operation_id="note_special_day",
)
def put_special_day(request: HttpRequest, person_id: int, body: SpecialDayIn) -> Any:
    """The same day again changes nothing."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    row = add_special_day(access, person_with_id(access, person_id), **body.dict())
    return Status(201, {"id": row.pk, "is_new": True})


@router.post(
    "/people/{person_id}/merge",
    response={201: StoredOut},
    summary="Merge two people",
    operation_id="merge_people",
)
def put_merge(request: HttpRequest, person_id: int, body: MergeIn) -> Any:
    """The other person becomes a part of this one, with all that belongs to it."""
    access = access_of(request, Permission.CUSTOMER_MERGE)
    kept, other = person_with_id(access, person_id), person_with_id(access, body.other_id)
    return Status(201, {"id": merge_people(access, kept, other).pk, "is_new": True})


@router.post(
    "/merges/{merge_id}/undo",
    response=StoredOut,
    summary="Take a merge back",
    operation_id="undo_merge",
)
def put_unmerge(request: HttpRequest, merge_id: int) -> Any:
    """Everything returns to whom it belonged."""
    access = access_of(request, Permission.CUSTOMER_MERGE)
    merge = undo_merge(access, merge_with_id(access, merge_id), now=timezone.now())
    return {"id": merge.pk, "is_new": False}


def _stored(result: Any) -> Any:
    return Status(201 if result.added else 200, {"id": result.ids[0], "is_new": bool(result.added)})
