"""Setting targets and ending them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.models import Membership
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import Period
from emptychair.metrics.models import Target
from emptychair.metrics.queries.scores import score_of
from emptychair.metrics.queries.targets import BASE
from emptychair.metrics.rules.scoring import RANGES
from emptychair.touchpoints.models import Touchpoint


class TargetInvalid(Invalid):
    """A value that the metric cannot have, or a day that is over."""

    code = "target-invalid"
    message = _("Choose a value that this score can have, and a day that is still to come.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a score is to reach, by when, and whose wish it is."""

    value: float
    by_day: date
    owner_id: int | None = None
    note: str = ""


@transaction.atomic
def set_target(
    access: Access, metric: str, wish: Wish, *, today: date, touchpoint: Touchpoint | None = None
) -> Target:
    """A new target; it keeps the score it began from. Raises `TargetInvalid`."""
    access.require(Permission.PROGRAMME_MANAGE)
    row = _begun(access, metric, touchpoint, today)
    _apply(access, row, wish, today)
    record_audit(access, row, action="target.set", after=_plain(row))
    return row


@transaction.atomic
def change_target(access: Access, row: Target, wish: Wish, *, today: date) -> Target:
    """Another value, day or owner; where it began stays. Raises `TargetInvalid`."""
    access.require(Permission.PROGRAMME_MANAGE)
    before = _plain(row)
    _apply(access, row, wish, today)
    record_audit(access, row, action="target.changed", before=before, after=_plain(row))
    return row


def _apply(access: Access, row: Target, wish: Wish, today: date) -> None:
    low, high = RANGES[row.metric]
    if not low <= wish.value <= high or wish.by_day <= today:
        raise TargetInvalid
    row.value, row.by_day, row.note = wish.value, wish.by_day, wish.note.strip()[:300]
    row.owner_id = _member(access, wish.owner_id)
    row.save()


@transaction.atomic
def close_target(access: Access, target: Target, *, today: date) -> Target:
    """It is no longer aimed for; it stays in the history."""
    access.require(Permission.PROGRAMME_MANAGE)
    target.closed_on = today
    target.save(update_fields=["closed_on", "changed_at"])
    record_audit(access, target, action="target.closed", after={"closed_on": today.isoformat()})
    return target


@transaction.atomic
def reopen_target(access: Access, target: Target) -> Target:
    """Take the end back."""
    access.require(Permission.PROGRAMME_MANAGE)
    target.closed_on = None
    target.save(update_fields=["closed_on", "changed_at"])
    record_audit(access, target, action="target.reopened", after={"closed_on": None})
    return target


def _begun(access: Access, metric: str, touchpoint: Touchpoint | None, today: date) -> Target:
    base = score_of(
        access,
        metric,
        Period(today - BASE, today),
        touchpoint_id=touchpoint.pk if touchpoint else None,
    )
    return Target(
        workspace=access.workspace,
        metric=metric,
        touchpoint=touchpoint,
        set_on=today,
        base_value=base.value,
        base_n=base.n,
    )


def _member(access: Access, user_id: int | None) -> int | None:
    if user_id is None:
        return None
    found = Membership.objects.visible_to(access).filter(user_id=user_id).exists()
    return user_id if found else None


def _plain(row: Target) -> dict[str, Any]:
    return {
        "metric": row.metric,
        "touchpoint": row.touchpoint_id,
        "value": row.value,
        "by_day": row.by_day.isoformat(),
        "owner": row.owner_id,
    }
