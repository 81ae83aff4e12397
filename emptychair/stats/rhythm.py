"""Is this gap long for this customer? Explained in `docs/algorithms/rhythm.md`.

Signs of a customer come at a rate of its own; rates vary between customers as gamma. The next gap
is then Lomax: a gamma mixture of exponential ones.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import gammaln

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import checked_level

Numbers = NDArray[np.float64]
FEWEST = 30
"""Customers with two gaps or more below which nothing is said of the others' rhythm."""
_EDGE = 30.0  # on the logarithms, around a usual gap


@dataclass(frozen=True)
class Rhythm:
    """What is known of rates before a customer's own gaps are seen: gamma (`r`, `alpha`).

    Both nothing: nothing is known, and only the own gaps count.
    """

    r: float
    alpha: float
    log_likelihood: float
    customers: int

    @property
    def usual(self) -> float | None:
        """The mean gap of a customer without gaps; None where the others do not tell it."""
        return self.alpha / (self.r - 1) if self.r > 1 else None

    def expected_gap(self, gaps: ArrayLike, spent: ArrayLike) -> Numbers:
        """The mean of the next gap after so many that took `spent` together; nan: not told."""
        k, time = _checked(gaps, spent)
        shape = self.r + k
        known = np.where(shape > 1, shape - 1, np.nan)
        return np.asarray((self.alpha + time) / known, dtype=np.float64)

    def longest_usual_gap(
        self, gaps: ArrayLike, spent: ArrayLike, *, share: float = 0.95
    ) -> Numbers:
        """The gap that so large a share of the customer's own stays below; nan: not told."""
        k, time = _checked(gaps, spent)
        shape = np.where(self.r + k > 0, self.r + k, np.nan)
        beyond = (1 - checked_level(share)) ** (-1 / shape) - 1
        return np.asarray((self.alpha + time) * beyond, dtype=np.float64)

    def percentile(self, gaps: ArrayLike, spent: ArrayLike, now: ArrayLike) -> Numbers:
        """The share of the customer's own gaps that are shorter than that of now; nan: not told."""
        k, time = _checked(gaps, spent)
        gap = np.asarray(now, dtype=np.float64)
        if (gap < 0).any():
            raise Impossible("A gap is not shorter than nothing.")
        scale = self.alpha + time
        known = (self.r + k > 0) & (scale > 0)
        scale = np.where(known, scale, 1.0)
        shorter = -np.expm1(-(self.r + k) * np.log1p(gap / scale))
        return np.where(known, shorter, np.nan)


OWN_ONLY = Rhythm(0.0, 0.0, 0.0, 0)
"""For where the others tell nothing."""


def fit_rhythm(gaps: ArrayLike, spent: ArrayLike) -> Rhythm:
    """The likeliest rates of a market, from the number of each customer's gaps and their sum.

    Customers without a gap say nothing here. Raises `TooFew` under 30 customers with two gaps.
    """
    k, time = _checked(gaps, spent)
    k, time = k[k > 0], time[k > 0]
    several = int((k >= 2).sum())
    if several < FEWEST:
        raise TooFew(f"A rhythm needs {FEWEST} customers with two gaps or more, not {several}.")
    rows, times = np.unique(np.column_stack([k, time]), axis=0, return_counts=True)
    k, time, n = rows[:, 0], rows[:, 1], times.astype(np.float64)
    unit = float((time * n).sum() / (k * n).sum())

    def badness(logs: Numbers) -> float:
        r, alpha = np.exp(logs)
        terms = gammaln(r + k) - gammaln(r) + r * np.log(alpha) - (r + k) * np.log(alpha + time)
        return -float((n * terms).sum() / n.sum())

    start = np.array([0.0, np.log(unit)])
    bounds = [(-_EDGE, 12.0), (np.log(unit) - _EDGE, np.log(unit) + 12.0)]
    found = minimize(badness, start, method="L-BFGS-B", bounds=bounds)
    r, alpha = (float(each) for each in np.exp(found.x))
    return Rhythm(r, alpha, -float(found.fun) * float(n.sum()), int(n.sum()))


