"""Johnson's relative weights: R² shared out over drivers by way of uncorrelated stand-ins."""

import numpy as np
from numpy.typing import ArrayLike

from emptychair.stats.drivers.shares import checked_correlations
from emptychair.stats.drivers.table import Floats


def relative_weights(outcome: ArrayLike, drivers: ArrayLike) -> Floats:
    """Each driver's relative weight (Johnson 2000); they add up to R².

    Close to the shares of R² at a fraction of their cost: a second opinion beside them. Raises as
    `shares_of_r2` does.
    """
    [weights] = johnson_weights(checked_correlations(outcome, drivers)[None])
    found: Floats = weights
    return found


def johnson_weights(correlations: Floats) -> Floats:
    """Weights for many correlation matrices at once, the outcome being the last column.

    Rxx = VΛV', L = VΛ^½V', b = L⁻¹rxy, and the weight of driver j is Σ_k L_jk² b_k².
    """
    values, vectors = np.linalg.eigh(correlations[:, :-1, :-1])
    roots = np.sqrt(np.maximum(values, 0))
    across = np.swapaxes(vectors, -1, -2)
    root = (vectors * roots[:, None, :]) @ across
    inverse = (vectors / roots[:, None, :]) @ across
    slopes = (inverse @ correlations[:, :-1, -1:])[..., 0]
    found: Floats = np.einsum("bjk,bk->bj", root**2, slopes**2)
    return found


def inflation_of(correlations: Floats) -> Floats:
    """Variance inflation factors of the drivers of one correlation matrix."""
    found: Floats = np.diag(np.linalg.inv(correlations[:-1, :-1]))
    return found
