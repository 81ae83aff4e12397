"""Repeat purchase after Schmittlein, Morrison and Colombo (1987): a buyer may stop at any time.
Explained in `docs/algorithms/repeat-purchase.md`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, gammaln, hyp2f1

from emptychair.stats.errors import Impossible
from emptychair.stats.quantiles import checked_level
from emptychair.stats.repeat.histories import Histories, Numbers, checked, histories
from emptychair.stats.repeat.likelihood import Parameters, likeliest

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(10)
_PARTS, _AT_ONCE, _STEEP = 8, 5_000, 12.0


@dataclass(frozen=True)
class ParetoNbd:
    """Purchase rates are gamma (`r`, `alpha`), rates of stopping gamma (`s`, `beta`)."""

    r: float
    alpha: float
    s: float
    beta: float
    log_likelihood: float
    customers: int

    def p_alive(self, repeats: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Numbers:
        """The chance that each customer still buys."""
        x, last, seen = checked(repeats, recency, age)
        alive = -(self.r + x) * np.log(self.alpha + seen) - self.s * np.log(self.beta + seen)
        gone = _log_gone((self.r, self.alpha, self.s, self.beta), x, last, seen)
        return np.asarray(expit(alive - gone), dtype=np.float64)

    def expected_purchases(
        self, ahead: float, repeats: ArrayLike, recency: ArrayLike, age: ArrayLike
    ) -> Numbers:
        """How many more each customer will make within a time. `Impossible` for a time below 0."""
        if ahead < 0:
            raise Impossible("One can only look ahead.")
        x, last, seen = checked(repeats, recency, age)
        rate = (self.r + x) / (self.alpha + seen)
        ratio = (self.beta + seen) / (self.beta + seen + ahead)
        if abs(self.s - 1) < 1e-9:
            lasting = (self.beta + seen) * -np.log(ratio)
        else:
            lasting = (self.beta + seen) / (self.s - 1) * (1 - ratio ** (self.s - 1))
        return np.asarray(rate * lasting * self.p_alive(x, last, seen), dtype=np.float64)

    def longest_usual_gap(
        self, repeats: ArrayLike, recency: ArrayLike, *, share: float = 0.95
    ) -> Numbers:
        """The gap after the last purchase that so large a share of a buyer's own gaps stay below.

        With the buyer's rate known as gamma (r + x, alpha + t): (alpha + t)·((1-share)^(-1/(r+x)) -
        1). One usual gap in twenty is longer than that of 0.95.
        """
        x = np.asarray(repeats, dtype=np.float64)
        beyond = (1 - checked_level(share)) ** (-1 / (self.r + x)) - 1
        return np.asarray((self.alpha + np.asarray(recency)) * beyond, dtype=np.float64)


def fit_pareto_nbd(repeats: ArrayLike, recency: ArrayLike, age: ArrayLike) -> ParetoNbd:
    """The likeliest parameters. Of each customer: repeat purchases, time from the first purchase to
    the last, and to now. Raises `TooFew` under 100 customers or 30 who bought again.
    """
    seen = histories(repeats, recency, age)
    unit = float(seen.age.mean())
    found, top = likeliest(
        lambda four: _log_likelihood(four, seen),
        [(0.5, unit / 4, 0.5, unit / 3), (1.0, unit, 1.0, unit)],
        seen.customers,
        alike=((0, 1), (2, 3)),
    )
    r, alpha, s, beta = (float(each) for each in found)
    return ParetoNbd(r, alpha, s, beta, top, seen.customers)


def _log_likelihood(four: Parameters, seen: Histories) -> float:
    r, alpha, s, beta = four
    x = seen.repeats
    start = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    alive = -(r + x) * np.log(alpha + seen.age) - s * np.log(beta + seen.age)
    gone = _log_gone((r, alpha, s, beta), x, seen.recency, seen.age)
    return float((seen.times * (start + np.logaddexp(alive, gone))).sum())


def _log_gone(
    four: tuple[float, float, float, float], x: Numbers, last: Numbers, seen: Numbers
) -> Numbers:
    """The logarithm of the part of those who stopped between their last purchase and now."""
    steep = four[0] + four[2] + x > _STEEP
    gone = np.empty_like(x)
    gone[~steep] = _log_gone_closed(four, x[~steep], last[~steep], seen[~steep])
    rest = np.flatnonzero(steep | np.isnan(gone))
    for some in np.array_split(rest, -(-rest.size // _AT_ONCE)) if rest.size else ():
        gone[some] = _log_gone_by_parts(four, x[some], last[some], seen[some])
    return gone


def _log_gone_closed(
    four: tuple[float, float, float, float], x: Numbers, last: Numbers, seen: Numbers
) -> Numbers:
    """By Gauss's function; not a number where that is beyond floating point."""
    r, alpha, s, beta = four
    power, larger = r + s + x, max(alpha, beta)
    other = np.full_like(x, s + 1) if alpha >= beta else r + x
    apart = abs(alpha - beta)

    def part(time: Numbers) -> Numbers:
        curve = hyp2f1(power, other, power + 1, apart / (larger + time))
        found = np.log(curve) - power * np.log(larger + time)
        return np.asarray(np.where(np.isfinite(found), found, np.nan), dtype=np.float64)

    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        first, second = part(last), part(seen)
        between = np.log(-np.expm1(np.minimum(second - first, 0.0)))
    return np.asarray(np.log(s) - np.log(power) + first + between, dtype=np.float64)


def _log_gone_by_parts(
    four: tuple[float, float, float, float], x: Numbers, last: Numbers, seen: Numbers
) -> Numbers:
    """Where Gauss's function is slow, or, as customers are nearly alike, beyond floating point: the
    integral of s (alpha + t)^-(r + x) (beta + t)^-(s + 1) from the last purchase until now, by
    Gauss and Legendre over parts of time that are short after the last purchase and then longer.
    """
    r, alpha, s, beta = four
    ends = np.concatenate([[0.0], np.geomspace(1e-3, 1.0, _PARTS)])
    at = (ends[:-1, None] + np.diff(ends)[:, None] * (_NODES + 1) / 2).ravel()
    weights = (np.diff(ends)[:, None] * _WEIGHTS / 2).ravel()
    span = seen - last
    time = last[:, None] + span[:, None] * at
    logs = -(r + x)[:, None] * np.log(alpha + time) - (s + 1) * np.log(beta + time)
    top = logs.max(axis=1)
    with np.errstate(divide="ignore"):  # nobody stops within no time
        inside = np.log(span) + np.log(np.exp(logs - top[:, None]) @ weights)
    return np.asarray(np.log(s) + top + inside, dtype=np.float64)
