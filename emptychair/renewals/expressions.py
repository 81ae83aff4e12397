"""What customers pay at both ends of some runs of days, and what it adds up to.

Contracts are rows of (`unit`, `first`, `end`, `monthly`, `plan`, `place`): a customer, the days
from `first` up to, not including, `end`, what they pay a month in these, and the place among all by
that amount. Spans are rows of (`span`, `before`, `last`): the day before a run of days, and its
last day.
"""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from emptychair.metrics.expressions.customers import sums_of_revenue

PLANS = ("plan_before", "plan_after")  # at which end


def both_ends(contracts: ir.Table, spans: ir.Table, *, plans: Sequence[str] = ()) -> ir.Table:
    """Of each span and customer what they paid before it (`old`) and on its last day (`new`), and
    whether a contract of theirs ran then (`was`, `is_there`). `plans`: also the plan, at one of
    these ends, for which they paid most.
    """
    pairs = contracts.join(spans, [contracts.first <= spans.last, contracts.end > spans.before])
    pairs = pairs.mutate(
        ran=(pairs.first <= pairs.before) & (pairs.before < pairs.end),
        runs=pairs.last < pairs.end,
    )
    places = {
        name: pairs.place.max(where=pairs.ran if name == "plan_before" else pairs.runs)
        for name in plans
    }
    found = pairs.group_by("span", "unit").aggregate(
        old=pairs.ran.ifelse(pairs.monthly, 0.0).sum().round(2).cast("float64"),
        new=pairs.runs.ifelse(pairs.monthly, 0.0).sum().round(2).cast("float64"),
        was=pairs.ran.any(),
        is_there=pairs.runs.any(),
        **places,
    )
    found = found.filter(found.was | found.is_there)
    for name in plans:
        named = contracts.select(**{f"{name}_place": "place", f"{name}_word": "plan"})
        found = found.left_join(named, found[name] == named[f"{name}_place"])
        found = found.mutate(**{name: ibis.coalesce(found[f"{name}_word"], "")})
        found = found.drop(f"{name}_place", f"{name}_word")
    return found


def added_up(customers: ir.Table, by: Sequence[str]) -> ir.Table:
    """Customers of `both_ends` by `span` and these columns: how many there were and are, who left,
    what all pay, and what retention is made of.
    """
    return customers.group_by("span", *by).aggregate(
        began=customers.was.sum().cast("int64"),
        lost=(customers.was & ~customers.is_there).sum().cast("int64"),
        there=customers.is_there.sum().cast("int64"),
        ending=customers.new.sum(),
        **sums_of_revenue(customers),
    )
