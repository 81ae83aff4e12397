"""What customers pay, under the tokens of the dimensions that are asked for.

Customers of different kinds are added up; of days they are not: who left within a year is no sum of
those who left in its months. Every part of time, and the whole, is counted from its own two ends.
Saved segments overlap, so totals leave them out.
"""

from collections.abc import Sequence
from typing import Any

import ibis

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import live_tables
from emptychair.explore.queries.customers.asking import GROUP, AskingCustomers, Part, Span, Tokens
from emptychair.explore.rules.standing import Standing, standing_of
from emptychair.explore.types import UNKNOWN
from emptychair.kit.periods import Period
from emptychair.renewals.expressions import added_up

Standings = dict[Part, dict[Tokens, Standing]]


def standings(
    access: Access, asking: AskingCustomers, periods: Sequence[Period]
) -> list[Standings]:
    """Of each period every part of the table."""
    access.require(Permission.CUSTOMER_READ)
    found: list[Standings] = [{part: {} for part in asking.parts} for _period in periods]
    for by_group in (False, True):
        parts = [part for part in asking.parts if (GROUP in part) == by_group]
        spans = asking.spans(periods, parts) if parts else []
        if not spans:
            continue
        for row in _rows(asking, spans, by_group=by_group):
            span = spans[row["span"]]
            for part in parts:
                if _belongs(asking, span, part):
                    cells = found[span.period][part]
                    tokens = _tokens(asking, span, part, row)
                    cells[tokens] = cells.get(tokens, Standing()) + standing_of(row)
    return found


def counting_sql(access: Access, asking: AskingCustomers) -> tuple[str, ...]:
    """The SQL that adds this up, over the paid contracts, the runs of days, and a table for each
    thing that is known of customers.
    """
    access.require(Permission.CUSTOMER_READ)
    by_group = GROUP in asking.question.dimensions
    by = (*asking.asked.by, *((GROUP,) if by_group else ()))
    told = added_up(asking.planned(by_group=by_group), by)
    return (str(ibis.to_sql(told, dialect="duckdb")),)


def _rows(asking: AskingCustomers, spans: Sequence[Span], *, by_group: bool) -> Any:
    by = (*asking.asked.by, *((GROUP,) if by_group else ()))
    told = added_up(asking.told(spans, by_group=by_group), by)
    return live_tables().read(told).to_pylist()


def _belongs(asking: AskingCustomers, span: Span, part: Part) -> bool:
    """Whether the part of the table is told apart by these parts of time, and no others."""
    return [name for name, _token in span.times] == [one.name for one in asking.times_of(part)]


def _tokens(asking: AskingCustomers, span: Span, part: Part, row: dict[str, Any]) -> Tokens:
    times, found = dict(span.times), []
    for name in part:
        if name in times:
            found.append(times[name])
        elif name == GROUP:
            found.append(row[GROUP])
        else:
            found.append(row[asking.column(name)] or UNKNOWN)
    return tuple(found)
