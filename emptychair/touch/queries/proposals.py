"""Moves from one tier to another, with the sum at stake."""

from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound
from emptychair.touch.models import TouchDecision
from emptychair.touch.queries.groups import group_with_id, groups_of
from emptychair.touch.queries.settings import settings_of
from emptychair.touch.rules.economics import proposal_for
from emptychair.touch.types import Answer, Decision, Group, GroupKey, Money, Proposal

QUIET_FOR = timedelta(days=180)  # a declined proposal is not made again so soon
GROWN = 2.0  # unless the sum has grown so many times


def proposals_of(
    access: Access, *, now: datetime, groups: list[Group] | None = None
) -> list[Proposal]:
    """Moves that the numbers call for and that nobody declined lately, the largest sum first."""
    access.require(Permission.CUSTOMER_READ)
    settings = settings_of(access)
    if not settings.is_whole:
        return []
    declined = _declined(access, now)
    found = [
        one
        for group in (groups_of(access) if groups is None else groups)
        if (one := proposal_for(group, settings)) and not _is_quiet(one, declined)
    ]
    found.sort(key=lambda one: (-abs(one.stake.value), one.group.key))
    return found


def proposal_of_group(access: Access, group_id: int) -> Proposal:
    """The move proposed for a group, also one declined lately. Raises `NotFound`."""
    settings = settings_of(access)
    found = proposal_for(group_with_id(access, group_id), settings) if settings.is_whole else None
    if found is None:
        raise NotFound
    return found


def decisions_of(access: Access, *, limit: int = 50) -> list[Decision]:
    """What was said to proposals, newest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = list(TouchDecision.objects.visible_to(access).order_by("-made_at", "-pk")[:limit])
    newest: dict[GroupKey, int] = {}
    for row in rows:
        newest.setdefault(_key(row), row.pk)
    return [_decision(row, is_newest=newest[_key(row)] == row.pk) for row in rows]


def decision_with_id(access: Access, decision_id: int) -> TouchDecision:
    """One of them. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    row = TouchDecision.objects.visible_to(access).filter(pk=decision_id).first()
    if row is None:
        raise NotFound
    return row


def _declined(access: Access, now: datetime) -> dict[tuple[GroupKey, str], float]:
    rows = TouchDecision.objects.visible_to(access).filter(
        answer=Answer.DECLINED, made_at__gt=now - QUIET_FOR
    )
    return {(_key(row), row.to): row.stake for row in rows.order_by("made_at", "pk")}


def _is_quiet(one: Proposal, declined: dict[tuple[GroupKey, str], float]) -> bool:
    then = declined.get((one.group.key, one.to))
    return then is not None and abs(one.stake.value) < GROWN * abs(then)


def _key(row: TouchDecision) -> GroupKey:
    return GroupKey(row.kind, row.product, row.segment)


def _decision(row: TouchDecision, *, is_newest: bool) -> Decision:
    return Decision(
        id=row.pk,
        key=_key(row),
        was=row.was,
        to=row.to,
        answer=Answer(row.answer),
        reason=row.reason,
        stake=Money(row.stake, row.stake_low, row.stake_high),
        name=row.name,
        made_at=row.made_at,
        may_be_undone=is_newest and row.answer != Answer.UNDONE,
    )
