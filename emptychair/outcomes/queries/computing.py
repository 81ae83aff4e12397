"""Readings that can be computed from the events of customers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import live_tables
from emptychair.customers.datasets import LIVE_EVENTS
from emptychair.kit.periods import month_of, months_later
from emptychair.outcomes.expressions import events_by_month
from emptychair.outcomes.models import Kpi, Reading
from emptychair.outcomes.types import GivenReading, Source

PREFIX = "events:"  # of the external id of such a reading
Counts = dict[tuple[int, str], dict[date, dict[str, int]]]


def computed_readings(
    access: Access, kpis: Sequence[Kpi], *, today: date
) -> dict[int, list[GivenReading]]:
    """For each KPI the months that are over, from the first in which the event happened on; a month
    without it is a nought.
    """
    access.require(Permission.CUSTOMER_READ)
    this = month_of(today).first
    found: dict[int, list[GivenReading]] = {}
    for owner in ("company_id", "person_id"):
        asked = [one for one in kpis if getattr(one, owner) is not None and one.event_name]
        counts = _counts(access, {one.event_name for one in asked}, owner, this)
        for one in asked:
            months = counts.get((getattr(one, owner), one.event_name), {})
            found[one.pk] = _readings(months, one.event_measure, this)
    return found


def kpis_from_events(access: Access) -> list[Kpi]:
    """Those that are counted from events."""
    access.require(Permission.CUSTOMER_READ)
    rows = Kpi.objects.visible_to(access).filter(retired_at=None).exclude(event_name="")
    return list(rows.filter(source__in=(Source.COMPUTED, Source.PROXY)).order_by("pk"))


def readings_from_events(access: Access, kpi_ids: Iterable[int]) -> set[tuple[int, str, float]]:
    """What stands already: KPI, external id and value."""
    access.require(Permission.CUSTOMER_READ)
    rows = Reading.objects.visible_to(access).filter(
        superseded_at=None, external_id__startswith=PREFIX, kpi__event_name__gt=""
    )
    wanted = set(kpi_ids)
    return {
        (kpi, key, value)
        for kpi, key, value in rows.values_list("kpi", "external_id", "value").iterator()
        if kpi in wanted
    }


def workspaces_that_count(access: Access) -> list[Workspace]:
    """Workspaces with a KPI that is counted from events."""
    access.require(Permission.CUSTOMER_READ)
    rows = Kpi.objects.filter(retired_at=None).exclude(event_name="")
    return list(Workspace.objects.filter(pk__in=rows.values("workspace")).order_by("pk"))


def _counts(access: Access, names: set[str], owner: str, before: date) -> Counts:
    found: Counts = defaultdict(dict)
    if not names:
        return found
    place, tables = access.workspace, live_tables()
    live = tables.table(LIVE_EVENTS, place.pk, place.zone)
    asked = events_by_month(live.table, names=names, owner=owner, before=before)
    for row in tables.read(asked).to_pylist():
        found[row["owner_id"], row["name"]][_day(row["month"])] = row
    return found


def _day(value: Any) -> date:
    return value if type(value) is date else value.date()


def _readings(months: dict[date, dict[str, int]], measure: str, this: date) -> list[GivenReading]:
    found, month = [], min(months, default=this)
    while month < this:
        following = months_later(month, 1)
        found.append(
            GivenReading(
                value=float(months[month][measure]) if month in months else 0.0,
                day=following - timedelta(days=1),
                external_id=f"{PREFIX}{month:%Y-%m}",
            )
        )
        month = following
    return found
