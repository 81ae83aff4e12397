"""What a customer spends at each purchase (Fader and Hardie 2013). Explained in
`docs/algorithms/spend-per-purchase.md`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.repeat.histories import FEWEST_REPEATS, Numbers
from emptychair.stats.repeat.likelihood import Parameters, likeliest


@dataclass(frozen=True)
class GammaGamma:
    """Purchases of one customer are gamma with shape `p`; the scale varies as gamma (`q`, `v`)."""

    p: float
    q: float
    v: float
    log_likelihood: float
    customers: int

    @property
    def usual(self) -> float | None:
        """What a customer of whom nothing is known spends; None when it has no mean (q up to 1)."""
        return self.p * self.v / (self.q - 1) if self.q > 1 else None

    def expected_spend(self, purchases: ArrayLike, mean_spend: ArrayLike) -> Numbers:
        """What each customer will spend at a purchase: between the usual and their own mean."""
        x, own = _checked(purchases, mean_spend)
        weight = self.p * x + self.q - 1
        if (weight <= 0).any():
            raise Impossible("Spending here varies so much that it has no mean.")
        return np.asarray(self.p * (self.v + x * own) / weight, dtype=np.float64)


def fit_gamma_gamma(purchases: ArrayLike, mean_spend: ArrayLike) -> GammaGamma:
    """The likeliest parameters, from the number and the mean of each customer's purchases.

    Only those with a purchase count. It assumes that who buys often does not spend more or less at
    a time. Raises `TooFew` under 30 customers.
    """
    x, own = _checked(purchases, mean_spend)
    bought = x > 0
    x, own = x[bought], own[bought]
    if x.size < FEWEST_REPEATS:
        raise TooFew(f"Spending needs {FEWEST_REPEATS} customers who bought; there are {x.size}.")
    if (own <= 0).any():
        raise Impossible("A mean purchase of nothing cannot be told; leave free ones out.")
    unit = float(own.mean())
    found, top = likeliest(
        lambda three: _log_likelihood(three, x, own / unit),
        [(6.0, 4.0, 0.5), (1.0, 2.0, 1.0)],
        x.size,
    )
    p, q, v = (float(each) for each in found)
    return GammaGamma(p, q, v * unit, top - x.size * float(np.log(unit)), int(x.size))


def _log_likelihood(three: Parameters, x: Numbers, own: Numbers) -> float:
    p, q, v = three
    shape = p * x
    terms = gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v)
    terms = terms + (shape - 1) * np.log(own) + shape * np.log(x)
    return float((terms - (shape + q) * np.log(v + x * own)).sum())


def _checked(purchases: ArrayLike, mean_spend: ArrayLike) -> tuple[Numbers, Numbers]:
    x, own = np.broadcast_arrays(
        np.atleast_1d(np.asarray(purchases, dtype=np.float64)),
        np.atleast_1d(np.asarray(mean_spend, dtype=np.float64)),
    )
    if not (np.isfinite(x).all() and np.isfinite(own).all()) or (x < 0).any() or (own < 0).any():
        raise Impossible("Purchases and what was spent are numbers of nothing or more.")
    return x, own
