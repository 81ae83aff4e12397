"""Choosing how one will know, and changing it with a reason."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from typing_extensions import Unpack

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Company
from emptychair.effects.errors import (
    DaysReversed,
    DrawIsOver,
    ReasonNeeded,
    ShareOutside,
    UnknownCompanies,
)
from emptychair.effects.models import EffectDesign, EffectDesignChange, EffectUnit
from emptychair.effects.types import Design, DesignFields, MixHeld
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import local_day
from emptychair.loop.models import Initiative

DRAWN = ("design", "draw_by", "held_out_share", "segment")  # what a draw rests on
COMMON_SHARES = (0.05, 0.95)


@transaction.atomic
def choose_design(
    access: Access,
    initiative: Initiative,
    *,
    now: datetime,
    reason: str = "",
    smallest: float | None = None,
    **fields: Unpack[DesignFields],
) -> EffectDesign:
    """Set the design of an initiative, or change it. After the start a change needs a reason, and
    it is kept beside the result. Raises `ReasonNeeded`, `DaysReversed`, `ShareOutside`,
    `DrawIsOver`.
    """
    access.require(Permission.INITIATIVE_WRITE)
    if initiative.workspace_id != access.workspace.pk:
        raise NotFound
    row = EffectDesign.objects.visible_to(access).filter(initiative=initiative).first()
    new = row is None
    row = row or _begun(access, initiative, now)
    before = _plain(row)
    frozen = not new and row.is_frozen(today=local_day(now, access.workspace.zone))
    for name, value in fields.items():
        setattr(row, name, value)
    _check(row)
    after = _plain(row)
    if new or before != after:
        if frozen:
            _record_change(access, row, before, after, reason, now)
        row.smallest = smallest if smallest is not None else row.smallest
        row.save()
        action = "effect.design_chosen" if new else "effect.design_changed"
        record_audit(access, row, action=action, before={} if new else before, after=after)
    return row


@transaction.atomic
def set_treated_companies(
    access: Access, design: EffectDesign, days: Mapping[int, date | None]
) -> None:
    """The companies that get the change, each perhaps from a day of its own. Raises
    `UnknownCompanies`.
    """
    access.require(Permission.INITIATIVE_WRITE)
    known = set(Company.objects.visible_to(access).filter(pk__in=days).values_list("pk", flat=True))
    if known != set(days):
        raise UnknownCompanies
    there = {unit.company_id: unit for unit in design.units.all()}
    for company_id, unit in there.items():
        if company_id not in days:
            unit.delete()
    for company_id, from_day in days.items():
        EffectUnit.objects.update_or_create(
            workspace=access.workspace, design=design, company_id=company_id,
            defaults={"from_day": from_day},
        )  # fmt: skip
    if set(there) != known:
        record_audit(
            access, design, action="effect.companies_set",
            before={"companies": len(there)}, after={"companies": len(known)},
        )  # fmt: skip


def companies_named(access: Access, text: str) -> dict[int, date | None]:
    """Companies from lines such as "C-104" or "C-104, 2026-04-01". Raises `UnknownCompanies`."""
    access.require(Permission.INITIATIVE_WRITE)
    asked = dict(_line(line) for line in text.splitlines() if line.strip())
    rows = Company.objects.visible_to(access).with_external_id(*asked) if asked else ()
    found = {row.external_id: row.pk for row in rows}
    missing = [key for key in asked if key not in found]
    if missing:
        raise UnknownCompanies(lines=", ".join(missing[:5]))
    return {found[key]: day for key, day in asked.items()}


def _line(line: str) -> tuple[str, date | None]:
    key, _, day = (part.strip() for part in line.partition(","))
    if not day:
        return key, None
    try:
        return key, date.fromisoformat(day)
    except ValueError:
        raise UnknownCompanies(lines=line.strip()) from None


def _begun(access: Access, initiative: Initiative, now: datetime) -> EffectDesign:
    return EffectDesign(
        workspace=access.workspace,
        initiative=initiative,
        metric=initiative.metric,
        touchpoint_id=initiative.touchpoint_id,
        seed=secrets.token_hex(8),
        chosen_at=now,
        chosen_by_id=access.user_id,
    )


def _check(row: EffectDesign) -> None:
    Design(row.design)
    MixHeld(row.mix)
    if row.ends_on <= row.starts_on:
        raise DaysReversed
    low, high = COMMON_SHARES
    if not low <= row.held_out_share <= high:
        raise ShareOutside


def _record_change(
    access: Access,
    row: EffectDesign,
    before: dict[str, Any],
    after: dict[str, Any],
    reason: str,
    now: datetime,
) -> None:
    changed = {name for name in after if before[name] != after[name]}
    if before["design"] == Design.HOLDOUT and changed & set(DRAWN):
        raise DrawIsOver
    if not reason.strip():
        raise ReasonNeeded
    EffectDesignChange.objects.create(
        workspace=access.workspace,
        design=row,
        changed_at=now,
        changed_by_id=access.user_id,
        reason=reason.strip(),
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def _plain(row: EffectDesign) -> dict[str, Any]:
    names = (
        "design", "metric", "touchpoint_id", "segment", "draw_by", "held_out_share", "starts_on",
        "ends_on", "picked_low", "worth", "hour_costs", "other_costs", "mix",
    )  # fmt: skip
    values = {name: getattr(row, name) for name in names}
    return {
        name: value if value is None or isinstance(value, str | int | float) else str(value)
        for name, value in values.items()
    }
