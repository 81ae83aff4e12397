"""Moving groups from tier to tier, or not, and taking it back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import NotFound
from emptychair.touch.errors import NothingProposed, NothingToUndo, ReasonNeeded, TierUnknown
from emptychair.touch.models import CustomerTouch, TouchDecision, TouchRule
from emptychair.touch.queries.groups import group_with_id
from emptychair.touch.queries.proposals import decision_with_id, proposal_of_group
from emptychair.touch.types import Answer, Decider, GroupKey, Money, Proposal, Tier


@transaction.atomic
def accept_proposal(
    access: Access, group_id: int, *, to: str, now: datetime, reason: str = ""
) -> TouchDecision:
    """Move a group; its customers with a tier of their own stay. Raises `NothingProposed` when the
    numbers now say otherwise.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    found = _proposed(access, group_id, to)
    set_tier_of_group(access, found.group.key, to)
    return _decide(access, found, Answer.ACCEPTED, reason, now)


@transaction.atomic
def decline_proposal(
    access: Access, group_id: int, *, to: str, reason: str, now: datetime
) -> TouchDecision:
    """Leave the group as it is; not proposed again for half a year unless the sum doubles. Raises
    `ReasonNeeded`, `NothingProposed`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    if not reason.strip():
        raise ReasonNeeded
    return _decide(access, _proposed(access, group_id, to), Answer.DECLINED, reason, now)


@transaction.atomic
def undo_decision(access: Access, decision_id: int, *, now: datetime) -> None:
    """Put the group back as it was before, and propose it again. Raises `NothingToUndo` when
    something was decided for it since.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    row = decision_with_id(access, decision_id)
    same = {"kind": row.kind, "product": row.product, "segment": row.segment}
    rows = TouchDecision.objects.select_for_update().visible_to(access).filter(**same)
    newest = rows.order_by("-made_at", "-pk").first()
    if newest is None or newest.pk != row.pk or newest.answer == Answer.UNDONE:
        raise NothingToUndo
    if newest.answer == Answer.ACCEPTED:
        set_tier_of_group(access, GroupKey(row.kind, row.product, row.segment), row.was)
    before = {"answer": newest.answer, "to": newest.to}
    newest.answer, newest.made_at = Answer.UNDONE.value, now
    newest.save(update_fields=["answer", "made_at", "changed_at"])
    record_audit(access, newest, action="touch.undone", before=before)


@transaction.atomic
def set_rule(access: Access, group_id: int, *, tier: str, decider: str) -> TouchRule:
    """Choose the tier of a group by hand, and say who decides there; both may be empty. Raises
    `TierUnknown`, `NotFound`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    if (tier and tier not in Tier.values) or (decider and decider not in Decider.values):
        raise TierUnknown
    key = group_with_id(access, group_id).key
    row = set_tier_of_group(access, key, tier)
    if row.decider != decider:
        before = {"decider": row.decider}
        row.decider = decider
        row.save(update_fields=["decider", "changed_at"])
        after = {"decider": decider}
        record_audit(access, row, action="touch.decider_said", before=before, after=after)
    return row


def set_tier_of_group(access: Access, key: GroupKey, tier: str) -> TouchRule:
    """The rule of a group, and the tier of all its customers without one of their own."""
    access.require(Permission.PROGRAMME_MANAGE)
    same: dict[str, Any] = {"kind": key.kind, "product": key.product, "segment": key.segment}
    row, _new = TouchRule.objects.select_for_update().get_or_create(
        workspace=access.workspace, **same
    )
    if row.tier != tier:
        before = {**same, "tier": row.tier}
        row.tier = tier
        row.save(update_fields=["tier", "changed_at"])
        after = {**same, "tier": tier}
        record_audit(access, row, action="touch.tier_set", before=before, after=after)
    customers = CustomerTouch.objects.visible_to(access).filter(**same, is_overridden=False)
    customers.exclude(tier=tier).update(tier=tier, changed_at=timezone.now())
    return row


def _proposed(access: Access, group_id: int, to: str) -> Proposal:
    try:
        found = proposal_of_group(access, group_id)
    except NotFound:
        raise NothingProposed from None
    if found.to != to:
        raise NothingProposed
    return found


def _decide(
    access: Access, found: Proposal, answer: Answer, reason: str, now: datetime
) -> TouchDecision:
    key, stake = found.group.key, found.stake
    row = TouchDecision.objects.create(
        workspace=access.workspace,
        kind=key.kind,
        product=key.product,
        segment=key.segment,
        was=found.group.tier,
        to=found.to,
        answer=answer.value,
        reason=reason.strip()[:300],
        user_id=access.user_id,
        name=access.actor.label[:200],
        made_at=now,
        **_sums(stake),
    )
    after = {"to": found.to, "answer": row.answer, "reason": row.reason, "stake": stake.value}
    record_audit(access, row, action="touch.decided", before={"tier": row.was}, after=after)
    return row


def _sums(stake: Money) -> dict[str, float | None]:
    return {"stake": stake.value, "stake_low": stake.low, "stake_high": stake.high}
