"""How much change a number of answers can see, and how many answers a change needs. Explained in
`docs/algorithms/differences-and-power.md`.
"""

import math

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import critical_z, normal_quantile

TYPICAL_VARIANCE = 0.6
"""The variance of -1, 0, +1 assumed until a company's own is known."""


def minimal_detectable_change(
    n: int, *, variance: float = TYPICAL_VARIANCE, power: float = 0.8, level: float = 0.95
) -> float:
    """The smallest true change, in points, that two periods of `n` answers each would likely show.

    (z for the level + z for the power) * sqrt(2 * variance / n), the usual two-sample formula
    (Cohen 1988). `variance` is that of -1, 0, +1, between 0 and 1. Raises `TooFew` without answers.
    """
    if n < 1:
        raise TooFew("Without answers in each period no change can be seen.")
    return 100 * _quantiles(power, level) * math.sqrt(2 * _checked_variance(variance) / n)


def answers_needed(
    change: float, *, variance: float = TYPICAL_VARIANCE, power: float = 0.8, level: float = 0.95
) -> int:
    """How many answers each period (or group) needs so that a change of so many points shows.

    The inverse of `minimal_detectable_change`, rounded up; the direction does not matter. Raises
    `Impossible` for a change of nothing or of more than 200 points.
    """
    if not 0 < abs(change) <= 200:
        raise Impossible(f"A change to look for lies between 0 and 200 points; {change} does not.")
    reach = 100 * _quantiles(power, level) / change
    return max(1, math.ceil(2 * _checked_variance(variance) * reach * reach))


def answers_for_margin(
    margin: float, *, variance: float = TYPICAL_VARIANCE, level: float = 0.95
) -> int:
    """How many answers one score needs for an interval of about plus or minus `margin` points.

    variance * (z / margin)², rounded up. Raises `Impossible` for a margin of nothing or above 100.
    """
    if not 0 < margin <= 100:
        raise Impossible(f"A margin lies between 0 and 100 points; {margin} does not.")
    reach = 100 * critical_z(level) / margin
    return max(1, math.ceil(_checked_variance(variance) * reach * reach))


def detectable_share_difference(
    share: float, n_a: int, n_b: int, *, power: float = 0.8, level: float = 0.95
) -> float:
    """The smallest true difference of two shares, in points, that groups of these sizes would
    likely show.

    (z for the level + z for the power) * sqrt(share * (1 - share) * (1/n_a + 1/n_b)), the usual
    formula (Cohen 1988) with the variance of one common share. Raises `TooFew` for an empty group,
    `Impossible` for a share that is none.
    """
    if n_a < 1 or n_b < 1:
        raise TooFew("Without people in each group no difference can be seen.")
    if not 0 < share < 1:
        raise Impossible(f"A share lies between 0 and 1; {share} does not.")
    spread = math.sqrt(share * (1 - share) * (1 / n_a + 1 / n_b))
    return 100 * _quantiles(power, level) * spread


def _quantiles(power: float, level: float) -> float:
    if not 0.5 <= power < 1:
        raise Impossible(f"A power lies between 0.5, a coin toss, and 1; {power} does not.")
    return critical_z(level) + normal_quantile(power)


def _checked_variance(variance: float) -> float:
    if not 0 < variance <= 1:
        raise Impossible(f"The variance of -1, 0, +1 lies between 0 and 1; {variance} does not.")
    return variance
