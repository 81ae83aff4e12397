"""Who went against the advice."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.fit.models import FitOverrule
from emptychair.fit.types import Overrule, Stage
from emptychair.kit.errors import NotFound


def overrules_of(access: Access, *, limit: int = 50) -> list[tuple[Overrule, bool]]:
    """All of them, newest first, and whether each still stands."""
    access.require(Permission.SCORE_READ)
    rows = FitOverrule.objects.visible_to(access).order_by("-made_at", "-pk")[:limit]
    return [(_overrule(row), row.withdrawn_at is None) for row in rows]


def overrule_of(access: Access, segment: str) -> Overrule | None:
    """The one that stands for a group."""
    return overrules_in_force(access).get(segment)


def overrules_in_force(access: Access) -> dict[str, Overrule]:
    """Those that stand, by segment word."""
    access.require(Permission.SCORE_READ)
    rows = FitOverrule.objects.visible_to(access).filter(withdrawn_at=None).order_by("pk")
    return {row.segment: _overrule(row) for row in rows}


def overrule_with_id(access: Access, overrule_id: int) -> FitOverrule:
    """One of them. Raises `NotFound`."""
    access.require(Permission.SCORE_READ)
    row = FitOverrule.objects.visible_to(access).filter(pk=overrule_id).first()
    if row is None:
        raise NotFound
    return row


def _overrule(row: FitOverrule) -> Overrule:
    return Overrule(
        id=row.pk,
        segment=row.segment,
        stage=Stage(row.stage),
        reason=row.reason,
        name=row.name,
        made_at=row.made_at,
    )
