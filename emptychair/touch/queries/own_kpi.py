"""Our own KPI of a design, month by month: entered, or counted from events."""

from collections.abc import Collection
from datetime import date
from typing import Any

import pyarrow.compute as pc
from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import LiveTable, live_tables
from emptychair.customers.datasets import ACTIVE_CUSTOMERS, DAILY_EVENTS, LIVE_EVENTS
from emptychair.customers.event_counts import alike_pairs, counts_by_name, customers_of_pairs
from emptychair.kit.periods import Period, months_between
from emptychair.touch.design_types import Design, MonthValue, OwnSource
from emptychair.touch.expressions import monthly_events
from emptychair.touch.models import OrgReading


def own_kpi_months(access: Access, design: Design, period: Period) -> list[MonthValue]:
    """Each calendar month of the period; no value where nothing was entered. A month in which an
    event never happened counts nothing, from the first month in which it did.
    """
    access.require(Permission.CUSTOMER_READ)
    if design.said(5, "own_source") == OwnSource.ENTERED:
        known = _entered(access, design, period)
    else:
        known = _counted(access, design)
    first = min(known, default=None)
    is_counted = design.said(5, "own_source") != OwnSource.ENTERED
    found = []
    for month in months_between(period.first, period.end):
        nothing = 0.0 if is_counted and first and month.first >= first else None
        found.append(known.get(month.first, MonthValue(month.first, nothing)))
    return found


def last_readings(access: Access) -> dict[int, date]:
    """The last month that somebody entered, by series."""
    access.require(Permission.CUSTOMER_READ)
    rows = OrgReading.objects.visible_to(access).order_by()
    return dict(rows.values_list("series").annotate(last=Max("month")))


def _entered(access: Access, design: Design, period: Period) -> dict[date, MonthValue]:
    rows = OrgReading.objects.visible_to(access).filter(
        series=design.series, month__gte=period.first, month__lt=period.end
    )
    return {
        row.month: MonthValue(row.month, row.value, row.name, len(row.was))
        for row in rows.order_by("month")
    }


def _counted(access: Access, design: Design) -> dict[date, MonthValue]:
    name, source = design.said(5, "own_event"), design.said(5, "own_source")
    rows = _of_counts(access, name) if source == OwnSource.EVENTS else None
    if rows is None:
        rows = customers_active(access, name)
    return {row["month"]: MonthValue(row["month"], float(row[source])) for row in rows}


def _of_counts(access: Access, name: str) -> list[dict[str, Any]] | None:
    """From the counts of months, where there are any: not one event is read."""
    workspace, tables = access.workspace, live_tables()
    counted = tables.counts(LIVE_EVENTS, DAILY_EVENTS, workspace.pk, workspace.zone, monthly=True)
    if counted is None:
        return None
    rows = tables.fetch(
        counted,
        ("of counts", name),
        lambda counts: counts_by_name(counts.filter(counts.name == name)),
    )
    return [row for row in rows if row["events"]]


def customers_active(access: Access, name: str) -> list[dict[str, Any]]:
    """How often an event happened, and at how many customers, by month: of what is kept beside the
    snapshot where that still holds, as of most months that are over; else of the events.
    """
    access.require(Permission.CUSTOMER_READ)
    workspace, tables = access.workspace, live_tables()
    found = tables.months(LIVE_EVENTS, ACTIVE_CUSTOMERS, workspace.pk, workspace.zone)
    known, others = [], None
    if found is not None:
        kept, pairs = found
        known = kept.rows.filter(pc.equal(kept.rows["name"], name)).to_pylist()
        if pairs is not None:
            known += _of_pairs(pairs, name, kept.by_pairs)
        others = tuple(sorted(kept.others - kept.by_pairs))
    if others == ():
        return known
    live = tables.table(LIVE_EVENTS, workspace.pk, workspace.zone)
    rows = tables.fetch(
        live,
        ("events by month", name, others),
        lambda events: monthly_events(events, name=name, months=others),
    )
    return [*known, *rows]


def _of_pairs(pairs: LiveTable, name: str, months: Collection[date]) -> list[dict[str, Any]]:
    """Of the months to which something came since."""
    inside = tuple(sorted(months))
    return live_tables().fetch(
        pairs,
        ("customers of pairs", name, inside),
        lambda rows: customers_of_pairs(rows, name=name, months=inside),
        alike=alike_pairs(name, inside),
    )
