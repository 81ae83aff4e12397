"""Designing the organisation: steps in order, versions, and readings of our own KPI."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import member_with_id
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import local_day
from emptychair.touch.design_reading import as_design
from emptychair.touch.design_types import STEPS, DesignState, OwnSource
from emptychair.touch.errors import (
    MonthAhead,
    NotLive,
    StepIncomplete,
    StepsInOrder,
    TargetDayPast,
    VagueNumber,
)
from emptychair.touch.models import OrgDesign, OrgReading
from emptychair.touch.queries.organisation import design_row, live_designs
from emptychair.touch.rules.design import cleaned, target_day_fits

LAST = STEPS[-1]


@transaction.atomic
def start_design(access: Access, *, name: str, segment: str = "") -> OrgDesign:
    """A new design without any step. Raises `StepIncomplete` without a name."""
    access.require(Permission.PROGRAMME_MANAGE)
    if not name.strip():
        raise StepIncomplete
    rows = OrgDesign.objects.select_for_update().visible_to(access)
    highest = rows.aggregate(highest=Max("series"))["highest"] or 0
    row = OrgDesign.objects.create(
        workspace=access.workspace,
        series=highest + 1,
        name=name.strip()[:120],
        segment=segment.strip()[:80],
        state=DesignState.DRAFT.value,
    )
    record_audit(access, row, action="organisation.created", after={"name": row.name})
    return row


@transaction.atomic
def write_step(
    access: Access,
    design_id: int,
    number: int,
    given: Mapping[str, Any],
    *,
    owner_id: int | None = None,
) -> OrgDesign:
    """Write down a step. What was confirmed of it and below has to be confirmed again; a version
    that is measured stays as it is, and the next one is written. Raises `StepsInOrder`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    row = _own(access, design_id, number)
    values = cleaned(number, given)
    if row.state != DesignState.DRAFT:
        row = _next_version(access, row)
    before = row.steps.get(str(number), {})
    row.steps = {**row.steps, str(number): values}
    row.confirmed = {key: one for key, one in row.confirmed.items() if int(key) < number}
    if number == LAST:
        row.owner = member_with_id(access, owner_id).user if owner_id else None
    row.save()
    record_audit(access, row, action="organisation.changed", before=before, after=values)
    return row


@transaction.atomic
def confirm_step(access: Access, design_id: int, number: int, *, now: datetime) -> OrgDesign:
    """Confirm a step; with the sixth the version is measured, and the one before is replaced.

    Raises `StepsInOrder`, `StepIncomplete`, `TargetDayPast`, and `VagueNumber` for revenue and
    its like.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    row = _own(access, design_id, number)
    step = as_design(row).steps[number - 1]
    if step.missing or (number == LAST and row.owner_id is None):
        raise StepIncomplete(missing=list(step.missing))
    if step.vague:
        raise VagueNumber(kind=step.vague)
    if step.confirmed is not None:
        return row
    if not target_day_fits(step.values.get("target_day", ""), today=_today(access, now)):
        raise TargetDayPast
    said = {"name": access.actor.label[:200], "at": now.isoformat()}
    row.confirmed = {**row.confirmed, str(number): said}
    if number == LAST:
        same = OrgDesign.objects.visible_to(access).filter(series=row.series)
        same.filter(state=DesignState.LIVE).update(state=DesignState.REPLACED.value)
        row.state, row.live_at = DesignState.LIVE.value, now
    row.save()
    record_audit(access, row, action="organisation.step_confirmed", after={"step": number})
    return row


@transaction.atomic
def enter_reading(
    access: Access, series: int, *, month: date, value: float, now: datetime
) -> OrgReading:
    """Our own KPI of one month; what stood there before is kept. Raises `NotLive` for a design that
    is not measured or whose number is counted, `MonthAhead`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    design = next((one for one in live_designs(access) if one.series == series), None)
    if design is None or design.said(5, "own_source") != OwnSource.ENTERED:
        raise NotLive
    first = month.replace(day=1)
    if first > _today(access, now):
        raise MonthAhead
    rows = OrgReading.objects.select_for_update().visible_to(access)
    row = rows.filter(series=series, month=first).first()
    before = {"value": row.value} if row else {}
    if row is None:
        row = OrgReading(workspace=access.workspace, series=series, month=first)
    elif row.value != value:
        row.was = [*row.was, {"value": row.value, "name": row.name, "until": now.isoformat()}]
    row.value, row.name = value, access.actor.label[:200]
    row.save()
    after = {"value": value, "month": first.isoformat()}
    record_audit(access, row, action="organisation.read", before=before, after=after)
    return row


def _today(access: Access, now: datetime) -> date:
    return local_day(now, access.workspace.zone)


def _own(access: Access, design_id: int, number: int) -> OrgDesign:
    """The version, if this step may be touched."""
    if number not in STEPS:
        raise NotFound
    row = design_row(access, design_id)
    row = OrgDesign.objects.select_for_update(of=("self",)).select_related("owner").get(pk=row.pk)
    if not as_design(row).steps[number - 1].is_open:
        raise StepsInOrder
    return row


def _next_version(access: Access, row: OrgDesign) -> OrgDesign:
    same = OrgDesign.objects.visible_to(access).filter(series=row.series)
    drafted = same.filter(state=DesignState.DRAFT).first()
    if drafted is not None:
        return drafted
    highest = same.aggregate(highest=Max("version"))["highest"] or row.version
    return OrgDesign.objects.create(
        workspace=access.workspace,
        series=row.series,
        version=highest + 1,
        name=row.name,
        segment=row.segment,
        state=DesignState.DRAFT.value,
        steps=row.steps,
        confirmed=row.confirmed,
        owner=row.owner,
    )
