"""Customer satisfaction, customer effort and product-market fit. Explained in
`docs/algorithms/shares.md`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from emptychair.stats.counts import Scores, checked_count, numbers
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.likeness import limits_when_alike
from emptychair.stats.proportions import Share, wilson
from emptychair.stats.quantiles import critical_t

PMF_LINE = 0.4
"""The share of "very disappointed" from which a product is said to fit its market (Sean Ellis)."""


@dataclass(frozen=True)
class CesEstimate:
    """Customer effort: the mean of 1 to 7 with its interval, and the share that agreed (5 to 7)."""

    mean: float
    low: float
    high: float
    n: int
    easy: Share


@dataclass(frozen=True)
class PmfEstimate:
    """The share that would be very disappointed, and what it shows against the line of 40%."""

    very_disappointed: Share
    verdict: Literal["shown", "not shown yet", "below"]


def csat(counts_1_to_5: Sequence[int], level: float = 0.95) -> Share:
    """Customer satisfaction: the share of 4 and 5 on a scale of five, with the Wilson interval.

    `counts_1_to_5` says how many gave each of 1, 2, 3, 4, 5. Raises `Impossible` for another
    number of counts, `TooFew` when all are zero.
    """
    if len(counts_1_to_5) != 5:
        raise Impossible(
            f"CSAT needs five counts, for the answers 1 to 5; {len(counts_1_to_5)} were given."
        )
    counts = [checked_count(each, "Answers") for each in counts_1_to_5]
    return wilson(counts[3] + counts[4], sum(counts), level)


def ces(scores: Scores, level: float = 0.95) -> CesEstimate:
    """Customer Effort Score 2.0: the mean of 1-7 with a t interval, and the share of 5-7.

    Limits are clipped to the scale. When all answers are alike the interval is that of
    `limits_when_alike`. Raises `TooFew` under two answers, `Impossible` for answers off the scale.
    """
    answers = numbers(scores, "Scores")
    wrong = (answers < 1) | (answers > 7) | (answers % 1 != 0)
    if wrong.any():
        raise Impossible(f"CES answers are whole, from 1 to 7; {answers[wrong][0]:g} is not.")
    n = len(answers)
    if n < 2:
        raise TooFew(f"A mean with an interval needs at least two answers; there are {n}.")
    mean = float(answers.mean())
    if np.ptp(answers) == 0:
        low, high = limits_when_alike(mean, n, smallest=1, largest=7, level=level)
    else:
        half = critical_t(level, n - 1) * float(answers.std(ddof=1)) / math.sqrt(n)
        low, high = max(1.0, mean - half), min(7.0, mean + half)
    return CesEstimate(mean, low, high, n, wilson(int((answers >= 5).sum()), n, level))


def product_market_fit(very_disappointed: int, n: int, level: float = 0.95) -> PmfEstimate:
    """The share "very disappointed" if they could no longer use the product, with Wilson.

    `n` counts people who used it at least twice and recently; for one-off services the question
    means nothing. `shown` needs the whole interval at or above 40%, `below` the whole interval
    under it; anything else is `not shown yet`. Raises as `wilson` does.
    """
    share = wilson(very_disappointed, n, level)
    if share.low >= PMF_LINE:
        return PmfEstimate(share, "shown")
    return PmfEstimate(share, "below" if share.high < PMF_LINE else "not shown yet")
