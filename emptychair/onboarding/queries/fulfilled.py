"""On which day each customer fulfilled a rule, whatever it looks at."""

from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import CustomerEvent
from emptychair.kit.periods import local_day
from emptychair.onboarding.expressions import (
    begun_table,
    events_of,
    members,
    orders_of,
    reached,
    use_of,
)
from emptychair.onboarding.queries.beginnings import AT_ONCE
from emptychair.onboarding.rules.days import as_day
from emptychair.onboarding.rules.terms import holds
from emptychair.onboarding.types import Begun, Rule, Terms, What
from emptychair.outcomes.models import Kpi, Reading
from emptychair.outcomes.rules.moving import MoveRule, has_moved
from emptychair.outcomes.rules.progress import progress_of
from emptychair.outcomes.types import Terms as Agreed
from emptychair.silence.queries.channels import Tables
from emptychair.usage.datasets import LIVE_DAILY_USE

_COLUMNS = ("person_id", "company_id", "turn", "at")


def fulfilled(
    access: Access, tables: Tables, rule: Rule, begun: list[Begun], until: int
) -> dict[int, int]:
    """The day on which each of those who began fulfilled it, by unit; who did not is not there."""
    access.require(Permission.CUSTOMER_READ)
    if rule.what == What.KPI:
        return _kpis(access, rule, begun, until)
    rows = _rows(access, tables, rule, until)
    plain = rule if rule.what == What.EVENT else _without_people(rule)
    read = tables.read(reached(rows, begun_table(begun), plain))
    return dict(zip(read["unit"].to_pylist(), read["at"].to_pylist(), strict=True))


def first_known(access: Access, tables: Tables, terms: Terms) -> int | None:
    """The first day of anything that the rules look at: before it nobody could be seen to do it."""
    access.require(Permission.CUSTOMER_READ)
    found = []
    for what in {terms.rule.what, *(one.rule.what for one in terms.steps)}:
        first = _first_day(access, tables, what)
        if first is not None:
            found.append(first)
    return max(found, default=None)


def _first_day(access: Access, tables: Tables, what: str) -> int | None:
    if what == What.KPI:
        first = Reading.objects.visible_to(access).order_by("day").values_list("day", flat=True)
        return as_day(first.first())
    table = {
        What.EVENT: lambda: tables.events,
        What.ORDER: lambda: tables.orders,
        What.USE: lambda: tables.table(LIVE_DAILY_USE),
    }[What(what)]()
    read = tables.read(table.aggregate(at=table.day.min().epoch_days().cast("int64")))
    found: int | None = read["at"][0].as_py()
    return found


def _rows(access: Access, tables: Tables, rule: Rule, until: int) -> ir.Table:
    if rule.what == What.ORDER:
        return orders_of(tables.orders, tables.people, until)
    if rule.what == What.USE:
        return use_of(tables.table(LIVE_DAILY_USE), tables.people, rule, until)
    if rule.where:
        return members(ibis.memtable(_with_properties(access, rule, until)), tables.people)
    return events_of(tables.events, tables.people, rule.name, until)


def _with_properties(access: Access, rule: Rule, until: int) -> pa.Table:
    """Events of a name whose properties fit. Properties are not in the engine's tables."""
    zone = access.workspace.zone
    rows = CustomerEvent.objects.visible_to(access).filter(name=rule.name).order_by("pk")
    names = ("person_id", "company_id", "pk", "occurred_at", "properties")
    found: list[tuple[Any, ...]] = []
    for person, company, pk, moment, properties in rows.values_list(*names).iterator(AT_ONCE):
        at = as_day(local_day(moment, zone)) or 0
        if at <= until and holds(properties or {}, rule.where):
            found.append((person, company, pk, at))
    columns = list(zip(*found, strict=True)) or [(), (), (), ()]
    return pa.table(
        {name: pa.array(some, pa.int64()) for name, some in zip(_COLUMNS, columns, strict=True)}
    )


def _kpis(access: Access, rule: Rule, begun: list[Begun], until: int) -> dict[int, int]:
    """The first reading so far on the way to the target, or so far from the start; of several KPIs
    the first to be there.
    """
    kpis = {
        row.pk: row
        for row in Kpi.objects.visible_to(access).order_by("pk").iterator(AT_ONCE)
        if not rule.name or row.name == rule.name
    }
    starts = {one.unit: one.began for one in begun}
    rows = Reading.objects.visible_to(access).filter(superseded_at=None).order_by("day", "pk")
    found: dict[int, int] = {}
    first: dict[int, float] = {}
    for kpi_id, value, day in rows.values_list("kpi_id", "value", "day").iterator(AT_ONCE):
        kpi, at = kpis.get(kpi_id), as_day(day) or 0
        if kpi is None or at > until:
            continue
        unit = kpi.company_id or -(kpi.person_id or 0)
        start = first.setdefault(kpi_id, value)
        if at >= starts.get(unit, until + 1) and _is_there(rule, kpi.agreed_terms, start, value):
            found.setdefault(unit, at)
    return found


def _is_there(rule: Rule, terms: Agreed, first: float, value: float) -> bool:
    if rule.move:
        return has_moved(MoveRule(rule.move, rule.by), terms, first=first, value=value)
    progress = progress_of(terms, value)
    return progress is not None and progress >= rule.way


def _without_people(rule: Rule) -> Rule:
    """Purchases are one person's, and days of use are counted with so many on them already."""
    return Rule(what=rule.what, count=rule.count, within_days=rule.within_days)
