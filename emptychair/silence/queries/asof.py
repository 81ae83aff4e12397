"""Every customer against their own rhythm as of a day, from what had happened by then.

Days of signs count by when they happened. Nothing after the day is looked at, so the same question
gives the same answer however much comes later.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.leaving import Leaving, leaving_asof
from emptychair.customers.queries.paying import yearly_paid
from emptychair.customers.types import HowLeft
from emptychair.silence.expressions import everybody_by_day, histories, lives, orders_of, signs
from emptychair.silence.models import SilenceSetting
from emptychair.silence.queries.channels import Tables, channels_of, counted_until
from emptychair.silence.queries.settings import settings_of
from emptychair.silence.rules.clock import Clock, as_numbers, clock_of
from emptychair.silence.rules.ranking import priorities
from emptychair.silence.types import COMPANY, PERSON, AsOf, Basis, Unit
from emptychair.stats import Impossible, TooFew, fit_pareto_nbd
from emptychair.stats.rhythm import OWN_ONLY, FalseFlags, Rhythm, false_flags, fit_rhythm

EPOCH = date(1970, 1, 1)
ON_RECORD = frozenset((HowLeft.CONTRACT, HowLeft.WRITTEN))
MARKET_AT_MOST = 20_000  # customers from whom the parameters of a market are found
OTHERS_TELL = 1.0  # the shape above which the others' gaps have a mean
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Everybody:
    """A reading of the whole workspace."""

    on: date
    rows: list[AsOf]
    flags: FalseFlags
    clock: Clock
    people: Rhythm
    companies: Rhythm
    market: str  # what is known of repeat purchase
    leaving: Leaving  # who had left by then


def silence_asof(access: Access, on: date) -> dict[Unit, AsOf]:
    """Every customer with a sign of life by then, by ("company" or "person", id)."""
    return {row.unit: row for row in read_everybody(access, on).rows}


def read_everybody(access: Access, on: date) -> Everybody:
    """The same with what it rests on. Nothing for partners, who see no customers."""
    access.require(Permission.CUSTOMER_READ)
    setting, day = settings_of(access), (on - EPOCH).days
    tables, leaving = Tables(access), leaving_asof(access, on)
    found = _Columns.read(access, tables, leaving)
    clock = clock_of(found.by_day, day)
    people, companies = (_rhythm(found, clock, firm=firm) for firm in (False, True))
    bought, market = _alive(found, day)
    rhythm = _against_rhythm(found, clock, people, companies)
    flags = false_flags(
        np.where(found.is_customer & ~found.has_left, rhythm.percentile, np.nan), cut=setting.cut
    )
    return Everybody(
        on, _rows(found, rhythm, bought, setting, flags), flags, clock, people, companies, market,
        leaving,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the engine counted, a customer a line."""

    unit: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    days: NDArray[np.int64]
    value: Numbers
    has_left: NDArray[np.bool_]  # on record
    is_customer: NDArray[np.bool_]
    orders: Numbers  # days with an order
    order_first: Numbers
    order_last: Numbers
    by_day: dict[int, int]
    today: int

    @classmethod
    def read(cls, access: Access, tables: Tables, leaving: Leaving) -> "_Columns":
        """Four questions to the engine, whatever the number of customers."""
        day = leaving.on
        own = signs(channels_of(access, tables), counted_until(access, day))
        kept = tables.read(own)  # asked once; what follows counts it
        import ibis

        own = ibis.memtable(kept)
        history = tables.read(histories(own)).sort_by("unit")
        counts = tables.read(everybody_by_day(own))
        life = tables.read(lives(tables.people, tables.companies))
        bought = tables.read(orders_of(tables.orders, day))
        (paid,) = yearly_paid(access, leaving.customers, [EPOCH + timedelta(days=day)])
        return _joined(history, counts, (life, bought), leaving, paid)


def _joined(
    history: pa.Table,
    counts: pa.Table,
    beside: tuple[pa.Table, pa.Table],
    leaving: Leaving,
    paid: dict[int, float],
) -> _Columns:
    life, bought = beside
    unit = as_numbers(history["unit"])
    of_life, of_orders = _places(life, unit), _places(bought, unit)
    spent = _picked(bought, "spent", of_orders, 0.0)
    value = _picked(life, "value", of_life, np.nan)
    sums = spent + np.array([paid.get(each, 0.0) for each in unit.tolist()])
    value = np.where(np.isfinite(value), value, np.where(sums > 0, sums, np.nan))
    keep = of_life >= 0
    return _Columns(
        unit=unit[keep],
        first=as_numbers(history["first"])[keep],
        last=as_numbers(history["last"])[keep],
        days=as_numbers(history["days"])[keep],
        value=value[keep],
        has_left=_on_record(unit, leaving, _picked(life, "left", of_life, np.nan))[keep],
        is_customer=_are_customers(unit, leaving)[keep],
        orders=_picked(bought, "days", of_orders, 0.0)[keep],
        order_first=_picked(bought, "first", of_orders, np.nan)[keep],
        order_last=_picked(bought, "last", of_orders, np.nan)[keep],
        by_day=dict(zip(counts["at"].to_pylist(), counts["count"].to_pylist(), strict=True)),
        today=leaving.on,
    )


