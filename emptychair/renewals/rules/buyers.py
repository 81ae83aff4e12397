"""Customers who order when they like: own rhythm, and from when on they count as gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emptychair.customers.rules.leaving import LEAST_GAPS, Rhythms
from emptychair.customers.rules.months import Days
from emptychair.stats import (
    BgNbd,
    Impossible,
    ParetoNbd,
    Share,
    TooFew,
    fit_bg_nbd,
    fit_pareto_nbd,
    kaplan_meier,
    there_by,
    wilson,
)

FITTED = 4000  # customers the chances are fitted on; of more an even part
WITHIN = (90, 180, 365)


@dataclass(frozen=True)
class Buyers:
    """Columns: one customer each. Days are numbers since 1970; no second day is 0."""

    unit: Days
    times: Days
    first: Days
    second: Days
    last: Days
    value: NDArray[np.float64]
    last_year: NDArray[np.float64]

    def __len__(self) -> int:
        """How many customers."""
        return len(self.unit)

    @property
    def rhythm(self) -> Rhythms:
        """Days with an order, as the definition of leaving takes them."""
        return Rhythms(self.times, self.first, self.last)

    def usual_gap(self) -> float | None:
        """The middle of the mean gaps of customers; None while too few bought twice."""
        return self.rhythm.usual_gap()

    def gaps(self) -> NDArray[np.float64] | None:
        """Of each customer the own gap, drawn to the usual one."""
        usual = self.usual_gap()
        return None if usual is None else self.rhythm.shared_gaps(usual)


def columns(rows: Sequence[dict[str, Any]], number: Any) -> Buyers:
    """From rows of the engine; `number` makes a number of a day."""

    def days(name: str) -> Days:
        found = [0 if row[name] is None else number(row[name]) for row in rows]
        return np.array(found, dtype=np.int64)

    def numbers(name: str, kind: Any) -> Any:
        return np.array([row[name] for row in rows], dtype=kind)

    return Buyers(
        numbers("unit", np.int64), numbers("times", np.int64), days("first_on"),
        days("second_on"), days("last_on"), numbers("value", np.float64),
        numbers("last_year", np.float64),
    )  # fmt: skip


def p_alive(buyers: Buyers, today: int) -> NDArray[np.float64] | None:
    """The chance that each still buys (Pareto/NBD), in weeks; None where it cannot be fitted.

    Where buyers are too alike for it, BG/NBD tells it of those who bought again: of the others it
    would always say that they are still there.
    """
    repeats = (buyers.times - 1).astype(np.float64)
    recency = (buyers.last - buyers.first) / 7.0
    age = (today - buyers.first) / 7.0
    seen = age > 0
    step = max(1, int(seen.sum()) // FITTED)
    some = np.flatnonzero(seen)[::step]
    found = np.ones(len(buyers))
    try:
        fitted = _fitted(repeats[some], recency[some], age[some])
    except (TooFew, Impossible):  # too few who bought again, or nobody stops
        return None
    found[seen] = fitted.p_alive(repeats[seen], recency[seen], age[seen])
    if isinstance(fitted, BgNbd):
        found[seen & (repeats == 0)] = np.nan
    return np.where(np.isfinite(found), found, np.nan)


def _fitted(
    repeats: NDArray[np.float64], recency: NDArray[np.float64], age: NDArray[np.float64]
) -> ParetoNbd | BgNbd:
    try:
        return fit_pareto_nbd(repeats, recency, age)
    except Impossible:  # buyers too alike
        return fit_bg_nbd(repeats, recency, age)


def second_orders(buyers: Buyers, today: int) -> list[dict[str, Any]]:
    """How many order a second time within some days of the first; who came lately is not counted
    as somebody who will not (Kaplan-Meier).
    """
    again = buyers.second > 0
    lasted = np.where(again, buyers.second, today) - buyers.first
    kept = lasted > 0
    if int(kept.sum()) < LEAST_GAPS:
        return []
    curve = kaplan_meier(lasted[kept], again[kept])
    found = []
    for days in WITHIN:
        try:
            share, low, high = there_by(curve, days)
        except TooFew:
            continue
        row = {"days": days, "share": share, "low": low, "high": high, "n": curve.n}
        found.append(row)
    return found


def active_share(active: NDArray[np.bool_]) -> Share | None:
    """How many are active, of all who ever ordered."""
    return wilson(int(active.sum()), len(active)) if len(active) else None
