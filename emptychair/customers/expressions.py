"""What the engine counts of each customer until a day: orders, and days on which they did anything.

A customer's number is that of the company, or that of the person below nothing; `member` says which
customer each person is part of (`person`, `unit`).
"""

from collections.abc import Sequence
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from emptychair.customers.own_events import OWN_SOURCE

YEAR = timedelta(days=365)


def buying(orders: ir.Table, member: ir.Table, *, on: date, currency: str) -> ir.Table:
    """Of each customer days with an order, the first two and the last of them, and what a year
    brought.
    """
    known = _under_customers(orders.filter(orders.day <= on), member)
    known = known.mutate(
        paid=known.currency.isin([currency, ""]).ifelse(known.amount.fill_null(0.0), 0.0)
    )
    days = known.group_by(["unit", "day"]).aggregate(paid=known.paid.sum())
    window = ibis.window(group_by=days.unit, order_by=days.day)
    days = days.mutate(place=ibis.row_number().over(window))
    return (
        days.group_by("unit")
        .aggregate(
            times=days.count().cast("int64"),
            first_on=days.day.min(),
            second_on=(days.place == 1).ifelse(days.day, ibis.null("date")).max(),
            last_on=days.day.max(),
            value=(days.day > on - YEAR).ifelse(days.paid, 0.0).sum(),
            last_year=((days.day > on - 2 * YEAR) & (days.day <= on - YEAR))
            .ifelse(days.paid, 0.0)
            .sum(),
        )
        .order_by("unit")
    )


def bought_by(orders: ir.Table, member: ir.Table, *, days: Sequence[date]) -> ir.Table:
    """Of each customer the first day with an order, and by each of some `days`, by its place among
    them: on how many there was one (`times_0`), and the last of them (`last_0`).
    """
    known = _under_customers(orders.filter(orders.day <= max(days)), member)
    each = known.select("unit", "day").distinct()
    columns = {}
    for place, on in enumerate(days):
        columns[f"times_{place}"] = (each.day <= on).sum().cast("int64")
        columns[f"last_{place}"] = each.day.max(where=each.day <= on)
    return each.group_by("unit").aggregate(first_on=each.day.min(), **columns)


def doing(rows: ir.Table, *, on: date) -> ir.Table:
    """Who did or ordered something, and on which day: a row for each, of all or of a part of them.
    What this product wrote itself is nobody's doing.
    """
    known = rows.filter(rows.day <= on)
    if "source" in rows.columns:
        known = known.filter(known.source != OWN_SOURCE)
    return known.select("person_id", "company_id", "day")


def _under_customers(rows: ir.Table, member: ir.Table) -> ir.Table:
    told = rows.left_join(member, rows.person_id == member.person)
    told = told.mutate(unit=ibis.coalesce(told.unit, told.company_id))
    return told.filter(told.unit.notnull())
