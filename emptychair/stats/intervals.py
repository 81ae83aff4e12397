"""The Net Promoter Score of one group, with its interval. Explained in
`docs/algorithms/nps-intervals.md`.

NPS is the mean of -1, 0 and +1, so its variance is (P + D)/n - ((P - D)/n)², with the negative
correlation of promoters and detractors inside it. Two binomial variances are never added.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from scipy.optimize import brentq

from emptychair.stats.counts import NpsCounts, Scores, as_counts, count_scores
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import critical_z

Method: TypeAlias = Literal["adjusted-wald", "score", "wald"]

SCORE_BELOW = 30
"""Below this many answers, or with an empty group, the score interval is used."""

WALD_FROM = 100
"""Below this many answers the plain Wald interval is refused."""

ADJUSTMENT = 0.75
"""What (3,T) adds to promoters and to detractors; passives get twice as much."""


@dataclass(frozen=True)
class NpsEstimate:
    """A score in points (-100 to 100) with its interval, never one without the other."""

    score: float
    low: float
    high: float
    n: int
    promoters: int
    passives: int
    detractors: int
    method: Method
    level: float

    @property
    def counts(self) -> NpsCounts:
        """The counts it was made from."""
        return NpsCounts(self.promoters, self.passives, self.detractors)


def nps(
    promoters: int,
    passives: int,
    detractors: int,
    *,
    level: float = 0.95,
    method: Literal["auto"] | Method = "auto",
) -> NpsEstimate:
    """Net Promoter Score with a confidence interval, in points.

    The score is always the raw one. `auto` takes the score interval (Tango 1998) when there are
    fewer than 30 answers or when promoters, passives or detractors are missing, otherwise the
    adjusted Wald interval (3,T) (Rocks 2016). Raises `TooFew` without any answer, or when plain
    `wald` is asked of fewer than 100; `Impossible` for negative counts.
    """
    counts = as_counts((promoters, passives, detractors))
    if counts.n == 0:
        raise TooFew("Nobody has answered yet; a score needs at least one answer.")
    chosen = _chosen(counts, method)
    low, high = nps_limits(*counts, chosen, critical_z(level))
    return NpsEstimate(
        score=100 * (counts.promoters - counts.detractors) / counts.n,
        low=100 * low,
        high=100 * high,
        n=counts.n,
        promoters=counts.promoters,
        passives=counts.passives,
        detractors=counts.detractors,
        method=chosen,
        level=level,
    )


def nps_of_scores(
    scores: Scores,
    *,
    detractors_up_to: int = 6,
    promoters_from: int = 9,
    level: float = 0.95,
    method: Literal["auto"] | Method = "auto",
) -> NpsEstimate:
    """`nps` of single 0-10 answers. Raises as `count_scores` and `nps` do."""
    counts = count_scores(scores, detractors_up_to=detractors_up_to, promoters_from=promoters_from)
    return nps(*counts, level=level, method=method)


def default_method(promoters: float, passives: float, detractors: float) -> Method:
    """The method `auto` stands for; counts may be fractions, when answers are weighted."""
    few = promoters + passives + detractors < SCORE_BELOW
    return "score" if few or 0 in {promoters, passives, detractors} else "adjusted-wald"


def _chosen(counts: NpsCounts, method: Literal["auto"] | Method) -> Method:
    if method == "auto":
        return default_method(*counts)
    if method == "wald" and counts.n < WALD_FROM:
        raise TooFew(
            f"The plain Wald interval needs at least {WALD_FROM} answers; there are {counts.n}. "
            "Use method='auto'."
        )
    if method not in {"adjusted-wald", "score", "wald"}:
        raise Impossible(f"There is no method {method!r}: auto, adjusted-wald, score or wald.")
    return method


@lru_cache(maxsize=65_536)
def nps_limits(
    promoters: float, passives: float, detractors: float, method: Method, critical: float
) -> tuple[float, float]:
    """Limits on -1 to 1; counts may be fractions, when answers are weighted.

    `critical` is the normal (or Student's) quantile that belongs to the level.
    """
    if method == "score":
        low = _lower_score_limit(promoters, passives, detractors, critical)
        return low, -_lower_score_limit(detractors, passives, promoters, critical)
    added = ADJUSTMENT if method == "adjusted-wald" else 0.0
    mean, variance = mean_and_variance(promoters, passives, detractors, added=added)
    half = critical * math.sqrt(variance)
    return max(-1.0, mean - half), min(1.0, mean + half)


def mean_and_variance(
    promoters: float, passives: float, detractors: float, *, added: float = ADJUSTMENT
) -> tuple[float, float]:
    """Mean of -1, 0, +1 and the variance of that mean, with (3,T) counts unless `added` is 0."""
    n = promoters + passives + detractors + 4 * added
    mean = (promoters - detractors) / n
    return mean, max(0.0, (promoters + detractors + 2 * added) / n - mean * mean) / n


def _lower_score_limit(
    promoters: float, passives: float, detractors: float, critical: float
) -> float:
    """The lower root of Tango's score equation, on -1 to 1.

    When everybody is a promoter (for the upper limit: a detractor, sides being swapped) the other
    root does not exist and that limit is the end of the scale.
    """
    n = promoters + passives + detractors
    surplus = promoters - detractors
    mean = surplus / n

    def excess(delta: float) -> float:
        # The share of detractors most likely if the true mean were delta, from Tango's quadratic.
        a = 2 * n
        b = (2 * n - surplus) * delta - promoters - detractors
        c = -detractors * delta * (1 - delta)
        share = (math.sqrt(max(0.0, b * b - 4 * a * c)) - b) / (2 * a)
        spread = math.sqrt(max(0.0, n * (2 * share + delta * (1 - delta))))
        return surplus - n * delta - critical * spread

    # At the mean itself the statistic is 0/0 when all answers are alike: stop a hair below it.
    below = mean - 1e-12
    if below <= -1 or excess(below) >= 0:
        return mean
    return float(brentq(excess, -1.0, below, xtol=1e-13))
