"""One customer otherwise than its group, and who looks after it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import member_with_id
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.services.editing import edit_company, edit_person
from emptychair.touch.errors import ReasonNeeded, TierUnknown
from emptychair.touch.models import CustomerTouch, TouchOverride
from emptychair.touch.queries.customers import touch_row
from emptychair.touch.queries.groups import rules_of
from emptychair.touch.types import GroupKey, Tier


@transaction.atomic
def override_tier(
    access: Access, row_id: int, *, tier: str, reason: str, now: datetime
) -> TouchOverride:
    """Look after this customer otherwise, in the name of whoever asks. Raises `ReasonNeeded`,
    `TierUnknown`, `NotFound`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    if tier not in Tier.values:
        raise TierUnknown
    if not reason.strip():
        raise ReasonNeeded
    row = touch_row(access, row_id)
    override, _new = TouchOverride.objects.update_or_create(
        workspace=access.workspace,
        **_whose(row),
        defaults={
            "tier": tier,
            "reason": reason.strip()[:300],
            "user_id": access.user_id,
            "name": access.actor.label[:200],
            "made_at": now,
        },
    )
    before, after = {"tier": row.tier}, {"tier": tier, "reason": override.reason}
    row.tier, row.is_overridden = tier, True
    row.save(update_fields=["tier", "is_overridden", "changed_at"])
    record_audit(access, row, action="touch.overridden", before=before, after=after)
    return override


@transaction.atomic
def drop_override(access: Access, row_id: int) -> None:
    """Look after this customer as its group again; twice is harmless."""
    access.require(Permission.CUSTOMER_WRITE)
    row = touch_row(access, row_id)
    gone, _each = TouchOverride.objects.visible_to(access).filter(**_whose(row)).delete()
    if not gone:
        return
    before = {"tier": row.tier}
    rule = rules_of(access).get(GroupKey(row.kind, row.product, row.segment))
    row.tier, row.is_overridden = rule.tier if rule else "", False
    row.save(update_fields=["tier", "is_overridden", "changed_at"])
    after = {"tier": row.tier}
    record_audit(access, row, action="touch.as_group_again", before=before, after=after)


@transaction.atomic
def hand_over(access: Access, row_id: int, *, user_id: int | None) -> int | None:
    """Give a customer to a colleague, or to nobody; who had it before. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_WRITE)
    row = touch_row(access, row_id)
    owner = member_with_id(access, user_id).user if user_id else None
    before = row.owner_id
    if row.company is not None:
        edit_company(access, row.company, owner=owner)
    elif row.person is not None:
        edit_person(access, row.person, owner=owner)
    row.owner = owner
    row.save(update_fields=["owner", "changed_at"])
    return before


def _whose(row: CustomerTouch) -> dict[str, Any]:
    return {"company_id": row.company_id} if row.company_id else {"person_id": row.person_id}
