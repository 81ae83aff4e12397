"""How often each event happened in each month: of the events themselves, or of their daily counts,
which cost as much as there are days and names, however many events there were.
"""

import ibis.expr.types as ir

COUNTED = {"day": "date", "name": "string", "source": "string", "events": "int64"}


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
