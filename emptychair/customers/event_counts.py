"""How often each event happened in each month, and in how many customers: of the events themselves,
or of what is kept beside their snapshot, which costs as much as there are days (months) and names,
however many events there were.
"""

from collections.abc import Sequence
from datetime import date

import ibis.expr.types as ir

from emptychair.analytics.alike import Alike, Marks

COUNTED = {"day": "date", "name": "string", "source": "string", "events": "int64"}
PAIRS = {"month": "date", "name": "string", "customer": "int64", "events": "int64"}
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
    months = _by_customer(events)
    return months.group_by(list(by)).aggregate(
        events=months.count().cast("int64"), customers=months.customer.nunique().cast("int64")
    )


def pairs_by_month(events: ir.Table) -> ir.Table:
    """How often it happened at each customer, by calendar month and name: this adds up, where the
    number of different customers does not.
    """
    months = _by_customer(events)
    grouped = months.group_by(["month", "name", "customer"])
    return grouped.aggregate(events=months.count().cast("int64"))


def customers_of_pairs(pairs: ir.Table, *, name: str, months: Sequence[date]) -> ir.Table:
    """The same as `customers_by_month` of one event in these months, of pairs; some of these may
    come several times, and take back what is no more.
    """
    named = pairs.filter(pairs.name == name, pairs.month.isin(list(months)))
    each = named.group_by(["month", "customer"]).aggregate(events=named.events.sum().cast("int64"))
    there = each.filter(each.events > 0)
    return there.group_by("month").aggregate(
        events=there.events.sum().cast("int64"), customers=there.count().cast("int64")
    )


def alike_pairs(name: str, months: Sequence[date]) -> Alike:
    """The question as one of all about so many months: translated once for these."""
    marks = Marks()
    word, days = marks.put(name), [marks.put(one) for one in months]
    return Alike(
        ("customers of pairs", len(days)),
        marks.values,
        lambda pairs: customers_of_pairs(pairs, name=word, months=days),
    )


def _by_customer(events: ir.Table) -> ir.Table:
    return events.mutate(
        month=events.day.truncate("M").cast("date"),
        customer=events.company_id.isnull().ifelse(-events.person_id, events.company_id),
    )
