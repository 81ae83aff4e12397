"""What a design could see, told before it starts. Explained in
`docs/algorithms/effects-holdout.md`.
"""

import math

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import critical_t, normal_quantile


def smallest_effect(
    se: float, *, degrees: float = math.inf, power: float = 0.8, level: float = 0.95
) -> float:
    """The smallest true effect that a design with this standard error would likely show.

    (t for the level + z for the power) · SE, the usual formula (Bloom 1995) with Student's t for
    the level. Raises `Impossible` for an error of nothing or a power below a coin toss.
    """
    if se <= 0 or not 0.5 <= power < 1:
        raise Impossible("An error is above 0, and a power lies between 0.5 and 1.")
    return (critical_t(level, min(degrees, 1e9)) + normal_quantile(power)) * se


def holdout_smallest_effect(
    treated: int,
    held_out: int,
    *,
    sd: float = 77.5,
    correlation: float = 0.0,
    power: float = 0.8,
    level: float = 0.95,
) -> float:
    """The smallest effect a random hold-out with so many answers in each arm would likely show.

    SE = sd·sqrt((1 - ρ²)(1/n₁ + 1/n₀)), ρ the correlation with the answer before (CUPED). 77.5
    points is the spread of -100, 0, +100 assumed until a company's own is known. Raises `TooFew`
    under two answers an arm.
    """
    if min(treated, held_out) < 2:
        raise TooFew("Each arm needs at least two answers.")
    if not -1 < correlation < 1:
        raise Impossible("A correlation lies between -1 and 1.")
    se = sd * math.sqrt((1 - correlation**2) * (1 / treated + 1 / held_out))
    return smallest_effect(se, degrees=treated + held_out - 2, power=power, level=level)


def differences_smallest_effect(
    treated_units: int,
    compared_units: int,
    *,
    answers: float,
    sd: float = 77.5,
    wander: float = 0.0,
    power: float = 0.8,
    level: float = 0.95,
) -> float:
    """The smallest effect a difference in differences would likely show.

    Each unit has so many `answers` in each of the two periods and wanders by itself with the
    standard deviation `wander` between them: variance of its change wander² + 2·sd²/answers.
    Raises `TooFew` under two units on a side.
    """
    if min(treated_units, compared_units) < 2:
        raise TooFew("Two treated and two comparison units are the least that show how they vary.")
    if answers <= 0 or wander < 0:
        raise Impossible("A unit has answers in each period, and its wandering is no less than 0.")
    variance = wander**2 + 2 * sd**2 / answers
    se = math.sqrt(variance * (1 / treated_units + 1 / compared_units))
    parts = (
        1 / treated_units**2 / (treated_units - 1),
        1 / compared_units**2 / (compared_units - 1),
    )
    degrees = (1 / treated_units + 1 / compared_units) ** 2 / sum(parts)
    return smallest_effect(se, degrees=degrees, power=power, level=level)
