"""Setting what is told, and counting what it would have been."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypedDict

from django.db import transaction
from typing_extensions import Unpack

from emptychair.accounts.access import Access
from emptychair.accounts.models import Membership
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.alerts.errors import NoSuchColleague
from emptychair.alerts.models import AlertRule
from emptychair.alerts.queries.material import material_for
from emptychair.alerts.queries.rules import rule_of
from emptychair.alerts.rules.looking import Looks, replay
from emptychair.alerts.rules.material import Noticed
from emptychair.alerts.rules.wishing import wishes_of
from emptychair.alerts.types import Kind
from emptychair.jobs import enqueue
from emptychair.kit.periods import local_day

DRY_DAYS = 365


class RuleChanges(TypedDict, total=False):
    """What may be set."""

    is_on: bool
    switched_off: Sequence[str]
    interest: float
    good_too: bool
    quiet: Sequence[str]
    told_to_id: int | None


@transaction.atomic
def change_rule(access: Access, **changes: Unpack[RuleChanges]) -> AlertRule:
    """Set what is given. Raises `NoSuchColleague`."""
    access.require(Permission.PROGRAMME_MANAGE)
    row, _new = AlertRule.objects.get_or_create(workspace=access.workspace)
    plain: dict[str, Any] = dict(changes)
    told_to = plain.get("told_to_id")
    members = Membership.objects.visible_to(access).filter(user=told_to)
    if told_to is not None and not members.exists():
        raise NoSuchColleague
    if "switched_off" in plain:
        plain["switched_off"] = sorted({str(Kind(one)) for one in plain["switched_off"]})
    if "quiet" in plain:
        plain["quiet"] = sorted(set(plain["quiet"]))
    before = {name: getattr(row, name) for name in plain}
    for name, value in plain.items():
        setattr(row, name, value)
    row.save()
    if before != plain:
        record_audit(access, row, action="alert_rule.changed", before=before, after=plain)
    return row


def ask_for_dry_run(access: Access) -> None:
    """Have the last twelve months counted by a job."""
    access.require(Permission.PROGRAMME_MANAGE)
    with transaction.atomic():
        enqueue("alerts.count_dry_run", workspace_id=access.workspace.pk)


def count_dry_run(access: Access, *, now: datetime) -> AlertRule:
    """What the last twelve months would have brought, had one looked every morning."""
    access.require(Permission.PROGRAMME_MANAGE)
    today = local_day(now, access.workspace.zone)
    first, end = today - timedelta(days=DRY_DAYS), today + timedelta(days=1)
    wishes = wishes_of(rule_of(access))
    told = replay(Looks(material_for(access, first=first, end=end), wishes), first=first, end=end)
    row, _new = AlertRule.objects.get_or_create(workspace=access.workspace)
    row.dry_run = {
        "counted_on": today.isoformat(),
        "alerts": [_plain(one) for one in reversed(told)][:60],
        "count": len(told),
    }
    row.save(update_fields=["dry_run", "changed_at"])
    return row


def _plain(one: Noticed) -> dict[str, Any]:
    return {
        "day": one.first_seen.isoformat(),
        "since": one.since.isoformat(),
        "kind": one.kind,
        "place_kind": one.stream.place_kind,
        "place": one.stream.place,
        "metric": one.stream.metric,
        "is_good": one.is_good,
        "parameters": dict(one.parameters),
        **{
            name: round(float(getattr(one, name)), 3)
            for name in ("before", "after", "estimate", "low", "high")
        },
        "n_before": one.n_before,
        "n_after": one.n_after,
    }
