"""On which day each customer had done what a rule asks for, in one question.

A customer is a company (its number) or a person (the number below nothing). Days are counted from
1970. `begun` has `unit` and `began`.
"""

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from emptychair.onboarding.types import Begun, Rule
from emptychair.silence.expressions import for_everybody


def events_of(events: ir.Table, people: ir.Table, name: str, until: int) -> ir.Table:
    """Events of one name under each customer: `unit`, `member`, `at`, `turn`."""
    known = events.filter(events.name == name)
    known = known.select("person_id", "company_id", turn="id", at=_day(known.day))
    return members(known.filter(known["at"] <= until), people)


def orders_of(orders: ir.Table, people: ir.Table, until: int) -> ir.Table:
    """Purchases under each customer."""
    known = orders.select("person_id", "company_id", turn="id", at=_day(orders.day))
    return members(known.filter(known["at"] <= until), people)


def use_of(use: ir.Table, people: ir.Table, rule: Rule, until: int) -> ir.Table:
    """Days of use under each customer, those with so many people on one day."""
    known = use.filter((use.users > 0) | (use.actions > 0))
    if rule.name:
        known = known.filter(known.feature == rule.name)
    known = known.select("person_id", "company_id", "users", at=_day(known.day))
    every = for_everybody(known.filter(known["at"] <= until), people)
    days = every.group_by("unit", "at").aggregate(most=every.users.max())
    days = days.filter(days.most >= rule.people) if rule.people > 1 else days
    return days.select("unit", "at", turn=days["at"], member=ibis.literal(0, "int64"))


def members(rows: ir.Table, people: ir.Table) -> ir.Table:
    """Rows under the person and under the company, with the person as `member`."""
    told = rows.mutate(member=rows.person_id.cast("int64"))
    every = for_everybody(told, people)
    return every.select(
        unit=every.unit.cast("int64"), member="member", at=every["at"], turn=every.turn
    )


def reached(rows: ir.Table, begun: ir.Table, rule: Rule) -> ir.Table:
    """The first day by which the rule was fulfilled: `unit`, `at`.

    What was done before the start does not count. With `within_days` the last so many must lie so
    near together; people are counted since the start.
    """
    joined = rows.inner_join(begun, "unit")
    known = joined.filter(joined["at"] >= joined.began)
    known = known.select("unit", "member", "at", "turn")
    turns = ibis.window(group_by="unit", order_by=["at", "turn"])
    back = known["at"].lag(rule.count - 1) if rule.count > 1 else known["at"]
    ranked = known.mutate(number=ibis.row_number().over(turns))
    ranked = ranked.mutate(back=back.over(turns)) if rule.count > 1 else ranked
    done = ranked.filter(ranked.number >= rule.count - 1)
    if rule.within_days and rule.count > 1:
        done = done.filter(done["at"] - done.back < rule.within_days)
    if rule.people > 1:
        crowd = _crowd(known, rule.people)
        done = done.inner_join(crowd, "unit")
        done = done.filter(done["at"] >= done.crowd)
    return done.group_by("unit").aggregate(at=done["at"].min())


def counted_early(rows: ir.Table, begun: ir.Table, windows: tuple[int, ...]) -> ir.Table:
    """How often each did each thing (`name`) in the first days: `unit`, `name`, `within_<days>`."""
    joined = rows.inner_join(begun, "unit")
    after = joined["at"] - joined.began
    known = joined.mutate(after=after).filter((after >= 0) & (after < max(windows)))
    sums = {
        f"within_{days}": (known.after < days).cast("int64").sum().cast("int64") for days in windows
    }
    return known.group_by("unit", "name").aggregate(**sums)


def seen_between(signs: ir.Table, begun: ir.Table, first: int, end: int) -> ir.Table:
    """Who gave a sign from one day after the start up to, not including, another: `unit`."""
    joined = signs.inner_join(begun, "unit")
    after = joined["at"] - joined.began
    return joined.filter((after >= first) & (after < end)).select("unit").distinct()


def first_days(rows: ir.Table) -> ir.Table:
    """The first day of each: `unit`, `at`."""
    return rows.group_by("unit").aggregate(at=rows["at"].min())


def named_events(events: ir.Table, people: ir.Table, own_source: str, until: int) -> ir.Table:
    """All that customers did, with its name: `unit`, `name`, `at`."""
    known = events.filter(events.source != own_source)
    known = known.select("person_id", "company_id", "name", at=_day(known.day))
    every = for_everybody(known.filter(known["at"] <= until), people)
    return every.select(unit=every.unit.cast("int64"), name="name", at=every["at"])


def _crowd(known: ir.Table, people: int) -> ir.Table:
    some = known.filter(known.member.notnull())
    first = some.group_by("unit", "member").aggregate(at=some["at"].min())
    turns = ibis.window(group_by="unit", order_by=["at", "member"])
    ranked = first.mutate(number=ibis.row_number().over(turns))
    found = ranked.filter(ranked.number == people - 1)
    return found.select("unit", crowd=found["at"])


def _day(day: ir.Value) -> ir.IntegerValue:
    return day.epoch_days().cast("int64")


def begun_table(begun: Iterable[Begun]) -> ir.Table:
    """Those who began, for the engine."""
    rows = [(one.unit, one.began) for one in begun]
    units, days = zip(*rows, strict=True) if rows else ((), ())
    return ibis.memtable(
        pa.table({"unit": pa.array(units, pa.int64()), "began": pa.array(days, pa.int64())})
    )
