"""Changing the map: names, owners, places, order; putting away and bringing back."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.accounts.models import Team
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.touchpoints.errors import NameMissing, StageNotEmpty
from emptychair.touchpoints.models import Journey, Stage, Touchpoint


def change_touchpoint(
    access: Access,
    touchpoint: Touchpoint,
    *,
    name: str,
    kind: str,
    team: Team | None,
    stage: Stage | None,
    description: str = "",
) -> None:
    """Give it other words, another owner or another stage. Raises `NameMissing`."""
    access.require(Permission.TOUCHPOINT_WRITE)
    if not name.strip():
        raise NameMissing
    after = {"name": name.strip(), "kind": kind, "description": description.strip()}
    moved = touchpoint.stage_id != (stage.pk if stage else None)
    before = _facts(touchpoint)
    with transaction.atomic():
        for field, value in after.items():
            setattr(touchpoint, field, value)
        touchpoint.team, touchpoint.stage = team, stage
        if moved:
            touchpoint.position = _last_position(access, stage) + 1
        touchpoint.save()
        record_audit(
            access, touchpoint, action="touchpoint.changed", before=before, after=_facts(touchpoint)
        )


def give_touchpoint(access: Access, touchpoint: Touchpoint, team: Team | None) -> None:
    """Make a team the owner, or nobody."""
    access.require(Permission.TOUCHPOINT_WRITE)
    before = {"team": touchpoint.team_id}
    with transaction.atomic():
        touchpoint.team = team
        touchpoint.save(update_fields=["team", "changed_at"])
        after = {"team": touchpoint.team_id}
        record_audit(access, touchpoint, action="touchpoint.given", before=before, after=after)


def archive_touchpoint(access: Access, touchpoint: Touchpoint) -> None:
    """Put it away: it leaves the map, its answers stay."""
    _set_active(access, touchpoint, active=False)


def restore_touchpoint(access: Access, touchpoint: Touchpoint) -> None:
    """Bring it back to where it was."""
    _set_active(access, touchpoint, active=True)


def move_touchpoint(access: Access, touchpoint: Touchpoint, *, up: bool) -> None:
    """One place towards the beginning or the end of its stage."""
    access.require(Permission.TOUCHPOINT_WRITE)
    shown = Touchpoint.objects.visible_to(access).filter(stage=touchpoint.stage_id, is_active=True)
    with transaction.atomic():
        _swap(list(shown.order_by("position", "pk")), touchpoint.pk, up=up)


def move_stage(access: Access, stage: Stage, *, up: bool) -> None:
    """One place towards the beginning or the end of its journey."""
    access.require(Permission.TOUCHPOINT_WRITE)
    rows = Stage.objects.visible_to(access).filter(journey=stage.journey_id)
    with transaction.atomic():
        _swap(list(rows.order_by("position", "pk")), stage.pk, up=up)


def create_journey(access: Access, *, name: str) -> Journey:
    """A new journey, without stages. Raises `NameMissing`."""
    access.require(Permission.TOUCHPOINT_WRITE)
    name = _named(name)
    last = Journey.objects.visible_to(access).aggregate(Max("position"))["position__max"] or 0
    with transaction.atomic():
        journey = Journey.objects.create(workspace=access.workspace, name=name, position=last + 1)
        record_audit(access, journey, action="journey.created", after={"name": name})
    return journey


def create_stage(access: Access, journey: Journey, *, name: str) -> Stage:
    """A new stage at the end of a journey. Raises `NameMissing`."""
    access.require(Permission.TOUCHPOINT_WRITE)
    name = _named(name)
    rows = Stage.objects.visible_to(access).filter(journey=journey)
    last = rows.aggregate(Max("position"))["position__max"] or 0
    with transaction.atomic():
        stage = Stage.objects.create(
            workspace=access.workspace, journey=journey, name=name, position=last + 1
        )
        record_audit(access, stage, action="stage.created", after={"name": name})
    return stage


def rename_part(access: Access, part: Journey | Stage, *, name: str) -> None:
    """Give a journey or a stage another name. Raises `NameMissing`."""
    access.require(Permission.TOUCHPOINT_WRITE)
    before, part.name = {"name": part.name}, _named(name)
    with transaction.atomic():
        part.save(update_fields=["name", "changed_at"])
        action = f"{part._meta.model_name}.renamed"  # noqa: SLF001 - Django's public name
        record_audit(access, part, action=action, before=before, after={"name": part.name})


def remove_stage(access: Access, stage: Stage) -> None:
    """Take an empty stage off the map. Raises `StageNotEmpty`."""
    access.require(Permission.TOUCHPOINT_WRITE)
    if Touchpoint.objects.visible_to(access).filter(stage=stage, is_active=True).exists():
        raise StageNotEmpty
    with transaction.atomic():
        record_audit(access, stage, action="stage.removed", before={"name": stage.name})
        stage.delete()


def remove_journey(access: Access, journey: Journey) -> None:
    """Take a journey without stages off the map. Raises `StageNotEmpty`."""
    access.require(Permission.TOUCHPOINT_WRITE)
    if Stage.objects.visible_to(access).filter(journey=journey).exists():
        raise StageNotEmpty
    with transaction.atomic():
        record_audit(access, journey, action="journey.removed", before={"name": journey.name})
        journey.delete()


def _set_active(access: Access, touchpoint: Touchpoint, *, active: bool) -> None:
    access.require(Permission.TOUCHPOINT_WRITE)
    if touchpoint.is_active == active:
        return
    with transaction.atomic():
        touchpoint.is_active = active
        touchpoint.save(update_fields=["is_active", "changed_at"])
        action = "touchpoint.restored" if active else "touchpoint.archived"
        record_audit(access, touchpoint, action=action, after={"name": touchpoint.name})


def _swap(rows: Sequence[Touchpoint] | Sequence[Stage], pk: int, *, up: bool) -> None:
    """Number the rows anew with this one a place earlier or later."""
    order = [row.pk for row in rows]
    here = order.index(pk)
    there = min(max(here + (-1 if up else 1), 0), len(order) - 1)
    order[here], order[there] = order[there], order[here]
    by_pk = {row.pk: row for row in rows}
    for position, one in enumerate(order, start=1):
        row = by_pk[one]
        if row.position != position:
            row.position = position
            row.save(update_fields=["position", "changed_at"])


def _named(name: str) -> str:
    if not name.strip():
        raise NameMissing
    return name.strip()


def _last_position(access: Access, stage: Stage | None) -> int:
    rows = Touchpoint.objects.visible_to(access).filter(stage=stage)
    return rows.aggregate(Max("position"))["position__max"] or 0


def _facts(touchpoint: Touchpoint) -> dict[str, Any]:
    names = ("name", "kind", "description", "team_id", "stage_id")
    return {name: getattr(touchpoint, name) for name in names}
