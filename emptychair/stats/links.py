"""Does what customers said go with what they did later? Explained in `docs/algorithms/links.md`."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import critical_t, normal_quantile, p_of_t

FEWEST = 30
"""Customers, beside ten for each thing adjusted for, below which no link is told."""
PER_TERM = 10

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Link:
    """How much more of the outcome goes with one more of the score, all else known being alike.

    No effect: those who answer higher may differ in what is not known. `smallest` is the smallest
    link that so many customers show four times in five.
    """

    slope: float
    low: float
    high: float
    se: float
    p_value: float
    smallest: float
    n: int

    @property
    def is_seen(self) -> bool:
        """Whether the whole interval lies on one side of nothing."""
        return self.low > 0 or self.high < 0


def score_link(
    scores: ArrayLike,
    outcomes: ArrayLike,
    known: Mapping[str, ArrayLike] | None = None,
    *,
    level: float = 0.95,
) -> Link:
    """The slope of a later outcome (0 and 1, or an amount) on an earlier score, one row a customer.

    Least squares with what is `known` before the score beside it; errors that allow for uneven
    spread (HC3, MacKinnon and White 1985). Raises `TooFew` under 30 customers and ten for each
    thing known, or where nobody's outcome differs, `Impossible` where scores do not vary or what is
    known tells them without exception.
    """
    score, outcome, beside = _checked(scores, outcomes, known or {})
    design = np.column_stack([np.ones(score.size), *beside])
    left = score - design @ np.linalg.lstsq(design, score, rcond=None)[0]
    spread = float(left @ left)
    if spread < 1e-9 * max(float(score @ score), 1.0):
        raise Impossible("Scores do not vary once what is known is taken into account.")
    slope = float(left @ outcome) / spread
    whole = np.column_stack([design, left])
    fitted, _, rank, _ = np.linalg.lstsq(whole, outcome, rcond=None)
    basis = np.linalg.svd(whole, full_matrices=False)[0][:, :rank]
    leverage = np.minimum((basis**2).sum(axis=1), 1 - 1e-6)
    errors = (outcome - whole @ fitted) / (1 - leverage)
    se = float(np.sqrt(((left * errors) ** 2).sum())) / spread
    degrees = score.size - int(rank)
    half = critical_t(level, degrees) * se
    return Link(
        slope=slope,
        low=slope - half,
        high=slope + half,
        se=se,
        p_value=p_of_t(slope / se, degrees) if se > 0 else 0.0,
        smallest=(critical_t(level, degrees) + normal_quantile(0.8)) * se,
        n=int(score.size),
    )


def _checked(
    scores: ArrayLike, outcomes: ArrayLike, known: Mapping[str, ArrayLike]
) -> tuple[Numbers, Numbers, list[Numbers]]:
    score = np.asarray(scores, dtype=np.float64).ravel()
    outcome = np.asarray(outcomes, dtype=np.float64).ravel()
    beside = [np.asarray(values, dtype=np.float64).ravel() for values in known.values()]
    if any(each.shape != score.shape for each in (outcome, *beside)):
        raise Impossible("Each customer has one score, one outcome and one of each thing known.")
    if not all(np.isfinite(each).all() for each in (score, outcome, *beside)):
        raise Impossible("Something is not known of a customer; leave that one out.")
    needed = max(FEWEST, PER_TERM * (len(beside) + 1))
    if score.size < needed:
        raise TooFew(f"A link needs {needed} customers; there are {score.size}.")
    if float(np.ptp(outcome)) == 0:
        raise TooFew("The outcome is the same for everybody, so nothing can go with it.")
    return score, outcome, beside
