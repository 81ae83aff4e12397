"""Targets beside the scores as they stand."""

from dataclasses import dataclass
from datetime import date, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import Period
from emptychair.metrics.models import Target
from emptychair.metrics.queries.scores import score_of
from emptychair.metrics.rules.targets import Power, Standing, power_of, standing_of
from emptychair.metrics.types import Score

BASE = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """A target, the score of the last 90 days, and what may be said of the two."""

    target: Target
    place: str
    owner: str
    now: Score
    standing: Standing
    power: Power
    days_left: int


def targets_of(access: Access, *, today: date) -> list[TargetRow]:
    """Those that are aimed for, the nearest day first."""
    access.require(Permission.SCORE_READ)
    rows = Target.objects.visible_to(access).filter(closed_on=None)
    found = rows.select_related("touchpoint", "owner").order_by("by_day", "pk")
    return [target_row(access, one, today=today) for one in found]


def target_row(access: Access, target: Target, *, today: date) -> TargetRow:
    """One target with the score of the last 90 days."""
    period = Period(today - BASE, today + timedelta(days=1))
    now = score_of(access, target.metric, period, touchpoint_id=target.touchpoint_id)
    return TargetRow(
        target=target,
        place=target.touchpoint.name if target.touchpoint else "",
        owner=(target.owner.name or target.owner.email) if target.owner else "",
        now=now,
        standing=standing_of(target.value, now),
        power=power_of(now, base=target.base_value, value=target.value),
        days_left=(target.by_day - today).days,
    )


def target_with_id(access: Access, target_id: int) -> Target:
    """One target. Raises `NotFound`."""
    access.require(Permission.SCORE_READ)
    rows = Target.objects.visible_to(access).select_related("touchpoint", "owner")
    row = rows.filter(pk=target_id).first()
    if row is None:
        raise NotFound
    return row
