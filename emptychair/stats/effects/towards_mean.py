"""People picked because they were low rise by themselves. Explained in
`docs/algorithms/regression-to-the-mean.md`.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr

from emptychair.stats.counts import Scores, numbers
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import critical_t, critical_z

FEWEST_PAIRS = 30


@dataclass(frozen=True)
class Correlation:
    """How alike two answers of one person are, with Fisher's interval."""

    estimate: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Rise:
    """What a picked group rose by, what it would have risen by itself, and what is left."""

    observed: float
    expected: float
    expected_low: float
    expected_high: float
    beyond: float
    low: float
    high: float
    n: int


def expected_rise(cut: float, *, mean: float, sd: float, correlation: float) -> float:
    """By how much those below `cut` rise without anybody's doing: (1 - ρ)·φ(c)/Φ(c) sd.

    In the unit of the score, 0 to 10; c = (cut - mean)/sd. Use 6.5 for whole scores up to 6. It
    assumes near-normal scores with the same mean and spread both times. Raises `Impossible` for a
    spread of nothing or a correlation outside of -1 to 1.
    """
    if sd <= 0 or not -1 <= correlation <= 1:
        raise Impossible("A spread is above 0, and a correlation lies between -1 and 1.")
    return (1 - correlation) * _depth((cut - mean) / sd) * sd


def retest_correlation(first: Scores, second: Scores, *, level: float = 0.95) -> Correlation:
    """The correlation of two answers of the same people whom nobody contacted in between.

    Fisher's z gives the interval. Raises `TooFew` under 30 people or when all scored alike.
    """
    x, y = numbers(first, "First answers"), numbers(second, "Second answers")
    if len(x) != len(y):
        raise Impossible("Two answers of each person are needed; the lists differ in length.")
    if len(x) < FEWEST_PAIRS:
        raise TooFew(
            f"How alike two answers of a person are needs {FEWEST_PAIRS} people who answered twice "
            f"without being contacted; there are {len(x)}."
        )
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        raise TooFew("All gave the same answer; that shows nothing about how answers move.")
    r = float(np.clip(np.corrcoef(x, y)[0, 1], -0.999999, 0.999999))
    half = critical_z(level) / math.sqrt(len(x) - 3)
    low, high = math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)
    return Correlation(r, low, high, len(x))


def rise_beyond(
    before: Scores,
    after: Scores,
    *,
    mean: float,
    sd: float,
    correlation: Correlation,
    cut: float = 6.5,
    level: float = 0.95,
) -> Rise:
    """The rise of people picked below `cut`, and how much of it goes beyond what was expected.

    `mean` and `sd` are those of everybody's 0-10 scores at the time of picking. The interval holds
    the noise of the group and of the correlation. Raises `TooFew` under ten people.
    """
    x, y = numbers(before, "Scores before"), numbers(after, "Scores after")
    if len(x) != len(y) or (x > cut).any():
        raise Impossible("Each person has a score before, below the cut, and one after.")
    if len(x) < 10:
        raise TooFew(f"A rise needs at least ten people who answered again; there are {len(x)}.")
    steps = y - x
    depth = _depth((cut - mean) / sd) * sd
    expected = [(1 - rho) * depth for rho in
                (correlation.estimate, correlation.high, correlation.low)]  # fmt: skip
    own = critical_t(level, len(x) - 1) * float(steps.std(ddof=1)) / math.sqrt(len(x))
    other = (expected[2] - expected[1]) / 2
    beyond = float(steps.mean()) - expected[0]
    half = math.hypot(own, other)
    return Rise(float(steps.mean()), expected[0], expected[1], expected[2], beyond, beyond - half,
                beyond + half, len(x))  # fmt: skip


def _depth(c: float) -> float:
    """φ(c)/Φ(c): how far below the mean a group cut off at c lies; steady far out."""
    return math.exp(-c * c / 2 - math.log(2 * math.pi) / 2 - float(log_ndtr(c)))
