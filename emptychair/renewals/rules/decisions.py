"""Renewals of the past as decisions: who could have left, and did or did not.

A contract by the year comes up each year on the day it began, one by the month each month. As
somebody who forecasts so many days ahead sees it: contracts that were not cancelled by then. After
the day there is some time of grace, in which a cancellation or a new contract still counts to it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from emptychair.customers.rules.months import NEVER, Days, months_added, next_turn
from emptychair.customers.rules.runs import STEPS, Terms
from emptychair.stats.base_rates import Path

GRACE = 14
YEARS_BACK = 3 * 366
BANDS = ("small", "middle", "large")


@dataclass(frozen=True, slots=True)
class Decision:
    """One renewal of the past: which group it belongs to, and whether the customer stayed.

    `notice` is how many days before the day it was cancelled; of one that stayed it is nothing.
    """

    period: str
    path: Path
    stayed: bool
    notice: int = 0


@dataclass(frozen=True, slots=True)
class Bands:
    """From which yearly value a contract is of the middle, and of the large ones."""

    edges: dict[str, tuple[float, float]]

    def of(self, currency: str, value: float) -> str:
        """The band; a currency nobody paid in before is of the middle."""
        low, high = self.edges.get(currency, (0.0, float("inf")))
        return BANDS[(value >= low) + (value >= high)]


def bands_of(contracts: Iterable[Terms]) -> Bands:
    """Thirds of what contracts are worth a year, in each currency."""
    values: dict[str, list[float]] = {}
    for one in contracts:
        if one.period in STEPS and one.amount > 0:
            values.setdefault(one.currency, []).append(yearly(one))
    edges = {}
    for currency, found in values.items():
        low, high = np.quantile(found, [1 / 3, 2 / 3])
        edges[currency] = (float(low), float(high))
    return Bands(edges)


def yearly(one: Terms) -> float:
    """What a contract is worth a year."""
    return one.amount * 12 / STEPS[one.period] if one.period in STEPS else one.amount


def path_of(one: Terms, turn: int, bands: Bands) -> Path:
    """The group of a renewal: its plan, how often it was renewed, how large it is."""
    if one.period == "year":
        tenure = {1: "first", 2: "second"}.get(turn, "later")
    else:
        tenure = "first" if turn <= 3 else "second" if turn <= 12 else "later"
    return (one.plan, tenure, bands.of(one.currency, yearly(one)))


def terms_asof(
    contracts: Iterable[Terms], before: Iterable[Terms], on: int, *, is_past: bool = False
) -> Iterator[Terms]:
    """Contracts as they stood on a day: later ones and later cancellations were not known.

    On a day that `is_past` a renewal that lies more than a term ahead had not been moved on yet.
    """
    standing: dict[int, Terms] = {}
    for one in before:
        known = standing.get(one.contract)
        if one.until > on and (known is None or one.until < known.until):
            standing[one.contract] = one
    for one in contracts:
        was = standing.get(one.contract, one)
        if one.starts > on:
            continue
        hidden = one.cancelled is None or one.cancelled > on
        if is_past:
            was = replace(was, renews=_moved_back(was, on))
        yield replace(was, starts=one.starts, cancelled=None if hidden else one.cancelled)


def _moved_back(one: Terms, on: int) -> int | None:
    """The day of renewal within a term after `on`, whole terms before the one that is written."""
    if one.renews is None or one.period not in STEPS or one.renews <= on:
        return one.renews
    step = STEPS[one.period]
    terms = max(0, (_month(one.renews) - _month(on)) // step - 1)
    renews = np.array([one.renews], dtype=np.int64)
    for back in range(terms, terms + 3):
        if int(months_added(renews, -(back + 1) * step)[0]) <= on:
            return int(months_added(renews, -back * step)[0])
    return one.renews


def next_due(one: Terms, after: int) -> int | None:
    """The next renewal after a day: as written in the contract, else counted from its start."""
    if one.period not in STEPS:
        return one.renews if one.renews is not None and one.renews > after else None
    if one.renews is not None and one.renews > after:
        return one.renews
    days = (np.array([each], dtype=np.int64) for each in (one.starts, STEPS[one.period], after + 1))
    found = int(next_turn(*days)[0])
    return (
        found
        if found > one.starts
        else int(months_added(np.array([one.starts], dtype=np.int64), STEPS[one.period])[0])
    )


def followed(contracts: Iterable[Terms], gap_days: int) -> frozenset[int]:
    """Cancelled contracts whose customer began another one within so many days."""
    ended: dict[int, list[Terms]] = {}
    begun: dict[int, list[Terms]] = {}
    for one in contracts:
        begun.setdefault(one.unit, []).append(one)
        if one.cancelled is not None:
            ended.setdefault(one.unit, []).append(one)
    return frozenset(
        old.contract
        for unit, rows in ended.items()
        for old in rows
        if any(
            new.starts > old.starts and abs(new.starts - (old.cancelled or 0)) <= gap_days
            for new in begun[unit]
        )
    )


def turn_of(one: Terms, due: int) -> int:
    """The number of the renewal that is due on this day, 1 for the first."""
    step = STEPS.get(one.period, 12)
    months = _month(due) - _month(one.starts)
    return max(1, round(months / step))


def decisions(
    contracts: Iterable[Terms],
    *,
    today: int,
    bands: Bands,
    renewed: frozenset[int] = frozenset(),
) -> Iterator[Decision]:
    """All of the last three years that were known by `today`. `renewed` are contracts that another
    one followed.
    """
    for one in contracts:
        if one.period not in STEPS or one.amount <= 0 or one.starts > today:
            continue
        left = NEVER if one.cancelled is None or one.cancelled > today else one.cancelled
        before = one.starts - GRACE - 1
        for turn, due in enumerate(_turns(one, today - GRACE).tolist(), start=1):
            if left <= before + GRACE:
                break
            before = due
            if due < today - YEARS_BACK:
                continue
            stayed = left > due + GRACE or one.contract in renewed
            notice = 0 if stayed else max(0, due - left)
            yield Decision(one.period, path_of(one, turn, bands), stayed, notice)


def _turns(one: Terms, until: int) -> Days:
    step = STEPS[one.period]
    count = (_month(until) - _month(one.starts)) // step + 1
    starts = np.full(max(count, 0), one.starts, dtype=np.int64)
    found = months_added(starts, np.arange(1, len(starts) + 1) * step)
    return found[found <= until]


def _month(day: int) -> int:
    return int(np.datetime64(day, "D").astype("datetime64[M]").astype(np.int64))
