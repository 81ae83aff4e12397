"""One unit against a mix of others that moved like it before. Explained in
`docs/algorithms/effects-series.md`.
"""

import math

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import nnls

from emptychair.stats.effects.ranks import limit_by_rank, p_by_rank
from emptychair.stats.effects.results import Check, Effect, Expected, Floats, column
from emptychair.stats.errors import Impossible, TooFew

FEWEST_DONORS = 19
FEWEST_BEFORE = 12
OWN = 2 / 3
"""How much of a unit's own error before counts, by simulation: at 1, who has twice as many answers
as the others is held in 92 of 100, who has half as many in 98 (`bench/effect_mixture.py`).
"""


def synthetic_effect(
    treated: ArrayLike, donors: ArrayLike, *, before: int, level: float = 0.95
) -> Effect:
    """The treated series after the date minus a convex mix of the donors' series, each counted from
    its own mean before the date.

    Weights of zero or more that sum to one and fit the outcome itself before the date (Abadie,
    Diamond and Hainmueller 2010, outcomes only; from their means: Ferman and Pinto 2021). Every
    donor is then treated as if it had got the change; the treated unit's mean gap, over its error
    before, is ranked among theirs, and the interval holds the effects under which it would not be
    among the most extreme. `donors` has a row a unit. Raises `TooFew` under 19 donors or twelve
    points before.
    """
    y = column(treated, "The treated series")
    others = np.asarray(donors, dtype=np.float64)
    if others.ndim != 2 or others.shape[1] != len(y) or not np.isfinite(others).all():
        raise Impossible("Each donor needs one number for every period of the treated series.")
    _check_sizes(len(others), before, len(y))
    others = others - others[:, :before].mean(axis=1, keepdims=True)
    gaps, weights = _gap(y - y[:before].mean(), others, before)
    placebos = [
        _gap(others[i], np.delete(others, i, axis=0), before)[0] for i in range(len(others))
    ]
    missed = np.array([_error_before(gap, before) for gap in (gaps, *placebos)])
    typical = float(np.median(missed))
    if typical <= 1e-9 * max(1.0, float(np.abs(others).max())):
        raise TooFew("Every series is a mix of the others; without noise nothing can be judged.")
    errors = _counted(missed, typical)
    means = np.array([abs(float(gap[before:].mean())) for gap in placebos])
    ratios, error = means / errors[1:], float(errors[0])
    estimate, k = float(gaps[before:].mean()), len(others)
    half = error * limit_by_rank(ratios, level)
    p_value = p_by_rank(ratios, abs(estimate) / error)
    own = float(missed[0])
    fit = Check("close-before", own <= 2 * typical, {"error": own, "typical": typical})
    return Effect(
        estimate, estimate - half, estimate + half, p_value, error, float(k - 1),
        n=y.size * (k + 1), n_treated=len(y) - before, clusters=k + 1,
        method="synthetic", level=level, checks=(fit,),
        refused=("clustered-error.one-treated-unit",), weights=tuple(map(float, weights)),
        alternative=tuple(Expected(float(v), float(v - half), float(v + half)) for v in y - gaps),
    )  # fmt: skip


def convex_weights(target: Floats, donors: Floats) -> Floats:
    """Weights of zero or more, summing to one, that bring the donors closest to the target."""
    scale = max(1.0, float(np.abs(donors).max()), float(np.abs(target).max()))
    heavy = 1e4 * math.sqrt(len(target))
    stacked = np.vstack([donors.T / scale, np.full(len(donors), heavy)])
    found, _ = nnls(stacked, np.append(target / scale, heavy))
    weights: Floats = found / found.sum()
    return weights


def _gap(target: Floats, donors: Floats, before: int) -> tuple[Floats, Floats]:
    weights = convex_weights(target[:before], donors[:, :before])
    gap: Floats = target - weights @ donors
    return gap, weights


def _error_before(gap: Floats, before: int) -> float:
    """The root mean square of what the mix missed."""
    return float(np.sqrt((gap[:before] ** 2).mean()))


def _counted(missed: Floats, typical: float) -> Floats:
    """What each mix missed before, as it counts: drawn a third of the way to the usual (on the
    scale of logarithms), since a dozen points tell it roughly and the better fit is in part luck;
    and no less than half of the usual to begin with.
    """
    counted: Floats = np.maximum(missed, typical / 2) ** OWN * typical ** (1 - OWN)
    return counted


def _check_sizes(donors: int, before: int, n: int) -> None:
    if donors < FEWEST_DONORS:
        raise TooFew(
            f"One treated unit is ranked among others; {FEWEST_DONORS} others without the change "
            f"are needed, here {donors}."
        )
    if before < FEWEST_BEFORE or n - before < 1:
        raise TooFew(
            f"A mix is fitted on at least {FEWEST_BEFORE} points before the date and judged on one "
            f"after it; there are {before} and {n - before}."
        )
