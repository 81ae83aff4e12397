"""What the engine counts for our own KPI."""

import ibis.expr.types as ir


def monthly_events(events: ir.Table, *, name: str) -> ir.Table:
    """By calendar month: how often an event happened, and at how many customers (a company, or a
    person of none).
    """
    named = events.filter(events.name == name)
    unit = named.company_id.isnull().ifelse(-named.person_id, named.company_id)
    months = named.mutate(month=named.day.truncate("M"), unit=unit)
    return months.group_by("month").aggregate(
        events=months.count().cast("int64"), customers=months.unit.nunique().cast("int64")
    )
