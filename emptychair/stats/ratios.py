"""How much a customer takes a year, when some were there longer than others. Explained in
`docs/algorithms/touch-economics.md`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from emptychair.stats.counts import checked_count, numbers
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import critical_t


@dataclass(frozen=True)
class RatioSums:
    """What a ratio needs of its pairs: `y` is what was spent, `x` how long it was watched."""

    n: int
    y: float
    x: float
    yy: float
    xy: float
    xx: float


@dataclass(frozen=True)
class Ratio:
    """The sum of y by the sum of x; without limits when one pair says nothing of the others."""

    value: float
    low: float | None
    high: float | None
    n: int


def ratio_of_sums(sums: RatioSums, level: float = 0.95) -> Ratio:
    """The ratio of two sums over customers with its interval (linearised, Student's t).

    The lower limit is never below nothing, since time is not. Raises `TooFew` without pairs,
    `Impossible` when x adds up to nothing.
    """
    n = checked_count(sums.n, "Customers")
    if n == 0:
        raise TooFew("A ratio needs at least one customer; there is none.")
    if not sums.x > 0:
        raise Impossible("The customers were watched for no time at all; a rate has no meaning.")
    value = sums.y / sums.x
    if n == 1:
        return Ratio(value, None, None, 1)
    rest = max(0.0, sums.yy - 2 * value * sums.xy + value * value * sums.xx)
    error = math.sqrt(rest * n / (n - 1)) / sums.x
    half = critical_t(level, n - 1) * error
    return Ratio(value, max(0.0, value - half), value + half, n)


def ratio(spent: Sequence[float], watched: Sequence[float], level: float = 0.95) -> Ratio:
    """The same from the pairs. Raises `Impossible` for lists of two lengths."""
    y, x = numbers(spent, "What was spent"), numbers(watched, "Time watched")
    if len(y) != len(x):
        raise Impossible(f"Each customer has both numbers; {len(y)} and {len(x)} were given.")
    sums = RatioSums(
        len(y),
        float(y.sum()),
        float(x.sum()),
        float((y * y).sum()),
        float((x * y).sum()),
        float((x * x).sum()),
    )
    return ratio_of_sums(sums, level)
