"""A random hold-out: those left out by chance show what would have been. Explained in
`docs/algorithms/effects-holdout.md`.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.effects.clustered import ClusteredFit
from emptychair.stats.effects.results import (
    Check,
    Effect,
    Floats,
    Student,
    column,
    flags,
    labels,
)
from emptychair.stats.errors import Impossible, TooFew

FEWEST_IN_ARM = 10
"""Fewer answers of one arm are refused; `bench/effects.py` shows the intervals hold from here."""


def holdout_effect(
    outcome: ArrayLike,
    treated: ArrayLike,
    *,
    before: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    planned_share: float | None = None,
    level: float = 0.95,
) -> Effect:
    """Mean outcome of the treated minus that of those held out by chance.

    With `before`, each row's value of the time before (missing allowed as nan), the outcome is
    first relieved of what was known: Y - θ(X - mean X), θ = cov(Y, X)/var(X) within the arms
    (CUPED, Deng, Xu, Kohavi and Walker 2013). Student's t by Welch; with `clusters`, the unit
    that was drawn, CR2 errors. `planned_share` of treated is held against what was found. Raises
    `TooFew` under ten rows, or ten clusters, an arm, or when all of them answered alike.
    """
    y = column(outcome, "The outcome")
    arm = flags(treated, "Treated", len(y))
    groups = np.arange(len(y)) if clusters is None else labels(clusters, "Clusters", len(y))
    _check_sizes(arm, groups)
    checks = []
    if before is not None:
        known = _filled(before, len(y))
        checks.append(_alike_before(known, arm, groups))
        y = y - _theta(y, known, arm) * (known - known.mean())
    found = difference_of_arms(y, arm, groups)
    if found.se <= 1e-9 * max(1.0, float(np.abs(y).max())):
        raise TooFew("Everybody in each arm answered alike; such answers cannot show how sure.")
    if planned_share is not None:
        checks.append(_as_drawn(arm, groups, planned_share))
    low, high = found.limits(level)
    return Effect(
        found.estimate, low, high, found.p_value, found.se, found.degrees, n=len(y),
        n_treated=int(arm.sum()), clusters=int(groups.max()) + 1, method="holdout", level=level,
        checks=tuple(checks),
    )  # fmt: skip


def difference_of_arms(y: Floats, arm: NDArray[np.bool_], groups: NDArray[np.intp]) -> Student:
    """The difference of the two means: Welch's where each row is its own cluster, else CR2."""
    if int(groups.max()) + 1 < len(y):
        design = np.column_stack([np.ones(len(y)), arm.astype(float)])
        return ClusteredFit(y, design, groups).contrast(np.array([0.0, 1.0]))
    first, second = y[arm], y[~arm]
    parts = np.array([first.var(ddof=1) / len(first), second.var(ddof=1) / len(second)])
    total = float(parts.sum())
    free = np.array([len(first) - 1, len(second) - 1])
    degrees = total**2 / float((parts**2 / free).sum()) if total > 0 else float(free.sum())
    return Student(float(first.mean() - second.mean()), float(np.sqrt(total)), degrees)


def _check_sizes(arm: NDArray[np.bool_], groups: NDArray[np.intp]) -> None:
    sizes = [len(np.unique(groups[arm])), len(np.unique(groups[~arm]))]
    if sum(sizes) > int(groups.max()) + 1:
        raise Impossible("A unit that was drawn belongs to one arm only; here one is in both.")
    if min(sizes) < FEWEST_IN_ARM:
        raise TooFew(
            f"Each arm needs answers from at least {FEWEST_IN_ARM} people or companies that were "
            f"drawn; the smaller one has {min(sizes)}."
        )


def _filled(before: ArrayLike, n: int) -> Floats:
    """The values before, gaps filled with the mean: they neither help nor harm."""
    found = np.asarray(before, dtype=np.float64)
    if found.shape != (n,):
        raise Impossible("The time before needs one value for each row, or nan.")
    gaps = np.isnan(found)
    if gaps.all():
        return np.zeros(n)
    return np.where(gaps, found[~gaps].mean(), found)


def _theta(y: Floats, known: Floats, arm: NDArray[np.bool_]) -> float:
    within = known - np.where(arm, known[arm].mean(), known[~arm].mean())
    spread = float(within @ within)
    return float(within @ y) / spread if spread > 0 else 0.0


def _alike_before(known: Floats, arm: NDArray[np.bool_], groups: NDArray[np.intp]) -> Check:
    """Chance makes a gap this large in one of a hundred draws; then the draw is doubted."""
    gap = difference_of_arms(known, arm, groups)
    numbers = {"difference": gap.estimate, "p": gap.p_value}
    return Check("alike-before", gap.p_value >= 0.01, numbers)


def _as_drawn(arm: NDArray[np.bool_], groups: NDArray[np.intp], planned: float) -> Check:
    """Whether as many of each arm are here as the draw would leave, but for one in a thousand."""
    from scipy.stats import binomtest

    treated = len(np.unique(groups[arm]))
    n = int(groups.max()) + 1
    p = float(binomtest(treated, n, planned).pvalue)
    return Check("as-drawn", p >= 0.001, {"share": treated / n, "planned": planned, "p": p})
