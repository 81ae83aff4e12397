"""A question about customers as the engine is asked it: runs of days, columns, filters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import product

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.analytics.live import live_tables
from emptychair.explore.expressions import BesideCustomers, CustomersAsked, customers_told
from emptychair.explore.queries.customers.facts import units_of_groups
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.dimensions.customers import Facts
from emptychair.explore.queries.dimensions.plain import Times
from emptychair.explore.types import CUSTOMERS, MRR, Question
from emptychair.kit.periods import Period
from emptychair.renewals.queries.running import COLUMNS, PaidContracts, paid_contracts

GROUP = "group"
Tokens = tuple[str, ...]
Part = tuple[str, ...]  # dimensions of a table that are kept


@dataclass(frozen=True, slots=True)
class Span:
    """Some days by the parts of time that they are: tokens of the dimensions in `times`."""

    period: int  # its place among the periods
    times: tuple[tuple[str, str], ...]
    days: Period


@dataclass(frozen=True)
class AskingCustomers:
    """A question being counted. Days that are still to come count for nothing."""

    access: Access
    catalogue: Catalogue
    question: Question
    today: date

    @cached_property
    def contracts(self) -> PaidContracts:
        """What was ever paid by contract."""
        return paid_contracts(self.access)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The table, its rows and columns, and the whole."""
        names = self.question.dimensions
        return tuple(dict.fromkeys((names, *((one,) for one in names), ())))

    @property
    def asked(self) -> CustomersAsked:
        """Columns and filters as the expression takes them."""
        question, filters = self.question, []
        for name, token in question.filters:
            for column, values in self.catalogue[name].filters(token).items():
                filters.append((column, tuple(values)))
        is_standing = question.measure in {CUSTOMERS, MRR}
        names = {*question.dimensions, *dict(question.filters)}
        plan = ("plan_after" if is_standing else "plan_before") if "plan" in names else ""
        return CustomersAsked(
            who="is_there" if is_standing else "was",
            by=tuple(self.column(name) for name in question.dimensions if self.column(name)),
            plan=plan,
            filters=tuple(filters),
        )

    def column(self, name: str) -> str:
        """Under which column a dimension is told; parts of time and groups have none."""
        one = self.catalogue[name]
        if isinstance(one, Facts):
            return one.column
        return name if name == "plan" else ""

    @cached_property
    def groups(self) -> dict[str, frozenset[int]]:
        """The customers of saved segments, where these are asked for."""
        names = {*self.question.dimensions, *dict(self.question.filters)}
        return units_of_groups(self.access) if GROUP in names else {}

    def spans(self, periods: Sequence[Period], parts: Sequence[Part]) -> list[Span]:
        """Every run of days that these parts of a table need, once."""
        found: dict[Span, None] = {}
        for place, period in enumerate(periods):
            whole = self._narrowed(period)
            for part in parts if whole else ():
                found |= dict.fromkeys(self._spans_of(place, whole or period, part))
        return list(found)

    def times_of(self, part: Part) -> list[Times]:
        """The parts of time that a part of the table is told apart by."""
        return [one for name in part if isinstance(one := self.catalogue[name], Times)]

    def _spans_of(self, place: int, whole: Period, part: Part) -> Iterator[Span]:
        times = self.times_of(part)
        for tokens in product(*(one.all_within(whole) for one in times)):
            days: Period | None = whole
            for one, token in zip(times, tokens, strict=True):
                days = one.narrowed(token, days) if days else None
            if days is not None and days.first <= self.today:
                names = [one.name for one in times]
                yield Span(place, tuple(zip(names, tokens, strict=True)), days)

    def _narrowed(self, period: Period) -> Period | None:
        days: Period | None = period
        for name, token in self.question.filters:
            days = self.catalogue[name].narrowed(token, days) if days else None
        return days

    def spans_table(self, spans: Sequence[Span]) -> ir.Table:
        """For the engine: each span by its place in the list."""
        day = timedelta(days=1)
        before = [one.days.first - day for one in spans]
        last = [min(one.days.last, self.today) for one in spans]
        columns = {
            "span": pa.array(range(len(spans)), type=pa.int64()),
            "before": pa.array(before, type=pa.date32()),
            "last": pa.array(last, type=pa.date32()),
        }
        return ibis.memtable(pa.table(columns))

    def told(self, spans: Sequence[Span], *, by_group: bool) -> ir.Table:
        """Each customer of each span."""
        contracts = live_tables().keep(
            ("paid_contracts", self.contracts.mark), lambda: self.contracts.rows
        )
        beside = BesideCustomers(
            {one.column: _kept(one) for one in self._facts()},
            tuple(ibis.memtable(_units(self.groups.get(token, frozenset()))) for token in self._in),
            ibis.memtable(_members(self.groups)) if by_group else None,
        )
        return customers_told(contracts, self.spans_table(spans), beside, self.asked)

    def planned(self, *, by_group: bool) -> ir.Table:
        """The same over tables of these names and columns, for the SQL."""
        unit, word = {"unit": "int64"}, "string"
        beside = BesideCustomers(
            {
                one.column: ibis.table({**unit, one.column: word}, name=one.column)
                for one in self._facts()
            },
            tuple(ibis.table(unit, name=f"in_segment_{token}") for token in self._in),
            ibis.table({**unit, GROUP: word}, name="saved_segments") if by_group else None,
        )
        contracts = ibis.table(COLUMNS, name="contracts")
        spans = ibis.table({"span": "int64", "before": "date", "last": "date"}, name="spans")
        return customers_told(contracts, spans, beside, self.asked)

    @property
    def _in(self) -> list[str]:
        return [token for name, token in self.question.filters if name == GROUP]

    def _facts(self) -> list[Facts]:
        names = (*self.question.dimensions, *dict(self.question.filters))
        found = (self.catalogue[name] for name in dict.fromkeys(names))
        return [one for one in found if isinstance(one, Facts)]


def _kept(one: Facts) -> ir.Table:
    values = one.known.values

    def rows() -> pa.Table:
        units = pa.array(list(values), type=pa.int64())
        words = pa.array(list(values.values()), type=pa.string())
        return pa.table({"unit": units, one.column: words})

    return live_tables().keep(("of_customers", one.known.mark), rows)


def _units(units: frozenset[int]) -> pa.Table:
    return pa.table({"unit": pa.array(sorted(units), type=pa.int64())})


def _members(groups: dict[str, frozenset[int]]) -> pa.Table:
    pairs = [(unit, token) for token, units in groups.items() for unit in sorted(units)]
    return pa.table(
        {
            "unit": pa.array([unit for unit, _token in pairs], type=pa.int64()),
            GROUP: pa.array([token for _unit, token in pairs], type=pa.string()),
        }
    )
