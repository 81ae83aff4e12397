"""Repeat purchase after Fader, Hardie and Lee (2005): a buyer may stop after any purchase.
Explained in `docs/algorithms/repeat-purchase.md`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, gammaln, hyp2f1

from emptychair.stats.errors import Impossible
from emptychair.stats.repeat.histories import Histories, Numbers, checked, histories
from emptychair.stats.repeat.likelihood import Parameters, likeliest


@dataclass(frozen=True)
class BgNbd:
    """Purchase rates are gamma (`r`, `alpha`), the chance to stop after one is beta (`a`, `b`).

    The chance of somebody with no repeat purchase to be alive is always 1 here, so lists of silent
    customers use Pareto/NBD.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    customers: int

    def p_alive(self, repeats: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Numbers:
        """The chance that each customer still buys."""
        x, last, seen = checked(repeats, recency, age)
        again = np.maximum(x, 1)
        odds = np.log(self.a / (self.b + again - 1))
        odds = odds + (self.r + x) * np.log((self.alpha + seen) / (self.alpha + last))
        return np.where(x > 0, expit(-odds), 1.0)

    def expected_purchases(
        self, ahead: float, repeats: ArrayLike, recency: ArrayLike, age: ArrayLike
    ) -> Numbers:
        """How many more each customer will make within a time. `Impossible` for a time below 0."""
        if ahead < 0:
            raise Impossible("One can only look ahead.")
        x, last, seen = checked(repeats, recency, age)
        r, a, b = self.r + x, self.a, self.b + x
        curve = hyp2f1(r, b, a + b - 1, ahead / (self.alpha + seen + ahead))
        shrunk = ((self.alpha + seen) / (self.alpha + seen + ahead)) ** r
        if abs(a - 1) < 1e-9:
            raise Impossible("With a of 1 exactly there is no mean; fit again.")
        future = (a + b - 1) / (a - 1) * (1 - shrunk * curve)
        return np.asarray(future * self.p_alive(x, last, seen), dtype=np.float64)


def fit_bg_nbd(repeats: ArrayLike, recency: ArrayLike, age: ArrayLike) -> BgNbd:
    """The likeliest parameters. Of each customer: repeat purchases, time from the first purchase to
    the last, and to now. Raises `TooFew` under 100 customers or 30 who bought again.
    """
    seen = histories(repeats, recency, age)
    unit = float(seen.age.mean())
    found, top = likeliest(
        lambda four: _log_likelihood(four, seen),
        [(0.5, unit / 4, 0.8, 2.5), (1.0, unit, 0.3, 1.0)],
        seen.customers,
    )
    r, alpha, a, b = (float(each) for each in found)
    return BgNbd(r, alpha, a, b, top, seen.customers)


def _log_likelihood(four: Parameters, seen: Histories) -> float:
    r, alpha, a, b = four
    x, again = seen.repeats, seen.repeats > 0
    start = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    start = start + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    alive = -(r + x) * np.log(alpha + seen.age)
    gone = np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + seen.recency)
    ended = np.logaddexp(alive, np.where(again, gone, -np.inf))
    return float((seen.times * (start + ended)).sum())
