"""A change within the same mix of people. Explained in `docs/algorithms/mix-and-rate.md`."""

import math
from collections.abc import Mapping

from emptychair.stats.counts import Counts, NpsCounts, as_counts
from emptychair.stats.differences import Difference
from emptychair.stats.errors import TooFew
from emptychair.stats.intervals import mean_and_variance
from emptychair.stats.quantiles import critical_z, p_of_z


def stratified_difference(
    before: Mapping[str, Counts], after: Mapping[str, Counts], *, level: float = 0.95
) -> Difference:
    """NPS after minus NPS before in points, had the same mix of strata answered both times.

    Direct standardisation (Fleiss, Levin and Paik 2003, chapter 19): the difference of each
    stratum, weighted by its answers before and after together; variances are summed with squared
    weights. As in `nps_difference`, which one stratum alone gives, the estimate is raw, and
    interval and p-value use adjusted counts; many small strata therefore make it cautious. A
    stratum that answered in one period only has no difference and is left out. Raises `TooFew`
    when no stratum answered in both.
    """
    pairs = [(as_counts(before[name]), as_counts(after[name])) for name in before if name in after]
    pairs = [(old, new) for old, new in pairs if old.n and new.n]
    if not pairs:
        raise TooFew("A change at the same mix needs a group that answered both before and after.")
    total = sum(old.n + new.n for old, new in pairs)
    weights = [(old.n + new.n) / total for old, new in pairs]
    estimate = adjusted = variance = 0.0
    for weight, (old, new) in zip(weights, pairs, strict=True):
        mean_old, variance_old = mean_and_variance(*old)
        mean_new, variance_new = mean_and_variance(*new)
        estimate += weight * (_mean(new) - _mean(old))
        adjusted += weight * (mean_new - mean_old)
        variance += weight * weight * (variance_old + variance_new)
    spread = math.sqrt(variance)
    half = critical_z(level) * spread
    return Difference(
        estimate=100 * estimate,
        low=100 * max(-2.0, adjusted - half),
        high=100 * min(2.0, adjusted + half),
        p_value=p_of_z(adjusted / spread),
        method="stratified",
    )


def _mean(counts: NpsCounts) -> float:
    return (counts.promoters - counts.detractors) / counts.n
