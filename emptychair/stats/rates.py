"""Two runs of counts, and by how much the later rate is another than the earlier. Explained in
`docs/algorithms/use-trend.md`.
"""

import math
from dataclasses import dataclass

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import critical_t

FEWEST_PERIODS = 6
"""Earlier periods below which nobody knows how much the counts scatter."""
FEWEST_COUNTED = 20
"""Earlier counts, all together, below which a ratio tells nothing."""
_LARGEST = 700.0  # as a logarithm


@dataclass(frozen=True)
class Counts:
    """Counts of several periods of the same length: how many periods, their sum, the sum of their
    squares. Periods without anything count as periods.
    """

    periods: int
    total: float
    squares: float


@dataclass(frozen=True)
class RateRatio:
    """The later rate divided by the earlier with its limits; `dispersion` is 1 for Poisson."""

    ratio: float
    low: float
    high: float
    dispersion: float
    degrees: float


def rate_ratio(before: Counts, after: Counts, *, level: float = 0.95) -> RateRatio:
    """The ratio of two rates of counts that scatter more than Poisson ones (quasi-Poisson).

    Raises `TooFew` where the past is too short or holds too little, `Impossible` for sums that no
    counts have.
    """
    for run in (before, after):
        if run.periods < 1 or run.total < 0 or run.squares * run.periods < run.total**2 * 0.999:
            raise Impossible("These sums cannot come from counts of so many periods.")
    if before.periods < FEWEST_PERIODS or before.total < FEWEST_COUNTED:
        raise TooFew("The past is too short to tell how much the counts move by themselves.")
    dispersion, degrees = _dispersion(before, after)
    # Half a count more on both sides, so that a run without anything has a ratio, too.
    later, earlier = after.total + 0.5, before.total + 0.5
    ratio = (later / after.periods) / (earlier / before.periods)
    half = critical_t(level, degrees) * math.sqrt(dispersion * (1 / later + 1 / earlier))
    half = min(half, _LARGEST)
    return RateRatio(ratio, ratio * math.exp(-half), ratio * math.exp(half), dispersion, degrees)


def _dispersion(before: Counts, after: Counts) -> tuple[float, float]:
    """Pearson's statistic within both runs over its degrees of freedom, at least 1."""
    total, degrees = 0.0, 0.0
    for run in (before, after):
        mean = run.total / run.periods
        if mean > 0:
            total += (run.squares - run.total * mean) / mean
        degrees += run.periods - 1
    return max(1.0, total / degrees), degrees
