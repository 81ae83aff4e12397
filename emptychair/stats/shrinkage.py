"""League tables that are not led by luck. Explained in `docs/algorithms/many-segments.md`."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emptychair.stats.counts import Counts, as_counts
from emptychair.stats.errors import TooFew
from emptychair.stats.intervals import mean_and_variance
from emptychair.stats.quantiles import critical_z

RANKED_FROM = 30
"""Segments with fewer answers are listed, but never ranked."""


@dataclass(frozen=True)
class LeagueRow:
    """A segment in a league table, in points.

    `score` is as counted, `shrunk` is drawn to the mean of all, with its interval; `weight` (0 to
    1) is how much of its own score it kept. `rank` is None below 30 answers.
    """

    name: str
    score: float
    shrunk: float
    low: float
    high: float
    weight: float
    n: int
    rank: int | None


def league_table(segments: Mapping[str, Counts], *, level: float = 0.95) -> tuple[LeagueRow, ...]:
    """Segments ordered by their score shrunk to the mean, best first; segments of nobody left out.

    Empirical Bayes (Efron and Morris 1975): the true scores are taken to spread around a common
    mean with a variance estimated by DerSimonian and Laird (1986); each segment keeps
    spread / (spread + its own sampling variance) of its distance. Sampling variances come from
    adjusted counts, so that a segment of five promoters is not taken for certain. Raises `TooFew`
    below three segments, where no spread can be told.
    """
    checked = {name: as_counts(each) for name, each in segments.items()}
    answered = {name: each for name, each in checked.items() if each.n > 0}
    if len(answered) < 3:
        raise TooFew(f"A league table needs at least three segments with answers; {len(answered)}.")
    names, counts = list(answered), list(answered.values())
    raw = np.array([(each.promoters - each.detractors) / each.n for each in counts])
    sampling = np.array([mean_and_variance(*each)[1] for each in counts])
    spread = spread_between(raw, sampling)
    weight = spread / (spread + sampling)
    precision = 1 / (spread + sampling)
    mean = float((precision * raw).sum() / precision.sum())
    shrunk = mean + weight * (raw - mean)
    half = critical_z(level) * np.sqrt(weight * sampling + (1 - weight) ** 2 / precision.sum())
    ordered = np.argsort(-shrunk, kind="stable")
    ranks = itertools.count(1)
    return tuple(
        LeagueRow(
            name=names[at],
            score=100 * float(raw[at]),
            shrunk=100 * float(shrunk[at]),
            low=100 * max(-1.0, float(shrunk[at] - half[at])),
            high=100 * min(1.0, float(shrunk[at] + half[at])),
            weight=float(weight[at]),
            n=counts[at].n,
            rank=next(ranks) if counts[at].n >= RANKED_FROM else None,
        )
        for at in ordered
    )


def spread_between(means: NDArray[np.float64], variances: NDArray[np.float64]) -> float:
    """The variance of true means around their common mean (DerSimonian and Laird 1986), not below
    zero; `variances` are the sampling variances of the means.
    """
    weights = 1 / variances
    total = weights.sum()
    centre = (weights * means).sum() / total
    excess = (weights * (means - centre) ** 2).sum() - (len(means) - 1)
    return max(0.0, float(excess / (total - (weights**2).sum() / total)))
