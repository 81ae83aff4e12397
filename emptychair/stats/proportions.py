"""Shares of a group and the difference of two. Explained in `docs/algorithms/shares.md`, and for a
product's fit in `docs/algorithms/product-market-fit.md`.
"""

import math
from dataclasses import dataclass

from emptychair.stats.counts import checked_count
from emptychair.stats.differences import Difference
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import critical_z, p_of_z


@dataclass(frozen=True)
class Share:
    """A share of a group with its interval, all three from 0 to 1."""

    share: float
    low: float
    high: float
    successes: int
    n: int


def wilson(successes: int, n: int, level: float = 0.95) -> Share:
    """A share with the Wilson score interval (Wilson 1927), without continuity correction.

    Raises `TooFew` when nobody was asked, `Impossible` when more succeeded than were asked.
    """
    successes, n = _checked(successes, n)
    z = critical_z(level)
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At the two ends the limit is the end itself, free of rounding.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return Share(share, low, high, successes, n)


def newcombe(
    successes_a: int, n_a: int, successes_b: int, n_b: int, *, level: float = 0.95
) -> Difference:
    """The share of b minus the share of a (each 0 to 1), by Newcombe's hybrid score interval.

    Method 10 of Newcombe (1998): the Wilson limits of each share, combined. The p-value is that
    of the pooled score test, so near the border the two may disagree by a hair. Raises as
    `wilson` does.
    """
    a, b = wilson(successes_a, n_a, level), wilson(successes_b, n_b, level)
    estimate = b.share - a.share
    pooled = (a.successes + b.successes) / (a.n + b.n)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n))
    return Difference(
        estimate=estimate,
        low=estimate - math.hypot(b.share - b.low, a.high - a.share),
        high=estimate + math.hypot(b.high - b.share, a.share - a.low),
        p_value=p_of_z(estimate / spread) if spread else 1.0,
        method="newcombe",
    )


def _checked(successes: int, n: int) -> tuple[int, int]:
    successes, n = checked_count(successes, "Successes"), checked_count(n, "Answers")
    if n == 0:
        raise TooFew("Nobody has answered yet; a share needs at least one answer.")
    if successes > n:
        raise Impossible(f"{successes} of {n} is no share: the part is larger than the whole.")
    return successes, n
