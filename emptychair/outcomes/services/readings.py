"""The ledger: readings come in once, and are corrected without losing what they were."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.kit.events import publish
from emptychair.kit.periods import local_day
from emptychair.outcomes.errors import ReadingGone, ReadingInvalid
from emptychair.outcomes.events import ReadingsRecorded
from emptychair.outcomes.models import Kpi, Reading
from emptychair.outcomes.services.kpis import locked_kpi
from emptychair.outcomes.services.standing import renew_standing
from emptychair.outcomes.types import GivenReading, Source

MOST = 1000  # readings at once


@dataclass(slots=True)
class Recorded:
    """What came of several readings."""

    added: int = 0
    corrected: int = 0
    same: int = 0


@transaction.atomic
def record_readings(
    access: Access, kpi: Kpi, given: Sequence[GivenReading], *, now: datetime, is_told: bool = True
) -> Recorded:
    """Add readings. One whose `external_id` stands already is the same, or a correction of it; one
    without is added unless the same value of the same day stands. `is_told`: into the audit; what
    is counted each night stands in the ledger itself.

    Raises `ReadingInvalid`; then none is stored.
    """
    access.require(Permission.CUSTOMER_WRITE)
    _check(access, given, now)
    kpi = locked_kpi(access, kpi)
    known = _standing_rows(access, kpi, given)
    counts, fresh = Recorded(), list[Reading]()
    for one in given:
        _record(access, kpi, one, known, counts, fresh, now)
    _store(access, fresh)
    if counts.added or counts.corrected:
        renew_standing(access, kpi, now=now)
        if is_told:
            after = {"added": counts.added, "corrected": counts.corrected}
            record_audit(access, kpi, action="kpi.readings_recorded", after=after)
        _tell(access, kpi)
    return counts


@transaction.atomic
def correct_reading(
    access: Access, reading: Reading, *, value: float, reason: str, now: datetime
) -> Reading:
    """Another value in the place of one that stands; the old one is kept with the reason.

    Raises `ReadingGone` where somebody corrected it already, `ReadingInvalid`.
    """
    access.require(Permission.CUSTOMER_WRITE)
    kpi = locked_kpi(access, reading.kpi)
    held = Reading.objects.visible_to(access).select_for_update(of=("self",)).get(pk=reading.pk)
    if held.superseded_at is not None:
        raise ReadingGone
    if not math.isfinite(value):
        raise ReadingInvalid
    if held.value == value:
        return held
    new = _replace(access, held, GivenReading(value=value, day=held.day, note=held.note), now)
    Reading.objects.visible_to(access).filter(pk=held.pk).update(superseded_reason=reason[:300])
    renew_standing(access, kpi, now=now)
    record_audit(
        access,
        kpi,
        action="kpi.reading_corrected",
        before={"day": held.day.isoformat(), "value": held.value},
        after={"value": value, "reason": reason[:300]},
    )
    _tell(access, kpi)
    return new


def _record(
    access: Access,
    kpi: Kpi,
    one: GivenReading,
    known: dict[object, Reading],
    counts: Recorded,
    fresh: list[Reading],
    now: datetime,
) -> None:
    """New ones wait in `fresh`, to be stored together."""
    key: object = one.external_id[:160] or (one.day, one.value)
    row = known.get(key)
    if row is None:
        known[key] = _new(access, kpi, one, now)
        fresh.append(known[key])
        counts.added += 1
    elif (row.value, row.day) != (one.value, one.day):
        _store(access, fresh)  # it may be one of them
        known[key] = _replace(access, row, one, now)
        counts.corrected += 1
    else:
        counts.same += 1


def _store(access: Access, fresh: list[Reading]) -> None:
    access.require(Permission.CUSTOMER_WRITE)
    Reading.objects.bulk_create(fresh, batch_size=500)
    fresh.clear()


def _check(access: Access, given: Sequence[GivenReading], now: datetime) -> None:
    today = local_day(now, access.workspace.zone)
    wrong = any(not math.isfinite(one.value) or one.day > today for one in given)
    wrong = wrong or any(one.source and one.source not in Source.values for one in given)
    people = {one.told_by_id for one in given} - {None}
    there = Person.objects.visible_to(access).filter(pk__in=people)
    if wrong or len(given) > MOST or (people and there.count() != len(people)):
        raise ReadingInvalid


def _standing_rows(
    access: Access, kpi: Kpi, given: Sequence[GivenReading]
) -> dict[object, Reading]:
    rows = Reading.objects.visible_to(access).filter(kpi=kpi, superseded_at=None)
    ids = [one.external_id[:160] for one in given if one.external_id]
    days = [one.day for one in given if not one.external_id]
    found: dict[object, Reading] = {}
    if ids:
        found |= {row.external_id: row for row in rows.with_external_id(*ids)}
    if days:
        found |= {(row.day, row.value): row for row in rows.filter(day__in=days)}
    return found


def _new(access: Access, kpi: Kpi, one: GivenReading, now: datetime) -> Reading:
    return Reading(
        workspace=access.workspace,
        kpi=kpi,
        value=one.value,
        day=one.day,
        source=one.source or kpi.source,
        note=one.note.strip()[:500],
        external_id=one.external_id[:160],
        recorded_at=now,
        by_user_id=access.user_id,
        by_label=access.actor.label[:200],
        told_by_id=one.told_by_id,
    )


def _replace(access: Access, row: Reading, one: GivenReading, now: datetime) -> Reading:
    """Put another row in the place of one that stands; `now` is the moment of both."""
    row.superseded_at = now
    row.save(update_fields=["superseded_at", "changed_at"])
    new = _new(access, row.kpi, one, now)
    new.corrects, new.external_id = row, row.external_id
    new.source, new.told_by_id = one.source or row.source, one.told_by_id or row.told_by_id
    new.save()
    return new


def _tell(access: Access, kpi: Kpi) -> None:
    who = f"company:{kpi.company_id}" if kpi.company_id else f"person:{kpi.person_id}"
    publish(
        ReadingsRecorded(
            workspace_id=access.workspace.pk,
            about=who,
            kpi_id=kpi.pk,
            company_id=kpi.company_id,
            person_id=kpi.person_id,
        )
    )
