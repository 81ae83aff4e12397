"""What the engine counts of customers, invitations and orders, many spans at once."""

from collections.abc import Callable, Sequence
from typing import Any

import ibis.expr.types as ir

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import LiveSource, LiveTable, live_tables
from emptychair.metrics.datasets import (
    LIVE_ANSWERS,
    LIVE_COMPANIES,
    LIVE_DEPARTURES,
    LIVE_INVITATIONS,
    LIVE_ORDERS,
    LIVE_PEOPLE,
)
from emptychair.metrics.expressions.customers import (
    Span,
    WhoThere,
    customers_heard,
    invitations_answered,
    orders_repeated,
    spans_table,
)

Rows = dict[Any, dict[str, Any]]  # by the name of the span
Ask = Callable[[ir.Table, ir.Table], ir.Table]


class CustomerTables:
    """The rows behind figures as they stand; each is looked at once, however much is asked."""

    def __init__(self, access: Access) -> None:
        access.require(Permission.SCORE_READ)
        self._access = access
        self._kept: dict[str, LiveTable] = {}

    def live(self, source: LiveSource) -> LiveTable:
        """One of the tables."""
        name = source.dataset.name
        if name not in self._kept:
            workspace = self._access.workspace
            self._kept[name] = live_tables().table(source, workspace.pk, workspace.zone)
        return self._kept[name]

    def ask(self, source: LiveSource, spans: Sequence[Span], ask: Ask, *question: Any) -> Rows:
        """The counts of each span; `question` names the expression and what it depends on."""
        rows = live_tables().fetch(
            self.live(source),
            (*question, tuple(spans)),
            lambda plain: ask(plain, spans_table(spans)),
        )
        return {row["month"]: row for row in rows}


def asked_and_answered(access: Access, spans: Sequence[Span], *, tables: CustomerTables) -> Rows:
    """Invitations of each span, and how many were answered by now."""
    access.require(Permission.SCORE_READ)
    return tables.ask(LIVE_INVITATIONS, spans, invitations_answered, "asked")


def customers_and_heard(access: Access, spans: Sequence[Span], *, tables: CustomerTables) -> Rows:
    """Customers of each span and those heard, with their yearly values."""
    access.require(Permission.SCORE_READ)
    live = [tables.live(each) for each in (LIVE_PEOPLE, LIVE_COMPANIES, LIVE_DEPARTURES)]
    who = WhoThere(*(each.table for each in live))
    return tables.ask(
        LIVE_ANSWERS,
        spans,
        lambda answers, runs: customers_heard(answers, who, runs),
        *("customers heard", *(each.name for each in live)),
    )


def order_sums(access: Access, spans: Sequence[Span], *, tables: CustomerTables) -> Rows:
    """What those who bought in the year before each span spent then and in it."""
    access.require(Permission.SCORE_READ)
    currency = access.workspace.currency
    return tables.ask(
        LIVE_ORDERS,
        spans,
        lambda orders, runs: orders_repeated(orders, runs, currency=currency),
        *("orders repeated", currency),
    )
