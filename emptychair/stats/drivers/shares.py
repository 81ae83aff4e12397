"""Shares of R²: what each driver adds, averaged over all orders in which it could come in.

Lindeman, Merenda and Gold (1980); the same as Shapley's value of R². To 15 drivers over all
orders, beyond over orders drawn by chance, each with its reverse.
"""

from functools import lru_cache
from math import factorial

import numpy as np
from numpy.typing import ArrayLike

from emptychair.stats.drivers.resampling import SEED, correlations_of
from emptychair.stats.drivers.table import Floats
from emptychair.stats.errors import Impossible, TooFew

EXACT_UP_TO = 15
SAMPLED_ORDERS = 200
_AT_ONCE = 2**21  # numbers held while subsets are gone through


def shares_of_r2(outcome: ArrayLike, drivers: ArrayLike) -> Floats:
    """Each driver's share of R²; they add up to R² of all together.

    `drivers` has a column for each. Raises `TooFew` for fewer rows than drivers and two more,
    `Impossible` for blanks, columns without variance, and drivers that repeat each other.
    """
    [shares] = lmg_shares(checked_correlations(outcome, drivers)[None])
    found: Floats = shares
    return found


def checked_correlations(outcome: ArrayLike, drivers: ArrayLike) -> Floats:
    """Correlations of drivers and, last, the outcome. Raises as `shares_of_r2` does."""
    values, scores = np.asarray(drivers, dtype=np.float64), np.asarray(outcome, dtype=np.float64)
    if values.ndim != 2 or scores.ndim != 1 or len(values) != len(scores):
        raise Impossible("Drivers are a table with a row for each outcome.")
    columns = np.column_stack([values, scores])
    if not np.isfinite(columns).all():
        raise Impossible("Drivers or outcomes hold a blank; a blank is not a zero, leave it out.")
    if len(columns) < columns.shape[1] + 1:
        raise TooFew("Shares of R² need more rows than drivers, and two more.")
    if (columns == columns[0]).all(axis=0).any():
        raise Impossible("A column without variance moves nothing and is moved by nothing.")
    centred = columns - columns.mean(axis=0)
    moments = np.zeros((columns.shape[1] + 1,) * 2)
    moments[0, 0], moments[1:, 1:] = 1, centred.T @ centred
    found = correlations_of(moments)
    if np.linalg.eigvalsh(found[:-1, :-1])[0] < 1e-10:
        raise Impossible("One driver is made of the others. Leave one of them out.")
    return found


def lmg_shares(correlations: Floats, *, seed: int = SEED) -> Floats:
    """Shares for many correlation matrices at once, the outcome being the last column."""
    count = correlations.shape[-1] - 1
    if count > EXACT_UP_TO:
        return _sampled(correlations, seed)
    width = max(1, _AT_ONCE >> count)
    parts = [
        r2_of_subsets(correlations[start : start + width]).T @ _coefficients(count)
        for start in range(0, len(correlations), width)
    ]
    return np.concatenate(parts)


def r2_of_subsets(correlations: Floats) -> Floats:
    """R² of every subset of the drivers: one line for each, one column for each matrix.

    Bit j of the line's number says whether driver j is in. All subsets of the first drivers are
    kept with what is left of the others; each further driver is left out or swept out.
    """
    left = correlations[None]
    while left.shape[-1] > 1:
        others, column = left[..., 1:, 1:], left[..., 1:, :1]
        swept = others - column * np.swapaxes(column, -1, -2) / left[..., :1, :1]
        left = np.concatenate([others, swept])
    found: Floats = 1 - left[..., 0, 0]
    return found


@lru_cache(maxsize=EXACT_UP_TO)
def _coefficients(count: int) -> Floats:
    """How often each subset's R² is added to, or taken from, each driver's share."""
    subsets = np.arange(2**count)
    inside = (subsets[:, None] >> np.arange(count)) & 1
    sizes = inside.sum(axis=1)
    share = [factorial(size) * factorial(count - size - 1) for size in range(count)]
    weights = np.array([*share, 0], dtype=np.float64) / factorial(count)
    joined, before = weights[np.maximum(sizes - 1, 0)], weights[sizes]
    found: Floats = np.where(inside == 1, joined[:, None], -before[:, None])
    return found


def _sampled(correlations: Floats, seed: int) -> Floats:
    """Averages over drawn orders; the last line of a Cholesky root, squared, is what each adds."""
    count = correlations.shape[-1] - 1
    chance = np.random.default_rng(seed)
    shares = np.zeros((len(correlations), count))
    for _ in range(SAMPLED_ORDERS // 2):
        order = chance.permutation(count)
        for each in (order, order[::-1]):
            places = np.append(each, count)
            root = np.linalg.cholesky(correlations[:, places][:, :, places])
            shares[:, each] += root[:, -1, :-1] ** 2
    return shares / SAMPLED_ORDERS
