"""Every customer against their own rhythm as of a day, from what had happened by then.

Days of signs count by when they happened. Nothing after the day is looked at, so the same question
gives the same answer however much comes later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.leaving import Leaving, leaving_asof
from emptychair.customers.types import HowLeft
from emptychair.silence.expressions import lives, orders_of
from emptychair.silence.models import SilenceSetting
from emptychair.silence.queries.histories import Histories, Seen
from emptychair.silence.queries.settings import settings_of
from emptychair.silence.rules.clock import Clock, Days, Numbers, as_numbers, clock_of
from emptychair.silence.rules.ranking import priorities
from emptychair.silence.rules.standing import EPOCH, Standing, Truths
from emptychair.silence.types import AsOf, Unit
from emptychair.stats import Impossible, TooFew, fit_pareto_nbd
from emptychair.stats.rhythm import OWN_ONLY, FalseFlags, Rhythm, false_flags, fit_rhythm

ON_RECORD = frozenset((HowLeft.CONTRACT, HowLeft.WRITTEN))
MARKET_AT_MOST = 20_000  # customers from whom the parameters of a market are found
OTHERS_TELL = 1.0  # the shape above which the others' gaps have a mean


@dataclass(frozen=True, slots=True)
class Everybody:
    """A reading of the whole workspace."""

    on: date
    standing: Standing
    flags: FalseFlags
    clock: Clock
    people: Rhythm
    companies: Rhythm
    market: str  # what is known of repeat purchase
    leaving: Leaving  # who had left by then

    @property
    def rows(self) -> Iterator[AsOf]:
        """One by one, made as they are asked for: all of them at once are many."""
        yield from self.standing.rows((self.on - EPOCH).days)


def silence_asof(access: Access, on: date) -> dict[Unit, AsOf]:
    """Every customer with a sign of life by then, by ("company" or "person", id)."""
    return {row.unit: row for row in read_everybody(access, on).rows}


def read_everybody(access: Access, on: date, histories: Histories | None = None) -> Everybody:
    """The same with what it rests on. Nothing for partners, who see no customers.

    Whoever asks for several days hands over their `histories`, read once.
    """
    access.require(Permission.CUSTOMER_READ)
    setting, day = settings_of(access), (on - EPOCH).days
    histories, leaving = histories or Histories(access, [day]), leaving_asof(access, on)
    found = _Columns.read(histories, leaving)
    clock = clock_of(found.by_day, day)
    people, companies = (_rhythm(found, clock, firm=firm) for firm in (False, True))
    bought, market = _alive(found, day)
    rhythm = _against_rhythm(found, clock, people, companies)
    flags = false_flags(
        np.where(found.is_customer & ~found.has_left, rhythm.percentile, np.nan), cut=setting.cut
    )
    standing = _standing(found, rhythm, bought, setting, flags)
    return Everybody(on, standing, flags, clock, people, companies, market, leaving)


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the engine counted, a customer a line."""

    unit: Days
    first: Days
    last: Days
    days: Days
    value: Numbers
    has_left: Truths  # on record
    is_customer: Truths
    orders: Numbers  # days with an order
    order_first: Numbers
    order_last: Numbers
    by_day: dict[int, int]
    today: int

    @classmethod
    def read(cls, histories: Histories, leaving: Leaving) -> "_Columns":
        """A few questions to the engine, whatever the number of customers."""
        tables, seen = histories.tables, histories.on(leaving.on)
        life = tables.read(lives(tables.people, tables.companies))
        bought = tables.read(orders_of(tables.orders, leaving.on))
        paid = tables.paid.on(leaving.customers, EPOCH + timedelta(days=leaving.on))
        return _joined(seen, (life, bought), leaving, paid)


def _joined(
    seen: Seen, beside: tuple[pa.Table, pa.Table], leaving: Leaving, paid: dict[int, float]
) -> _Columns:
    life, bought = beside
    unit = seen.unit
    of_life, of_orders = _places(life, unit), _places(bought, unit)
    spent = _picked(bought, "spent", of_orders, 0.0)
    value = _picked(life, "value", of_life, np.nan)
    sums = spent + np.array([paid.get(each, 0.0) for each in unit.tolist()])
    value = np.where(np.isfinite(value), value, np.where(sums > 0, sums, np.nan))
    keep = of_life >= 0
    return _Columns(
        unit=unit[keep],
        first=seen.first[keep],
        last=seen.last[keep],
        days=seen.days[keep],
        value=value[keep],
        has_left=_on_record(unit, leaving, _picked(life, "left", of_life, np.nan))[keep],
        is_customer=_are_customers(unit, leaving)[keep],
        orders=_picked(bought, "days", of_orders, 0.0)[keep],
        order_first=_picked(bought, "first", of_orders, np.nan)[keep],
        order_last=_picked(bought, "last", of_orders, np.nan)[keep],
        by_day=seen.by_day,
        today=leaving.on,
    )


def _on_record(unit: Days, leaving: Leaving, written: Numbers) -> Truths:
    """Who left by contract or by what was written down. Who only fell silent is silent, which is
    what we are here for. Somebody who works at a customer leaves alone, or together with it.
    """
    customer = leaving.customers.customer_of(unit)
    told = [one.unit for one in leaving.by_unit.values() if one.how in ON_RECORD]
    inside = (unit < 0) & (customer > 0)
    return np.asarray(np.isin(customer, told) | (inside & (written <= leaving.on)), dtype=np.bool_)


