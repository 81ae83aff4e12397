"""Use on each day: how many users, how much, and what of."""

import ibis
import ibis.expr.types as ir

from emptychair.success.expressions.signs import day_number


def days_of_use(use: ir.Table, member: ir.Table) -> ir.Table:
    """`users` and `actions` by customer and day, whatever was used."""
    told = _whose(use, member)
    counted = told.group_by(["unit", "day"]).aggregate(
        first=told.id.min(),
        people=told.person_id.nunique(),
        given=told.given.max(),
        actions=told.actions.sum(),
    )
    return counted.select(
        "unit", "day", "first", "actions", users=ibis.greatest(counted.people, counted.given)
    )


def days_of_features(use: ir.Table, member: ir.Table) -> ir.Table:
    """`what` was used by customer and day."""
    told = _whose(use, member)
    told = told.filter(told.actions + told.users > 0)
    return (
        told.group_by(["unit", "day", "feature"])
        .aggregate(first=told.id.min())
        .rename(what="feature")
    )


def _whose(use: ir.Table, member: ir.Table) -> ir.Table:
    told = use.left_join(member, use.person_id == member.person)
    given = told.person_id.isnull().ifelse(told.users, 0)
    return told.select(
        "id", "person_id", "feature", "users", "actions", given=given,
        unit=ibis.coalesce(told.company_id, told.unit), day=day_number(told.day),
    ).filter(lambda each: each.unit.notnull())  # fmt: skip
