"""Everything known of customers, read through the engine once for many days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import LiveSource, LiveTable, live_tables
from emptychair.customers.datasets import LIVE_EVENTS
from emptychair.metrics.datasets import (
    LIVE_ANSWERS,
    LIVE_COMPANIES,
    LIVE_CONTRACTS,
    LIVE_INVITATIONS,
    LIVE_ORDERS,
    LIVE_PEOPLE,
)
from emptychair.metrics.expressions.money import Belonging, members
from emptychair.success.datasets import LIVE_CASES, LIVE_TERMS
from emptychair.success.expressions import signs, terms
from emptychair.success.queries.arrival import Arrivals
from emptychair.success.queries.settings import failing_events
from emptychair.success.queries.use import read_use
from emptychair.success.rules.days import number_of
from emptychair.success.rules.rows import NEVER, Rows, Table, together
from emptychair.surveys.queries.privacy import smallest_groups

ORDERED, ANSWERED = -1, -2  # what happened, beside the events with a name


class Reading:
    """The tables as they stand, looked at once each."""

    def __init__(self, access: Access, days: Sequence[int]) -> None:
        access.require(Permission.CUSTOMER_READ)
        self.access, self._days = access, days
        self._held: dict[str, LiveTable] = {}
        who = (LIVE_PEOPLE, LIVE_COMPANIES, LIVE_CONTRACTS, LIVE_ORDERS)
        self.who = Belonging(*(self.live(source) for source in who))
        self.member = members(self.who)

    def live(self, source: LiveSource) -> ir.Table:
        """One of the tables of the workspace; its rows stay while this is held."""
        name, workspace = source.dataset.name, self.access.workspace
        if name not in self._held:
            self._held[name] = live_tables().table(source, workspace.pk, workspace.zone)
        return self._held[name].table

    def table(self, expression: ir.Table, model: str) -> Table:
        """Its rows with when each arrived; `what` as a number."""
        read = live_tables().read(expression)
        plain = {name: _numbers(read[name]) for name in read.column_names if name != "what"}
        if "what" in read.column_names:
            plain["what"] = _codes(read["what"])
        unit, day, first = (plain.pop(name).astype(np.int64) for name in ("unit", "day", "first"))
        arrivals = Arrivals(self.access, model, self._days)
        since = np.full(len(unit), arrivals.since, dtype=np.int64)
        return Table(unit, day, arrivals.known(first), since, plain)


def read_rows(access: Access, days: Sequence[int], *, today: date) -> Rows:
    """All rows as they stand; each tells by which of `days` it had arrived."""
    reading, currency = Reading(access, days), access.workspace.currency
    live, member = reading.live, reading.member
    orders = reading.table(
        signs.days_with_orders(live(LIVE_ORDERS), member, currency=currency), "customers.Order"
    )
    answers = reading.table(
        signs.answers_given(live(LIVE_ANSWERS), member, tuple(smallest_groups(access))),
        "surveys.Response",
    )
    events = reading.table(
        signs.days_with_events(live(LIVE_EVENTS), member), "customers.CustomerEvent"
    )
    use = read_use(access, reading)
    alive = together(events, _as_sign(orders, ORDERED), _as_sign(answers, ANSWERED), use[1])
    return Rows(
        customers=_customers(reading),
        signs=alive,
        orders=orders,
        answers=answers,
        invitations=reading.table(
            signs.invitations_sent(live(LIVE_INVITATIONS), member), "surveys.Invitation"
        ),
        cases=reading.table(signs.cases_opened(live(LIVE_CASES), member), "loop.Case"),
        terms=reading.table(
            terms.terms_held(live(LIVE_TERMS), member, currency=currency), "customers.Contract"
        ),
        people=reading.table(terms.people_of_firms(live(LIVE_PEOPLE), member), "customers.Person"),
        use=use[0],
        failures=_failures(reading),
        end=_last_day(alive, number_of(today)),
    )


def _as_sign(table: Table, what: int) -> Table:
    codes = {"what": np.full(len(table), float(what))}
    return Table(table.unit, table.day, table.known, table.since, codes)


def _customers(reading: Reading) -> Table:
    read = live_tables().read(terms.customers_known(reading.who))
    unit, day = (_numbers(read[name]).astype(np.int64) for name in ("unit", "joined"))
    columns = {"left": _numbers(read["left"]), "worth": _numbers(read["worth"])}
    return Table(unit, day, day, np.full(len(unit), NEVER, dtype=np.int64), columns)


def _failures(reading: Reading) -> Table:
    names = failing_events(reading.access)
    events = reading.live(LIVE_EVENTS)
    told = events.filter(events.name.isin(list(names)))
    found = reading.table(signs.days_with_events(told, reading.member), "customers.CustomerEvent")
    return Table(found.unit, found.day, found.known, found.since, {})


def _last_day(alive: Table, today: int) -> int:
    days = alive.day[alive.day <= today]
    return int(days.max()) if len(days) else today


def _numbers(column: pa.ChunkedArray) -> Any:
    return column.combine_chunks().cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False)


def _codes(column: pa.ChunkedArray) -> Any:
    encoded = column.combine_chunks().dictionary_encode()
    return encoded.indices.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False)
