"""Keeping who has left, so that lists, rules and triggers can ask the database."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np
from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Departure, LeavingRun, Person
from emptychair.customers.queries.leaving import Leaving, leaving_asof
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.rules.months import NEVER, day_of_number
from emptychair.customers.types import HowLeft
from emptychair.kit.periods import local_day
from emptychair.kit.storing import store_changed, store_new

KEPT = timedelta(days=400)  # how long it is known of those who came back that they were away
CUSTOMERS_AT_ONCE = 500  # in a transaction, while which nobody else writes on SQLite


class _Told(NamedTuple):
    left_on: date
    how: str
    stays: bool


def read_leaving(access: Access, *, now: datetime) -> int:
    """Work out who has left as of today, and keep what changed since; how many have.

    Twice is harmless.
    """
    access.require(Permission.CUSTOMER_WRITE)
    today = local_day(now, access.workspace.zone)
    leaving = leaving_asof(access, today, hindsight=True)
    told = _departures(leaving) | _staying(leaving)
    for some in in_batches(_changed(access, told), CUSTOMERS_AT_ONCE):
        with transaction.atomic():
            Workspace.objects.select_for_update().get(pk=access.workspace.pk)
            _keep(access, {unit: told[unit] for unit in some if unit in told}, some, today)
    _forget(access, today - KEPT)
    left = sum(not one.stays for one in told.values())
    LeavingRun.objects.update_or_create(
        workspace=access.workspace, defaults={"as_of": today, "read_at": now, "left": left}
    )
    return left


def _departures(leaving: Leaving) -> dict[int, _Told]:
    return {
        unit: _Told(day_of_number(one.day), one.how.value, stays=False)
        for unit, one in leaving.by_unit.items()
    }


def _staying(leaving: Leaving) -> dict[int, _Told]:
    """Written down as having left, and still paying, or going on by their own rhythm."""
    gone, written = leaving.gone, leaving.customers.written
    here = (gone.day == NEVER) & (gone.is_paying | gone.ever_paid | (gone.waits < NEVER))
    places = np.flatnonzero((written <= leaving.on) & here)
    return {
        unit: _Told(day_of_number(day), HowLeft.WRITTEN.value, stays=True)
        for unit, day in zip(
            leaving.customers.units[places].tolist(), written[places].tolist(), strict=True
        )
    }


def _changed(access: Access, told: Mapping[int, _Told]) -> list[int]:
    """Of whom something else is kept; nobody, on most nights."""
    rows = Departure.objects.visible_to(access).filter(back_on=None).order_by()
    read = rows.values_list("unit", "left_on", "how", "stays").iterator()
    kept = {unit: _Told(left_on, how, stays) for unit, left_on, how, stays in read}
    return sorted(unit for unit in kept.keys() | told.keys() if kept.get(unit) != told.get(unit))


def _forget(access: Access, before: date) -> None:
    rows = Departure.objects.visible_to(access).filter(back_on__lt=before)
    for some in in_batches(list(rows.order_by("pk").values_list("pk", flat=True))):
        rows.filter(pk__in=some).delete()


def _keep(access: Access, told: dict[int, _Told], units: Collection[int], today: date) -> None:
    rows = Departure.objects.visible_to(access).filter(back_on=None, unit__in=units)
    open_ones = {row.unit: row for row in rows}
    over = [row for unit, row in open_ones.items() if unit not in told]
    _close(access, over, today)
    changed, now = [], timezone.now()
    for unit, one in told.items():
        row = open_ones.get(unit)
        if row is not None and (row.left_on, row.how, row.stays) != one:
            row.left_on, row.how, row.stays, row.changed_at = *one, now
            changed.append(row)
    store_changed(changed, ["left_on", "how", "stays", "changed_at"])
    new = {unit: one for unit, one in told.items() if unit not in open_ones}
    store_new(_rows(access, new))


def _close(access: Access, rows: list[Departure], today: date) -> None:
    """Who is back keeps the row; what was only written down is gone without a trace."""
    mine, now = Departure.objects.visible_to(access), timezone.now()
    for some in in_batches([row.pk for row in rows if not row.stays]):
        mine.filter(pk__in=some).update(back_on=today, changed_at=now)
    for some in in_batches([row.pk for row in rows if row.stays]):
        mine.filter(pk__in=some).delete()


def _rows(access: Access, told: dict[int, _Told]) -> list[Departure]:
    """Nobody who was deleted while they were read."""
    people = Person.objects.filter(pk__in=[-unit for unit in told if unit < 0])
    firms = Company.objects.filter(pk__in=[unit for unit in told if unit > 0])
    known = {-pk for pk in people.values_list("pk", flat=True)}
    known |= set(firms.values_list("pk", flat=True))
    return [
        Departure(
            workspace=access.workspace,
            unit=unit,
            company_id=unit if unit > 0 else None,
            person_id=-unit if unit < 0 else None,
            left_on=one.left_on,
            how=one.how,
            stays=one.stays,
        )
        for unit, one in told.items()
        if unit in known
    ]
