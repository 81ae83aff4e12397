"""Use of companies, as of a day: only what had become known by then."""

from datetime import date, timedelta
from typing import Any

import ibis.expr.types as ir
from django.db.models import Q, Sum
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.few import few_rows
from emptychair.analytics.live import LiveTable, live_tables
from emptychair.customers.models import Contract
from emptychair.kit.periods import local_day, week_of
from emptychair.usage.datasets import LIVE_DAILY_USE
from emptychair.usage.expressions import readings, weeks_of_company
from emptychair.usage.rules.readings import reading_from
from emptychair.usage.types import UseReading, WeekOfUse

DAYS = 28
WEEKS_SHOWN = 53


def use_now(access: Access) -> LiveTable:
    """Daily use as it stands; hand it on, so that a page asks only once."""
    access.require(Permission.CUSTOMER_READ)
    return live_tables().table(LIVE_DAILY_USE, access.workspace.pk, access.workspace.zone)


def use_of_company(access: Access, company_id: int, *, since: date) -> ir.Table:
    """Daily use of one company from a day on, as it stands; with the rows of others where it has so
    many that the snapshot of all is quicker than its index.
    """
    access.require(Permission.CUSTOMER_READ)
    place = access.workspace
    few = few_rows(LIVE_DAILY_USE, place.pk, place.zone, company=company_id, day__gte=since)
    return use_now(access).table if few is None else few


def use_asof(access: Access, on: date, *, days: int = DAYS) -> dict[int, UseReading]:
    """Use of every company that ever used anything, by its id.

    Of days up to `on` and only what was recorded by then, so that a later reading of the same day
    is the same. Nothing for partners, who see no customers.
    """
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return {}
    found = live_tables().read(readings(use_now(access).table, on=on, days=days))
    seats = seats_asof(access, on)
    return {
        int(row["company_id"]): reading_from(row, seats.get(int(row["company_id"])))
        for row in found.to_pylist()
    }


def seats_asof(access: Access, on: date) -> dict[int, int]:
    """Seats bought by contracts that ran on a day, by company; where no contract tells, nothing."""
    access.require(Permission.CUSTOMER_READ)
    running = Contract.objects.visible_to(access).filter(
        Q(cancelled_on=None) | Q(cancelled_on__gt=on),
        company__isnull=False,
        seats__gt=0,
        starts_on__lte=on,
    )
    summed = running.values("company_id").annotate(bought=Sum("seats")).order_by()
    return {row["company_id"]: row["bought"] for row in summed}


def use_by_week(
    access: Access, company_id: int, *, on: date | None = None, weeks: int = WEEKS_SHOWN
) -> list[WeekOfUse]:
    """The weeks (from Monday) of one company, the oldest first, with those without any use."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    last = week_of(on or local_day(timezone.now(), access.workspace.zone)).first
    first = last - timedelta(weeks=weeks - 1)
    own = use_of_company(access, company_id, since=first)
    found = live_tables().read(weeks_of_company(own, company_id, first=first)).to_pylist()
    by_week = {row["week"]: row for row in found if row["week"] <= last}
    if not by_week:
        return []
    begun = min(by_week)
    count = (last - begun).days // 7 + 1
    return [_week(begun + timedelta(weeks=n), by_week) for n in range(count)]


def _week(monday: date, by_week: dict[date, dict[str, Any]]) -> WeekOfUse:
    row = by_week.get(monday)
    if row is None:
        return WeekOfUse(monday, 0, 0, 0)
    users = max(int(row["people"] or 0), int(row["given_users"] or 0))
    return WeekOfUse(monday, users, int(row["actions"] or 0), int(row["active_days"] or 0))
