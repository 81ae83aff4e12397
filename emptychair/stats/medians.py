"""The middle of waiting times, with its interval. Explained in `docs/algorithms/median.md`."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from emptychair.stats.counts import checked_count
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import checked_level


@dataclass(frozen=True)
class Median:
    """The middle value of n; a limit is None where the data do not hold it.

    `value` is None when half or more are not finished yet.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


def median_time(times: ArrayLike, *, unfinished: int = 0, level: float = 0.95) -> Median:
    """The middle waiting time; `unfinished` counts those still waiting, longer than all others.

    The limits are order statistics, so nothing is assumed of how times are spread: the ranks that
    a binomial count with chance one half stays between. Raises `TooFew` when nobody waited,
    `Impossible` for a time below nothing.
    """
    known = np.sort(np.asarray(times, dtype=np.float64).ravel())
    waiting = checked_count(unfinished, "Unfinished")
    if not (np.isfinite(known).all() and (known >= 0).all()):
        raise Impossible("A waiting time is a number of nothing or more.")
    n = int(known.size) + waiting
    if n == 0:
        raise TooFew("Nobody has waited yet; a middle needs at least one.")
    every = [*known.tolist(), *[math.inf] * waiting]
    middle = (every[(n - 1) // 2] + every[n // 2]) / 2
    rank = _rank(n, level)
    low, high = (every[rank - 1], every[n - rank]) if rank else (math.inf, math.inf)
    return Median(_finite(middle), _finite(low), _finite(high), n)


def _rank(n: int, level: float) -> int:
    """The rank from either end at which the limits stand; 0 where n is too small for any."""
    from scipy.special import bdtr

    tail, rank = (1 - checked_level(level)) / 2, 0
    while rank < n // 2 and float(bdtr(rank, n, 0.5)) <= tail:
        rank += 1
    return rank


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