@dataclass(frozen=True)
class FalseFlags:
    """Of customers flagged past a percentile: how many are just having one of their longer gaps.

    `normal` is the share of all customers who follow their rhythm; `flagged` were past the cut,
    `expected` of them by their rhythm alone. `each` is the chance of every customer given, nan
    where none was told or below the cut.
    """

    normal: float
    flagged: int
    expected: float
    each: Numbers

    @property
    def share(self) -> float:
        """The expected share of false flags."""
        return min(1.0, self.expected / self.flagged) if self.flagged else 0.0


def false_flags(percentiles: ArrayLike, *, cut: float = 0.95) -> FalseFlags:
    """Percentiles of customers who keep to their rhythm lie evenly from 0 to 1, so one in twenty of
    these is past the 95th. How many keep to it is told by the lower half (Storey 2002). `nan`
    percentiles are left out.
    """
    given = np.atleast_1d(np.asarray(percentiles, dtype=np.float64))
    told = given[np.isfinite(given)]
    if ((told < 0) | (told > 1)).any():
        raise Impossible("A percentile lies between 0 and 1.")
    checked_level(cut)
    normal = min(1.0, float((told < 0.5).sum() + 1) / (0.5 * told.size)) if told.size else 1.0
    flagged = int((told >= cut).sum())
    expected = min(float(flagged), normal * told.size * (1 - cut))
    return FalseFlags(normal, flagged, expected, _each(given, told, normal, cut))


def _each(given: Numbers, told: Numbers, normal: float, cut: float) -> Numbers:
    """In classes of how far beyond: those expected by rhythm over those found, never rising."""
    edges = 1 - (1 - cut) * np.array([1.0, 0.5, 0.2, 0.1, 0.02, 0.002, 0.0])
    edges[-1] = np.nextafter(1.0, 2.0)
    found, _ = np.histogram(told, edges)
    by_chance = normal * told.size * np.diff(np.minimum(edges, 1.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        chances = np.where(found > 0, np.minimum(1.0, by_chance / found), 1.0)
    chances = np.minimum.accumulate(chances)
    safe = np.where(np.isfinite(given), given, 0.0)
    which = np.clip(np.searchsorted(edges, safe, side="right") - 1, 0, len(chances) - 1)
    return np.where(safe >= cut, chances[which], np.nan)


def week_factors(counts: ArrayLike, *, beside: int = 13, noise: float = 3.0) -> Numbers:
    """How fast the clock of all customers ran in each week; 1 is as usual, 0 stood still.

    `counts` are the signs of everybody together, a week each, in order. Only a week that lies
    further from the middle of its neighbours than they scatter themselves is held to be quiet or
    busy; a week in which nobody at all gave a sign stands still.
    """
    given = np.atleast_1d(np.asarray(counts, dtype=np.float64))
    if (given < 0).any() or not np.isfinite(given).all():
        raise Impossible("Signs of a week are counted from nothing.")
    factors = np.ones_like(given)
    busy = given[given > 0]
    if not busy.size or float(np.median(busy)) < 10:
        return factors
    for place, own in enumerate(given):
        near = np.delete(given[max(0, place - beside) : place + beside + 1], min(place, beside))
        near = near[near > 0]
        if own == 0:
            factors[place] = 0.0
        elif near.size >= 6:
            factors[place] = _factor(own, near, noise)
    return factors


def _factor(own: float, near: Numbers, noise: float) -> float:
    middle = float(np.median(near))
    scatter = 1.4826 * float(np.median(np.abs(near - middle)))
    usual = max(scatter, float(np.sqrt(middle)))
    return 1.0 if abs(own - middle) <= noise * usual else min(3.0, own / middle)


def _checked(gaps: ArrayLike, spent: ArrayLike) -> tuple[Numbers, Numbers]:
    k, time = np.broadcast_arrays(
        np.atleast_1d(np.asarray(gaps, dtype=np.float64)),
        np.atleast_1d(np.asarray(spent, dtype=np.float64)),
    )
    if not (np.isfinite(k).all() and np.isfinite(time).all()):
        raise Impossible("A history holds a blank; leave that customer out.")
    if (k < 0).any() or (k % 1 != 0).any() or (time < 0).any():
        raise Impossible("Gaps are counted in whole numbers, and their time from nothing.")
    if ((k > 0) & (time == 0)).any():
        raise Impossible("Gaps take time: put what happens on one day together first.")
    return k, time
