"""Readings computed from what customers did, once for each month that is over."""

from collections.abc import Sequence
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day
from emptychair.outcomes.models import Kpi
from emptychair.outcomes.queries.computing import (
    computed_readings,
    kpis_from_events,
    readings_from_events,
)
from emptychair.outcomes.services.readings import record_readings


def compute_readings(access: Access, *, now: datetime, kpis: Sequence[Kpi] | None = None) -> int:
    """Count again; of how many KPIs the ledger changed. Late events correct their own month, and
    what it was before is kept.
    """
    access.require(Permission.CUSTOMER_WRITE)
    wanted = kpis_from_events(access) if kpis is None else [one for one in kpis if one.event_name]
    if not wanted:
        return 0
    today = local_day(now, access.workspace.zone)
    found = computed_readings(access, wanted, today=today)
    there = readings_from_events(access, found)
    changed = 0
    for kpi in wanted:
        new = [one for one in found[kpi.pk] if (kpi.pk, one.external_id, one.value) not in there]
        if new:
            record_readings(access, kpi, new, now=now)
            changed += 1
    return changed