def _are_customers(unit: Days, leaving: Leaving) -> Truths:
    """A company with a value or a contract; a person who is in none."""
    ours = leaving.customers
    return np.asarray((ours.customer_of(unit) == unit) & (ours.places(unit) >= 0), dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class _Read:
    percentile: Numbers
    expected: Numbers
    longest_usual: Numbers
    is_own: Truths


def _rhythm(found: _Columns, clock: Clock, *, firm: bool) -> Rhythm:
    """The rates of all companies, or of all people, before anybody's own gaps are seen."""
    some = (found.unit > 0) if firm else (found.unit < 0)
    places = np.flatnonzero(some & (found.days > 1))
    if places.size > MARKET_AT_MOST:
        places = np.random.default_rng(places.size).choice(places, MARKET_AT_MOST, replace=False)
    gaps, spent = found.days[places] - 1, _spent(found, clock)[places]
    try:
        return fit_rhythm(gaps, np.maximum(spent, 0.5))
    except (TooFew, Impossible):
        return OWN_ONLY


def _spent(found: _Columns, clock: Clock) -> Numbers:
    return np.maximum(clock.at(found.last) - clock.at(found.first), 0.0)


def _against_rhythm(found: _Columns, clock: Clock, people: Rhythm, companies: Rhythm) -> _Read:
    gaps = found.days - 1
    spent = np.where(gaps > 0, np.maximum(_spent(found, clock), 0.5), 0.0)
    now = clock.at(np.full_like(found.last, found.today)) - clock.at(found.last)
    is_firm, is_own = found.unit > 0, gaps >= 2
    parts: list[Numbers] = []
    for ask in ("percentile", "expected_gap", "longest_usual_gap"):
        more = (now,) if ask == "percentile" else ()
        each = [getattr(rhythm, ask)(gaps, spent, *more) for rhythm in (people, companies)]
        parts.append(np.where(is_firm, each[1], each[0]))
    tells = np.where(is_firm, companies.r > OTHERS_TELL, people.r > OTHERS_TELL)
    known = is_own | tells
    percentile, expected, longest = (np.where(known, part, np.nan) for part in parts)
    return _Read(percentile, expected, longest, is_own)


def _alive(found: _Columns, day: int) -> tuple[Numbers, str]:
    """Who still buys, by Pareto/NBD over days with an order; what the market told, in a word."""
    chance = np.full(found.unit.shape, np.nan)
    buys = np.flatnonzero((found.orders > 0) & found.is_customer & (found.order_first < day))
    repeats = found.orders[buys] - 1
    recency = (found.order_last - found.order_first)[buys] / 7
    age = (day - found.order_first[buys]) / 7
    some = np.arange(buys.size)
    if some.size > MARKET_AT_MOST:
        some = np.random.default_rng(some.size).choice(some, MARKET_AT_MOST, replace=False)
    try:
        model = fit_pareto_nbd(repeats[some], recency[some], age[some])
    except TooFew:
        return chance, "few"
    except Impossible:
        return chance, "alike"
    chance[buys] = model.p_alive(repeats, recency, age)
    return chance, "told"


def _standing(
    found: _Columns, read: _Read, alive: Numbers, setting: SilenceSetting, flags: FalseFlags
) -> Standing:
    gap = (found.today - found.last).astype(np.float64)
    silent = (
        (np.nan_to_num(read.percentile) >= setting.cut)
        & (gap >= setting.fewest_days)
        & ~found.has_left
    )
    rank = priorities(found.value, flags.each, gap, read.longest_usual)
    return Standing(
        unit=found.unit,
        first=found.first,
        last=found.last,
        days=found.days,
        expected=read.expected,
        longest_usual=read.longest_usual,
        percentile=read.percentile,
        p_alive=alive,
        value=found.value,
        false_share=np.where(silent, flags.each, np.nan),
        priority=np.where(silent, rank, 0.0),
        is_own=read.is_own,
        has_left=found.has_left,
        is_customer=found.is_customer,
        is_silent=silent,
    )


def _places(table: pa.Table, units: Days) -> Days:
    """Where each unit stands in the table; -1 where it does not."""
    there = as_numbers(table["unit"])
    if not there.size:
        return np.full(units.shape, -1, dtype=np.int64)
    order = np.argsort(there, kind="stable")
    spots = np.clip(np.searchsorted(there[order], units), 0, there.size - 1)
    found = order[spots]
    return np.where(there[found] == units, found, -1)


def _picked(table: pa.Table, name: str, places: Days, missing: float) -> Numbers:
    if not table.num_rows:
        return np.full(places.shape, missing)
    column = _numbers(table[name], missing)
    return np.where(places >= 0, column[np.maximum(places, 0)], missing)


def _numbers(column: Any, missing: float) -> Numbers:
    plain = column.combine_chunks().cast(pa.float64()).fill_null(missing)
    return np.asarray(plain.to_numpy(zero_copy_only=False), dtype=np.float64)
