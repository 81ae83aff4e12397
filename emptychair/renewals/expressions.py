"""What the engine counts of orders: one row a customer."""

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

YEAR = timedelta(days=365)


def buyers(orders: ir.Table, *, on: date, currency: str) -> ir.Table:
    """Of each customer until a day: `unit` (the company's id, or that of the person below nothing),
    days with an order, the first two and the last of them, and what a year brought.
    """
    known = orders.filter(orders.day <= on).mutate(
        unit=ibis.coalesce(orders.company_id, -orders.person_id),
        paid=orders.currency.isin([currency, ""]).ifelse(orders.amount.fill_null(0.0), 0.0),
    )
    known = known.filter(known.unit.notnull())
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
