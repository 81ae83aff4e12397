"""Who the customers are, and since when."""

import ibis.expr.types as ir

from emptychair.metrics.expressions.money import Belonging, members
from emptychair.success.expressions.signs import NEVER, day_number

LONG_AGO = -1_000_000


def customers_known(who: Belonging) -> ir.Table:
    """Each customer with the day of joining and of leaving, as far as known: `unit`, `joined`,
    `left`, `worth`.
    """
    units = members(who).select("unit").distinct()
    held = who.contracts.filter(who.contracts.company_id.notnull())
    firms = held.select(unit="company_id").distinct()
    valued = who.companies.filter(who.companies.yearly_value > 0).select(unit="id")
    every = units.union(firms, distinct=True).union(valued, distinct=True).distinct()
    people = who.people.select(
        unit=-who.people.id, joined=day_number(who.people.joined_on),
        left=day_number(who.people.left_on), worth="yearly_value",
    )  # fmt: skip
    own = who.companies.select(
        unit="id", joined=day_number(who.companies.joined_on),
        left=day_number(who.companies.left_on), worth="yearly_value",
    )  # fmt: skip
    dated = people.union(own)
    found = every.join(dated, "unit")
    return found.select(
        "unit",
        joined=found.joined.fill_null(LONG_AGO),
        left=found.left.fill_null(NEVER),
        worth=found.worth.fill_null(-1.0),
    )


def people_of_firms(people: ir.Table, member: ir.Table) -> ir.Table:
    """Everybody who works at a customer: when they came and went."""
    told = people.join(member, people.id == member.person)
    told = told.filter(told.unit > 0)
    return told.select(
        "unit",
        day=day_number(told.joined_on).fill_null(LONG_AGO),
        first=told.id,
        left=day_number(told.left_on).fill_null(NEVER),
    )
