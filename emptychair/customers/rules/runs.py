"""Contracts as runs of days with what was paid a month in each, and their sum on any day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from emptychair.customers.rules.meaning import Meaning
from emptychair.customers.rules.months import NEVER, Days, months_added, next_turn
from emptychair.customers.rules.trials import is_trial

Amounts = NDArray[np.float64]
STEPS = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True)
class Terms:
    """A contract as it stands, or as it stood before a change (`until` the day of the change).

    `unit` is the company's id, or that of the person below nothing; days are numbers since 1970.
    """

    contract: int
    unit: int
    plan: str
    amount: float
    currency: str
    period: str
    seats: int | None
    starts: int
    renews: int | None
    cancelled: int | None
    until: int = NEVER


@dataclass(frozen=True)
class Runs:
    """Rows of equal length. `pair` numbers a customer in a currency, told by `units` and
    `currencies`.
    """

    contract: Days
    pair: Days
    first: Days
    end: Days
    monthly: Amounts
    units: Days
    currencies: NDArray[np.str_]

    def paid_on(self, day: int) -> tuple[Amounts, NDArray[np.bool_]]:
        """What each pair pays a month on a day, and whether any contract of it runs."""
        there = (self.first <= day) & (day < self.end)
        size = len(self.units)
        paid = np.bincount(self.pair[there], weights=self.monthly[there], minlength=size)
        runs = np.bincount(self.pair[there], minlength=size) > 0
        return np.round(paid, 2), runs

    def first_days(self) -> Days:
        """The first day of each pair."""
        found = np.full(len(self.units), NEVER, dtype=np.int64)
        np.minimum.at(found, self.pair, self.first)
        return found


def runs_of(contracts: Iterable[Terms], before: Iterable[Terms], meaning: Meaning) -> Runs:
    """All runs that count by this definition. `before` are terms that were replaced, each with the
    day `until` which they counted; of one contract they may come in any order.
    """
    return runs_over_time(terms_over_time(contracts, before), meaning)


def runs_over_time(over_time: Iterable[Terms], meaning: Meaning) -> Runs:
    """The same of `terms_over_time`."""
    rows = paid_terms(over_time, meaning)
    return _gaps_closed(_columns(rows, meaning), meaning.gap_days)


def terms_over_time(contracts: Iterable[Terms], before: Iterable[Terms]) -> list[Terms]:
    """Each contract as the terms that counted one after the other."""
    old: dict[int, list[Terms]] = defaultdict(list)
    for one in before:
        old[one.contract].append(one)
    rows: list[Terms] = []
    for now in contracts:
        rows += _versions(now, old[now.contract]) if now.contract in old else [now]
    return rows


def paid_terms(rows: Iterable[Terms], meaning: Meaning) -> list[Terms]:
    """Terms that somebody pays for. A trial is none, whatever becomes of it; nor is a running
    contract of nothing before its customer ever paid, or where the definition says so.
    """
    words, trials = meaning.trial_words, dict[str, bool]()
    paid, nothing = [], []
    for one in rows:
        if not _months_of(one, meaning):
            continue
        if one.amount > 0:
            if one.plan not in trials:
                trials[one.plan] = is_trial(1, one.plan, words)
            if not trials[one.plan]:
                paid.append(one)
        elif not meaning.zero_is_gone:
            nothing.append(one)
    since: dict[int, int] = {}
    for one in paid if nothing else ():
        since[one.unit] = min(one.starts, since.get(one.unit, NEVER))
    return paid + [one for one in nothing if one.starts > since.get(one.unit, NEVER)]


def ends_of(rows: list[Terms], meaning: Meaning) -> Days:
    """From which day each contract does not count any more."""
    ended = np.array([NEVER if one.cancelled is None else one.cancelled for one in rows])
    starts = np.array([one.starts for one in rows], dtype=np.int64)
    if meaning.leaves_at == "term_end" and len(rows):
        step = np.array([STEPS.get(one.period, 0) for one in rows], dtype=np.int64)
        there = (ended < NEVER) & (step > 0)
        ended[there] = next_turn(starts[there], step[there], ended[there])
    once = np.array([one.period not in STEPS for one in rows], dtype=bool)
    if once.any():
        spread = months_added(starts[once], meaning.once_months)
        ended[once] = np.minimum(ended[once], spread)
    return ended.astype(np.int64)


def spans_of(rows: list[Terms], meaning: Meaning) -> tuple[Days, Days]:
    """The first day of each of these terms, and the day from which they do not count any more."""
    first = np.array([one.starts for one in rows], dtype=np.int64)
    until = np.array([one.until for one in rows], dtype=np.int64)
    return first, np.minimum(ends_of(rows, meaning), until)


def _versions(now: Terms, old: list[Terms]) -> list[Terms]:
    """One after the other; a contract ends when it ends, whatever was thought before."""
    ordered = [*(old if len(old) == 1 else sorted(old, key=lambda one: one.until)), now]
    start, found = min([one.starts for one in ordered]), []
    for one in ordered:
        if one.until > start:
            same = one.starts == start and one.cancelled == now.cancelled
            found.append(one if same else _at(one, start, now.cancelled))
            start = one.until
    return found


def _at(one: Terms, starts: int, cancelled: int | None) -> Terms:
    """The same on other days: `replace` takes five times as long."""
    return Terms(
        one.contract, one.unit, one.plan, one.amount, one.currency, one.period, one.seats,
        starts, one.renews, cancelled, one.until,
    )  # fmt: skip


def _months_of(one: Terms, meaning: Meaning) -> int:
    """Over how many months the amount is spread; 0: it does not count."""
    return STEPS.get(one.period, meaning.once_months)


def _columns(rows: list[Terms], meaning: Meaning) -> Runs:
    pairs: dict[tuple[int, str], int] = {}
    monthly, pair = [], []
    rates = {name: meaning.rate(name) for name in {one.currency for one in rows}}
    for one in rows:
        rate, currency = rates[one.currency]
        monthly.append(one.amount * rate / _months_of(one, meaning))
        pair.append(pairs.setdefault((one.unit, currency), len(pairs)))
    first, end = spans_of(rows, meaning)
    found = Runs(
        contract=np.array([one.contract for one in rows], dtype=np.int64),
        pair=np.array(pair, dtype=np.int64),
        first=first,
        end=end,
        monthly=np.array(monthly, dtype=np.float64),
        units=np.array([unit for unit, _ in pairs], dtype=np.int64),
        currencies=np.array([currency for _, currency in pairs], dtype=np.str_),
    )
    return _where(found, found.end > found.first)


def _where(runs: Runs, kept: NDArray[np.bool_]) -> Runs:
    return replace(
        runs,
        contract=runs.contract[kept],
        pair=runs.pair[kept],
        first=runs.first[kept],
        end=runs.end[kept],
        monthly=runs.monthly[kept],
    )


def _gaps_closed(runs: Runs, gap_days: int) -> Runs:
    """Where all contracts of a customer ended and another began soon after, the last goes on until
    then: a late signature is no loss.
    """
    order = np.lexsort((runs.first, runs.pair))
    pair, first = runs.pair[order], runs.first[order]
    end = runs.end[order].copy()
    latest = -1
    for at in range(len(order)):
        if at == 0 or pair[at] != pair[at - 1]:
            latest = at
            continue
        if 0 < first[at] - end[latest] <= gap_days:
            end[latest] = first[at]
        if end[at] > end[latest]:
            latest = at
    return replace(
        runs, contract=runs.contract[order], pair=pair, first=first, end=end,
        monthly=runs.monthly[order],
    )  # fmt: skip
