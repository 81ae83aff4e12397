"""How often an interval holds the truth, counted exactly over every possible outcome."""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, xlogy

from emptychair.stats.errors import Impossible
from emptychair.stats.intervals import Method, nps


@lru_cache(maxsize=16)
def _outcomes(
    n: int, method: Method, level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    counts = [(p, s, n - p - s) for p in range(n + 1) for s in range(n + 1 - p)]
    estimates = [nps(*each, method=method, level=level) for each in counts]
    limits = np.array([(each.low, each.high) for each in estimates])
    table = np.array(counts, dtype=np.float64)
    ways = gammaln(n + 1) - gammaln(table + 1).sum(axis=1)
    return table, limits, ways


def nps_coverage(
    n: int, true_shares: ArrayLike, *, method: Method = "adjusted-wald", level: float = 0.95
) -> NDArray[np.float64]:
    """The probability that the interval from `n` answers holds the true score.

    `true_shares` is one row per case: the shares of promoters, passives and detractors, adding up
    to 1. Nothing is drawn at random: every outcome is enumerated with its multinomial probability
    (496 outcomes for n = 30). Raises `Impossible` for shares that are none.
    """
    shares = np.atleast_2d(np.asarray(true_shares, dtype=np.float64))
    if shares.shape[1] != 3 or (shares < 0).any() or not np.allclose(shares.sum(axis=1), 1):
        raise Impossible("Each row must hold three shares, none negative, that add up to 1.")
    table, limits, ways = _outcomes(n, method, level)
    logs = ways + xlogy(table[None, :, :], shares[:, None, :]).sum(axis=2)
    truth = 100 * (shares[:, 0] - shares[:, 2])[:, None]
    held = (limits[:, 0] - 1e-9 <= truth) & (truth <= limits[:, 1] + 1e-9)
    return np.asarray((np.exp(logs) * held).sum(axis=1))
