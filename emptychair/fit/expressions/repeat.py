"""Who came again within a year."""

from datetime import date

import ibis
import ibis.expr.types as ir

DAYS = 365


def came_again(orders: ir.Table, people: ir.Table, *, first: date, end: date) -> ir.Table:
    """By segment word: how many bought from `first` up to, not including, `end`, and how many of
    them bought again on a later day within 365 days of the first of these.

    The last of them must have had a whole year since.
    """
    known = people.filter(people.merged_into_id.isnull())
    bought = orders.filter(orders.person_id.notnull())
    begun = (
        bought.filter(bought.day >= ibis.date(first), bought.day < ibis.date(end))
        .group_by("person_id")
        .aggregate(first_day=lambda rows: rows.day.min())
    )
    later = bought.select("person_id", "day").join(begun, "person_id", rname="{name}_begun")
    gap = later.day.delta(later.first_day, unit="day")
    again = later.filter(gap > 0, gap <= DAYS).select("person_id").distinct()
    again = again.mutate(again=ibis.literal(1, type="int64"))
    whole = begun.join(again, "person_id", how="left", rname="{name}_again")
    named = whole.join(known.select("id", "segment"), whole.person_id == known.id, rname="{name}_p")
    return named.group_by("segment").aggregate(
        n=named.count().cast("int64"),
        again=named.again.fill_null(0).sum().cast("int64"),
    )
