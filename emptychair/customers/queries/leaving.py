"""Who has left, as of any day: the one answer, from contracts, orders, what they do and what was
written down. The rule is in `rules/leaving.py`.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.utils import timezone
from numpy.typing import NDArray

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import live_tables
from emptychair.customers.datasets import LIVE_ORDERS
from emptychair.customers.expressions import bought_by, buying
from emptychair.customers.queries.doings import doings_of, last_doing
from emptychair.customers.queries.known_terms import KnownTerms, known_terms
from emptychair.customers.queries.membership import (
    Membership,
    live_table,
    membership_of,
)
from emptychair.customers.revenue_meaning import meaning_in_force
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.rules.columns import day_numbers
from emptychair.customers.rules.leaving import (
    HOW,
    Gone,
    Histories,
    Paid,
    Rhythms,
    goes_by_acts,
    gone_by,
)
from emptychair.customers.rules.meaning import Meaning
from emptychair.customers.rules.months import NEVER, Days, day_number
from emptychair.customers.rules.runs import Terms, paid_terms, spans_of, terms_over_time
from emptychair.customers.rules.trials import is_trial
from emptychair.customers.types import HowLeft
from emptychair.kit.periods import local_day

DAYS_AT_ONCE = 8  # of which each makes columns of every customer


@dataclass(frozen=True, slots=True)
class Departure:
    """One customer who left: the company's number, or that of the person below nothing."""

    unit: int
    day: int
    how: HowLeft


@dataclass(frozen=True, slots=True)
class Leaving:
    """Everybody's standing on a day."""

    on: int
    customers: Membership
    gone: Gone
    by_unit: dict[int, Departure]

    def day_of(self, unit: int) -> int | None:
        """When a customer left, if they did."""
        found = self.by_unit.get(unit)
        return found.day if found else None

    def table(self) -> ir.Table:
        """For the engine: `customer`, `left`, of those who left."""
        units = np.array(sorted(self.by_unit), dtype=np.int64)
        days = np.array([self.by_unit[one].day for one in units.tolist()], dtype=np.int64)
        return ibis.memtable(pa.table({"customer": units, "left": days}))

    def days_of(self, units: Days) -> NDArray[np.float64]:
        """The same of many, nan for who has not left; people of a customer leave with it."""
        if not len(self.gone.day):
            return np.full(len(units), np.nan)
        spots = self.customers.places(self.customers.customer_of(units))
        days = np.where(spots >= 0, self.gone.day[spots], NEVER)
        return np.where(days < NEVER, days.astype(np.float64), np.nan)


def leaving_asof(access: Access, on: date, *, hindsight: bool | None = None) -> Leaving:
    """Who had left by a day and was not back on it, as it could be known then: nothing that begins
    or ends later is looked at. `hindsight` lets a contract that began soon after count as the same
    one; without a choice that is so today and later, where contracts ahead are known.
    """
    access.require(Permission.CUSTOMER_READ)
    if hindsight is None:
        hindsight = on >= local_day(timezone.now(), access.workspace.zone)
    terms, meaning = known_terms(access), meaning_in_force(access)
    then = [one for one in terms.now if hindsight or one.starts <= day_number(on)]
    customers = membership_of(access, then, _buying_companies(access, on))
    known = _histories(access, customers, (terms, meaning), on)
    gone = gone_by(known, day_number(on), meaning, hindsight=hindsight)
    there = np.flatnonzero(gone.day < NEVER)
    found = {
        unit: Departure(unit, day, HOW[how])
        for unit, day, how in zip(
            *(each[there].tolist() for each in (customers.units, gone.day, gone.how)), strict=True
        )
    }
    return Leaving(day_number(on), customers, gone, found)


def members_of(access: Access) -> Membership:
    """Which customer each person is part of, now."""
    access.require(Permission.CUSTOMER_READ)
    return membership_of(access, known_terms(access).now, _buying_companies(access, date.max))


def _buying_companies(access: Access, on: date) -> Days:
    orders = live_table(access, LIVE_ORDERS)
    own = orders.table.filter(orders.table.company_id.notnull(), orders.table.day <= on)
    own = own.select("company_id").distinct()
    return np.asarray(live_tables().read(own)["company_id"].to_numpy(), dtype=np.int64)


def _histories(
    access: Access, customers: Membership, read: tuple[KnownTerms, Meaning], on: date
) -> Histories:
    terms, meaning = read
    over_time = terms_over_time(terms.now, terms.before)
    orders, currency = live_table(access, LIVE_ORDERS), access.workspace.currency
    bought = live_tables().read(buying(orders.table, customers.table(), on=on, currency=currency))
    rhythms = _rhythms(customers, bought)
    known = Histories(
        written=customers.written,
        tried=_first_trial(customers, over_time, meaning),
        paid=_paid(customers, paid_terms(over_time, meaning), meaning),
        orders=rhythms,
        acts=_no_rhythms(customers),
        usual_gap=rhythms.usual_gap(),
        watched=int(rhythms.last.max(initial=0)),
    )
    wanted = goes_by_acts(known, day_number(on), meaning)
    if wanted.any():
        acts, last = doings_of(access, customers, wanted, on)
    else:
        acts, last = known.acts, last_doing(access, on)
    return replace(known, acts=acts, watched=max(known.watched, last))


def usual_gaps_on(access: Access, days: Collection[date]) -> dict[date, float | None]:
    """The gap between orders that is usual among all customers, as of each of some days. The orders
    are read once for so many days at a time.
    """
    access.require(Permission.CUSTOMER_READ)
    customers, orders = members_of(access), live_table(access, LIVE_ORDERS)
    found: dict[date, float | None] = {}
    for some in in_batches(sorted(days), DAYS_AT_ONCE):
        read = live_tables().read(bought_by(orders.table, customers.table(), days=some))
        for place, day in enumerate(some):
            columns = ["unit", f"times_{place}", "first_on", f"last_{place}"]
            then = read.select(columns).rename_columns(["unit", "times", "first_on", "last_on"])
            there = then.filter(pc.greater(then["times"], 0))
            found[day] = _rhythms(customers, there).usual_gap()
    return found


def _no_rhythms(customers: Membership) -> Rhythms:
    nothing = np.zeros(len(customers.units), dtype=np.int64)
    return Rhythms(nothing, nothing, nothing)


def _places(customers: Membership, rows: list[Terms]) -> Days:
    units = np.array([one.unit for one in rows], dtype=np.int64)
    return customers.places(customers.customer_of(units))


def _paid(customers: Membership, rows: list[Terms], meaning: Meaning) -> Paid:
    place = _places(customers, rows)
    first, end = spans_of(rows, meaning)
    kept = (place >= 0) & (end > first)
    return Paid(place[kept], first[kept], end[kept])


def _first_trial(customers: Membership, rows: list[Terms], meaning: Meaning) -> Days:
    trials = [one for one in rows if is_trial(one.amount, one.plan, meaning.trial_words)]
    found = np.full(len(customers.units), NEVER, dtype=np.int64)
    place = _places(customers, trials)
    kept = place >= 0
    first = np.array([one.starts for one in trials], dtype=np.int64)
    np.minimum.at(found, place[kept], first[kept])
    return found


def _rhythms(customers: Membership, read: pa.Table) -> Rhythms:
    place = customers.places(np.asarray(read["unit"].to_numpy(), dtype=np.int64))
    kept = place >= 0
    columns = []
    for name in ("times", "first_on", "last_on"):
        found = np.zeros(len(customers.units), dtype=np.int64)
        found[place[kept]] = day_numbers(read[name])[kept].astype(np.int64)
        columns.append(found)
    return Rhythms(*columns)