def _on_record(unit: NDArray[np.int64], leaving: Leaving, written: Numbers) -> NDArray[np.bool_]:
    """Who left by contract or by what was written down. Who only fell silent is silent, which is
    what we are here for. Somebody who works at a customer leaves alone, or together with it.
    """
    customer = leaving.customers.customer_of(unit)
    told = [one.unit for one in leaving.by_unit.values() if one.how in ON_RECORD]
    inside = (unit < 0) & (customer > 0)
    return np.asarray(np.isin(customer, told) | (inside & (written <= leaving.on)), dtype=np.bool_)


def _are_customers(unit: NDArray[np.int64], leaving: Leaving) -> NDArray[np.bool_]:
    """A company with a value or a contract; a person who is in none."""
    ours = leaving.customers
    return np.asarray((ours.customer_of(unit) == unit) & (ours.places(unit) >= 0), dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class _Read:
    percentile: Numbers
    expected: Numbers
    longest_usual: Numbers
    is_own: NDArray[np.bool_]


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


def _rows(
    found: _Columns, read: _Read, alive: Numbers, setting: SilenceSetting, flags: FalseFlags
) -> list[AsOf]:
    gap = (found.today - found.last).astype(np.float64)
    silent = (
        (np.nan_to_num(read.percentile) >= setting.cut)
        & (gap >= setting.fewest_days)
        & ~found.has_left
    )
    rank = priorities(found.value, flags.each, gap, read.longest_usual)
    columns = zip(
        *(each.tolist() for each in (found.unit, found.first, found.last, found.days)),
        *(_or_none(each) for each in (read.expected, read.longest_usual, read.percentile, alive)),
        *(_or_none(found.value), _or_none(np.where(silent, flags.each, np.nan))),
        *(each.tolist() for each in (read.is_own, found.has_left, found.is_customer, silent, rank)),
        strict=True,
    )
    return [_row(found.today, *each) for each in columns]


def _row(today: int, *each: Any) -> AsOf:
    unit, first, last, days, expected, longest, percentile, alive, value, false = each[:10]
    is_own, has_left, is_customer, is_silent, rank = each[10:]
    others = Basis.OTHERS if percentile is not None else Basis.NOTHING
    return AsOf(
        unit=(COMPANY, unit) if unit > 0 else (PERSON, -unit),
        first_seen=EPOCH + timedelta(days=first),
        last_seen=EPOCH + timedelta(days=last),
        signs=days,
        gap=today - last,
        expected=expected,
        longest_usual=longest,
        percentile=percentile,
        basis=(Basis.OWN if is_own else others).value,
        p_alive=alive,
        value=value,
        has_left=has_left,
        is_customer=is_customer,
        is_silent=is_silent,
        false_share=false,
        priority=rank if is_silent else 0.0,
    )


def _or_none(values: Numbers) -> list[float | None]:
    plain: list[float | None] = values.astype(object).tolist()
    for place in np.flatnonzero(~np.isfinite(values)).tolist():
        plain[place] = None
    return plain


def _places(table: pa.Table, units: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each unit stands in the table; -1 where it does not."""
    there = as_numbers(table["unit"])
    if not there.size:
        return np.full(units.shape, -1, dtype=np.int64)
    order = np.argsort(there, kind="stable")
    spots = np.clip(np.searchsorted(there[order], units), 0, there.size - 1)
    found = order[spots]
    return np.where(there[found] == units, found, -1)


def _picked(table: pa.Table, name: str, places: NDArray[np.int64], missing: float) -> Numbers:
    if not table.num_rows:
        return np.full(places.shape, missing)
    column = _numbers(table[name], missing)
    return np.where(places >= 0, column[np.maximum(places, 0)], missing)


def _numbers(column: Any, missing: float) -> Numbers:
    plain = column.combine_chunks().cast(pa.float64()).fill_null(missing)
    return np.asarray(plain.to_numpy(zero_copy_only=False), dtype=np.float64)
