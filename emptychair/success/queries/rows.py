"""Everything known of customers, read through the engine once, in parts that fit into memory."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import LiveSource, LiveTable, live_tables
from emptychair.customers.datasets import LIVE_EVENTS
from emptychair.customers.own_events import OWN_SOURCE
from emptychair.customers.queries.leaving import members_of, usual_gaps_on
from emptychair.customers.queries.paying import contract_runs
from emptychair.customers.revenue_meaning import meaning_in_force
from emptychair.metrics.datasets import (
    LIVE_ANSWERS,
    LIVE_COMPANIES,
    LIVE_CONTRACTS,
    LIVE_INVITATIONS,
    LIVE_ORDERS,
    LIVE_PEOPLE,
)
from emptychair.metrics.expressions.money import Belonging, members
from emptychair.success.datasets import LIVE_CASES
from emptychair.success.expressions import signs, terms, use
from emptychair.success.queries.arrival import Arrivals
from emptychair.success.queries.promised import planned_columns, requested_columns
from emptychair.success.queries.settings import failing_events
from emptychair.success.rules.days import day_of, number_of
from emptychair.success.rules.rows import NEVER, LeavingTerms, Rows, Table, Whole, together
from emptychair.success.spread import (
    Arriving,
    Noted,
    Spread,
    gathered,
    numbers_in,
    own_folder,
    parts_for,
)
from emptychair.surveys.queries.privacy import smallest_groups
from emptychair.usage.datasets import LIVE_DAILY_USE

ORDERED, ANSWERED = -1, -2  # what happened, beside the events with a name
MODELS = {
    "orders": "customers.Order",
    "answers": "surveys.Response",
    "events": "customers.CustomerEvent",
    "failures": "customers.CustomerEvent",
    "use": "usage.DailyUse",
    "features": "usage.DailyUse",
    "invitations": "surveys.Invitation",
    "cases": "loop.Case",
    "terms": "customers.Contract",
    "trials": "customers.Contract",
    "people": "customers.Person",
}
ALIVE = ("events", "orders", "answers", "features")


class Reading:
    """The tables as they stand, looked at once each."""

    def __init__(self, access: Access) -> None:
        access.require(Permission.CUSTOMER_READ)
        self.access = access
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

    def largest(self) -> int:
        """Rows of the largest table."""
        return max(one.rows for one in self._held.values())

    def questions(self) -> dict[str, ir.Table]:
        """What is asked of the engine, by the name of the table it makes."""
        live, member, currency = self.live, self.member, self.access.workspace.currency
        events, used = live(LIVE_EVENTS), live(LIVE_DAILY_USE)
        events = events.filter(events.source != OWN_SOURCE)
        failing = events.filter(events.name.isin(list(failing_events(self.access))))
        private = tuple(smallest_groups(self.access))
        return {
            "orders": signs.days_with_orders(live(LIVE_ORDERS), member, currency=currency),
            "answers": signs.answers_given(live(LIVE_ANSWERS), member, private),
            "events": signs.days_with_events(events, member),
            "failures": signs.days_with_events(failing, member).drop("what"),
            "use": use.days_of_use(used, member),
            "features": use.days_of_features(used, member),
            "invitations": signs.invitations_sent(live(LIVE_INVITATIONS), member),
            "cases": signs.cases_opened(live(LIVE_CASES), member),
            "people": terms.people_of_firms(live(LIVE_PEOPLE), member),
        }


class StoredRows:
    """All rows, spread over parts of customers; ask part by part, by which days each had arrived.

    `end` is the last day with a sign of life, of anybody; today where there was none.
    """

    def __init__(self, access: Access, *, today: date) -> None:
        reading, self._access = Reading(access), access
        questions = reading.questions()
        self.parts = parts_for(reading.largest())
        path, until = own_folder(self) if self.parts > 1 else None, number_of(today)
        self._spread = {
            name: gathered(_rows_of(one), Spread(name, self.parts, path), until)
            for name, one in questions.items()
        }
        self._add_contracts(path)
        self._noted = self._add_promises(reading, path)
        self.customers = _customers(reading)
        ends = [self._spread[name].last_day for name in ALIVE if self._spread[name].rows]
        self.end = max(ends, default=-NEVER) if max(ends, default=-NEVER) > -NEVER else until
        self._arrivals: dict[str, Arriving] = {}
        self._today, self._usual = until, dict[int, float | None]()

    def for_days(self, days: Sequence[int]) -> "StoredRows":
        """From now on told by which of these days rows had arrived."""
        models = {model: Arrivals(self._access, model, days) for model in set(MODELS.values())}
        self._arrivals = {name: models[model] for name, model in MODELS.items()} | self._noted
        new = [day_of(day) for day in {*days, self._today} - self._usual.keys()]
        gaps = usual_gaps_on(self._access, new)
        self._usual |= {number_of(day): gap for day, gap in gaps.items()}
        return self

    def begun(self) -> list[int]:
        """The first day with a sign of life, and that by which a tenth of the contracts ran."""
        alive = min(self._spread[name].first_day for name in ALIVE)
        found = [alive] if alive < NEVER else []
        terms_of = self._spread["terms"]
        read = [terms_of.part(part, Noted(NEVER)).day for part in range(self.parts)]
        starts = np.concatenate(read)
        starts = starts[starts <= self.end]
        return [*found, int(np.quantile(starts, 0.1))] if len(starts) else found

    def each_part(self, units: Whole | None = None) -> Iterator[Rows]:
        """Part by part; only these customers, where told."""
        for part in range(self.parts):
            if units is None:
                yield self._rows(part, np.mod(self.customers.unit, self.parts) == part)
            elif (np.mod(units, self.parts) == part).any():
                yield self._rows(part, np.isin(self.customers.unit, units)
                                 & (np.mod(self.customers.unit, self.parts) == part))  # fmt: skip

    def _rows(self, part: int, ours: np.ndarray[Any, np.dtype[np.bool_]]) -> Rows:
        customers = self.customers.where(ours)
        kept = {name: _of(self._table(name, part), customers.unit) for name in self._spread}
        events, used = kept.pop("events"), kept.pop("features")
        acts = together(events, _as_sign(kept["orders"], ORDERED))
        alive = together(acts, _as_sign(kept["answers"], ANSWERED), used)
        leaving = LeavingTerms(self._meaning, self._usual)
        return Rows(
            customers=customers, signs=alive, end=self.end, acts=acts, leaving=leaving, **kept
        )

    def _table(self, name: str, part: int) -> Table:
        return self._spread[name].part(part, self._arrivals[name])

    def _add_contracts(self, path: Path | None) -> None:
        """What was paid for, and what was tried, each change of terms as terms of its own."""
        self._meaning = meaning_in_force(self._access)
        runs = contract_runs(self._access, members_of(self._access))
        places = {"unit": runs.unit, "day": runs.first, "first": runs.contract}
        numbers = ("end", "monthly", "seats", "months", "began")
        paid = {name: getattr(runs, name).astype(np.float64) for name in numbers}
        tried = {"unit": runs.tried, "day": runs.tried_first, "first": runs.tried_contract}
        for name, columns in (
            ("terms", {**places, "ends": paid.pop("end"), **paid}),
            ("trials", {**tried, "ends": runs.tried_end.astype(np.float64)}),
        ):
            self._spread[name] = Spread(name, self.parts, path)
            self._spread[name].add(columns)
            self._spread[name].done()

    def _add_promises(self, reading: Reading, path: Path | None) -> dict[str, Arriving]:
        read = live_tables().read(reading.member)
        person, unit = (read[name].to_numpy() for name in ("person", "unit"))
        unit_of = dict(zip(person.tolist(), unit.tolist(), strict=True))
        noted: dict[str, Arriving] = {}
        for name, ask in (("planned", planned_columns), ("requests", requested_columns)):
            columns, noted[name] = ask(self._access, unit_of)
            self._spread[name] = Spread(name, self.parts, path)
            self._spread[name].add(columns)
            self._spread[name].done()
        return noted


def _rows_of(question: ir.Table) -> Iterator[pa.RecordBatch]:
    """At least one batch, so that the columns are known where there is no row."""
    yield pa.RecordBatch.from_pylist([], schema=question.schema().to_pyarrow())
    yield from live_tables().read_in_parts(question)


def _of(table: Table, units: Whole) -> Table:
    return table.where(np.isin(table.unit, units))


def _as_sign(table: Table, what: int) -> Table:
    codes = {"what": np.full(len(table), float(what))}
    return Table(table.unit, table.day, table.known, table.since, codes)


def _customers(reading: Reading) -> Table:
    read = live_tables().read(terms.customers_known(reading.who)).combine_chunks()
    names = ("unit", "joined", "left", "worth")
    unit, day, left, worth = (numbers_in(read[name].combine_chunks()) for name in names)
    never = np.full(len(unit), NEVER, dtype=np.int64)
    columns = {"left": left.astype(np.float64), "worth": worth.astype(np.float64)}
    return Table(unit.astype(np.int64), day.astype(np.int64), day.astype(np.int64), never, columns)
