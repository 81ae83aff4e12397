"""NPS of weighted answers, and of several answers per company. Explained in
`docs/algorithms/nps-intervals.md`.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.counts import Scores, numbers, signs_of
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.intervals import Method, default_method, nps_limits
from emptychair.stats.quantiles import critical_t, critical_z


@dataclass(frozen=True)
class WeightedNps:
    """A weighted score in points with its interval, its standard error and its effective n.

    The counts are of answers, before weighting. `interval` is the kind of interval, chosen as for
    plain counts.
    """

    score: float
    low: float
    high: float
    n: int
    n_eff: float
    se: float
    promoters: int
    passives: int
    detractors: int
    method: Literal["weighted", "clustered"]
    interval: Method
    level: float


def nps_weighted(
    scores_or_signs: Scores,
    weights: ArrayLike,
    *,
    clusters: Iterable[Hashable] | None = None,
    level: float = 0.95,
    of: Literal["scores", "signs"] = "scores",
    detractors_up_to: int = 6,
    promoters_from: int = 9,
) -> WeightedNps:
    """NPS of weighted answers: m = Σws/Σw, SE = sqrt(n/(n-1)·Σw²(s-m)²)/Σw, n_eff = (Σw)²/Σw².

    Give 0-10 scores, or -1, 0, +1 with `of="signs"`. With `clusters` (the company of each answer)
    the terms w(s-m) are summed within a cluster before squaring, and Student's t with one degree
    less than clusters replaces the normal quantile (Cochran 1977); n_eff is then the simple sample
    with that standard error. The interval is the default one, at the counts of a simple sample with
    the same standard error. Weights must come from known customer totals. Raises `TooFew` under two
    answers or clusters, `Impossible` for weights that are negative, missing or all zero.
    """
    signs = _signs(scores_or_signs, of, detractors_up_to, promoters_from)
    weight = _weights(weights, len(signs))
    groups = np.arange(len(signs)) if clusters is None else _groups(clusters, len(signs))
    held = weight > 0  # an answer of no weight was not heard
    sample = _Sample(signs[held], weight[held], np.unique(groups[held], return_inverse=True)[1])
    critical = critical_z(level) if clusters is None else critical_t(level, sample.groups - 1)
    counts = sample.counts_of_equal_precision()
    interval = default_method(*counts)
    low, high = nps_limits(*counts, interval, critical)
    return WeightedNps(
        score=100 * sample.mean,
        low=100 * low,
        high=100 * high,
        n=sample.n,
        n_eff=sample.effective_n(),
        se=100 * sample.standard_error,
        promoters=int((sample.signs > 0).sum()),
        passives=int((sample.signs == 0).sum()),
        detractors=int((sample.signs < 0).sum()),
        method="weighted" if clusters is None else "clustered",
        interval=interval,
        level=level,
    )


class _Sample:
    """Answers with a weight each, in groups of one or more; on the scale of -1 to 1."""

    def __init__(
        self, signs: NDArray[np.float64], weight: NDArray[np.float64], group: NDArray[np.intp]
    ) -> None:
        self.n = len(signs)
        self.groups = int(group.max()) + 1 if self.n else 0
        if self.groups < 2:
            raise TooFew("A weighted score needs answers from at least two people or companies.")
        self.signs = signs
        # Only proportions of weights matter; scaled, no sum of squares can overflow.
        self.weight = weight / weight.max()
        self.weight_of_group = np.bincount(group, self.weight).astype(np.float64)
        total = self.weight.sum()
        self.shares = [float(self.weight[signs == sign].sum() / total) for sign in (1, 0, -1)]
        self.mean = self.shares[0] - self.shares[2]
        residuals = np.bincount(group, self.weight * (signs - self.mean))
        correction = self.groups / (self.groups - 1)
        self.standard_error = float(np.sqrt(correction * (residuals**2).sum()) / total)

    def effective_n(self) -> float:
        """Kish's effective n; with groups not above that of a simple sample as precise."""
        if self.groups == self.n:
            return kish(self.weight)
        return min(kish(self.weight), self._equally_precise_n())

    def counts_of_equal_precision(self) -> tuple[float, float, float]:
        """Promoters, passives and detractors of a simple sample with the same standard error."""
        n = self._equally_precise_n()
        return self.shares[0] * n, self.shares[1] * n, self.shares[2] * n

    def _equally_precise_n(self) -> float:
        variance = self.shares[0] + self.shares[2] - self.mean**2
        if variance <= 0:
            # All alike: the answers of one group may be one answer repeated, so count the groups.
            return kish(self.weight_of_group)
        # Not above the answers there are: groups that cancel each other out leave no error.
        return variance / max(self.standard_error**2, variance / self.n)


def kish(weights: NDArray[np.float64]) -> float:
    """The effective number of answers, (Σw)²/Σw² (Kish 1965)."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def _signs(
    values: Scores, of: Literal["scores", "signs"], detractors_up_to: int, promoters_from: int
) -> NDArray[np.float64]:
    if of == "scores":
        return signs_of(values, detractors_up_to=detractors_up_to, promoters_from=promoters_from)
    signs = numbers(values, "Signs")
    if not np.isin(signs, (-1, 0, 1)).all():
        raise Impossible("Signs are -1, 0 or +1; give 0-10 answers with of='scores'.")
    return signs


def _weights(weights: ArrayLike, n: int) -> NDArray[np.float64]:
    weight = np.asarray(weights, dtype=np.float64)
    if weight.shape != (n,):
        raise Impossible(f"Each of the {n} answers needs one weight.")
    if not np.isfinite(weight).all() or (weight < 0).any() or (n > 0 and not weight.any()):
        raise Impossible("Weights are numbers of zero or more, and not all of them zero.")
    return weight


def _groups(clusters: Iterable[Hashable], n: int) -> NDArray[np.intp]:
    number: dict[Hashable, int] = {}
    groups = np.array([number.setdefault(each, len(number)) for each in clusters], dtype=np.intp)
    if groups.shape != (n,):
        raise Impossible(f"Each of the {n} answers needs one cluster.")
    return groups
