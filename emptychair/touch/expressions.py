"""What the engine counts for our own KPI."""

from collections.abc import Collection
from datetime import date

import ibis
import ibis.expr.types as ir

from emptychair.customers.event_counts import customers_by_month
from emptychair.kit.periods import month_of


def monthly_events(
    events: ir.Table, *, name: str, months: Collection[date] | None = None
) -> ir.Table:
    """By calendar month (of these, or of all): how often an event happened, and at how many
    customers.
    """
    named = events.filter(events.name == name)
    if months is not None:
        spans = [month_of(one) for one in sorted(months)]
        within = [(named.day >= span.first) & (named.day < span.end) for span in spans]
        named = named.filter(ibis.or_(*within))
    return customers_by_month(named, by=("month",))
