"""One score against another. Explained in `docs/algorithms/differences-and-power.md`.

Overlapping windows are never compared: each answer belongs to one side only.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from emptychair.stats.counts import Counts, NpsCounts, Scores, as_counts, signs_of
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.intervals import mean_and_variance
from emptychair.stats.likeness import limits_when_alike
from emptychair.stats.quantiles import critical_t, critical_z, p_of_t, p_of_z


@dataclass(frozen=True)
class Difference:
    """A difference with interval and two-sided p-value, in the unit of what is compared.

    Points for NPS, 0 to 1 for shares. Positive means that the second named is higher.
    """

    estimate: float
    low: float
    high: float
    p_value: float
    method: Literal[
        "adjusted-wald",
        "paired",
        "paired-alike",
        "paired-share",
        "newcombe",
        "stratified",
        "recovered",
    ]


def nps_difference(a: Counts, b: Counts, *, level: float = 0.95) -> Difference:
    """NPS of b minus NPS of a in points, for two groups without a common member.

    The estimate is raw; interval and p-value use adjusted counts, .75, 1.5 and .75 added in each
    group (Rocks 2016), so the p-value is below 1 - level exactly when the interval leaves out 0.
    Counts are (promoters, passives, detractors). Raises `TooFew` when a group is empty.
    """
    first, second = _answered(a), _answered(b)
    mean_a, variance_a = mean_and_variance(*first)
    mean_b, variance_b = mean_and_variance(*second)
    spread = math.sqrt(variance_a + variance_b)
    half = critical_z(level) * spread
    raw = _mean(second) - _mean(first)
    return Difference(
        estimate=100 * raw,
        low=100 * max(-2.0, mean_b - mean_a - half),
        high=100 * min(2.0, mean_b - mean_a + half),
        p_value=p_of_z((mean_b - mean_a) / spread),
        method="adjusted-wald",
    )


def nps_paired_change(
    before: Scores,
    after: Scores,
    *,
    detractors_up_to: int = 6,
    promoters_from: int = 9,
    level: float = 0.95,
) -> Difference:
    """The change in NPS points of the same people, asked twice; `before[i]` and `after[i]` are one.

    Mean and standard error sd(d)/sqrt(n) of each person's step between -1, 0 and +1, with
    Student's t. When every person made the same step the standard error is no guide; then the
    interval says how large a differing minority may have been missed (method `paired-alike`), and
    p is that of the sign test. Raises `TooFew` under two people, `Impossible` when the lists differ
    in length.
    """
    first = signs_of(before, detractors_up_to=detractors_up_to, promoters_from=promoters_from)
    second = signs_of(after, detractors_up_to=detractors_up_to, promoters_from=promoters_from)
    if len(first) != len(second):
        raise Impossible(
            f"Paired answers come in twos: {len(first)} before and {len(second)} after do not."
        )
    n = len(first)
    if n < 2:
        raise TooFew(f"A paired change needs at least two people who answered twice; here {n}.")
    steps = second - first
    mean, spread = float(steps.mean()), float(steps.std(ddof=1)) / math.sqrt(n)
    if np.ptp(steps) == 0:
        low, high = limits_when_alike(mean, n, smallest=-2, largest=2, level=level)
        p_value = 1.0 if mean == 0 else 0.5 ** (n - 1)
        return Difference(100 * mean, 100 * low, 100 * high, p_value, "paired-alike")
    half = critical_t(level, n - 1) * spread
    return Difference(
        estimate=100 * mean,
        low=100 * max(-2.0, mean - half),
        high=100 * min(2.0, mean + half),
        p_value=p_of_t(mean / spread, n - 1),
        method="paired",
    )


def _answered(counts: Counts) -> NpsCounts:
    checked = as_counts(counts)
    if checked.n == 0:
        raise TooFew("A difference needs at least one answer in each of the two groups.")
    return checked


def _mean(counts: NpsCounts) -> float:
    return (counts.promoters - counts.detractors) / counts.n
