"""How often each event happened in each month, and in how many customers: of the events themselves,
or of what is kept beside their snapshot, which costs as much as there are days (months) and names,
however many events there were.
"""

from collections.abc import Sequence

import ibis.expr.types as ir

COUNTED = {"day": "date", "name": "string", "source": "string", "events": "int64"}
ACTIVE = {"month": "date", "name": "string", "events": "int64", "customers": "int64"}


def daily_events(events: ir.Table) -> ir.Table:
    """How often each event came on each local day, by where it came from."""
    grouped = events.group_by(["day", "name", "source"])
    return grouped.aggregate(events=events.count().cast("int64"))


def events_by_name(events: ir.Table) -> ir.Table:
    """By name and calendar month."""
    months = events.mutate(month=events.day.truncate("M").cast("date"))
    return months.group_by(["name", "month"]).aggregate(events=months.count().cast("int64"))


def counts_by_name(counts: ir.Table) -> ir.Table:
    """The same of daily counts, or of those of whole months."""
    months = counts.mutate(month=counts.day.truncate("M").cast("date"))
    return months.group_by(["name", "month"]).aggregate(events=months.events.sum().cast("int64"))


def customers_by_month(events: ir.Table, *, by: Sequence[str] = ("month", "name")) -> ir.Table:
    """How often it happened and at how many customers (a company, or a person of none), by calendar
    month, and by name.
    """
    months = events.mutate(
        month=events.day.truncate("M").cast("date"),
        customer=events.company_id.isnull().ifelse(-events.person_id, events.company_id),
    )
    return months.group_by(list(by)).aggregate(
        events=months.count().cast("int64"), customers=months.customer.nunique().cast("int64")
    )
