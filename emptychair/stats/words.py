"""Words that set two bodies of text apart. Explained in `docs/algorithms/keyness.md`."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.multiplicity import benjamini_hochberg

DISTINCTIVE_AT = 0.05
"""The false-discovery rate at which a word is called distinctive: |z| of 1.96 after BH."""


@dataclass(frozen=True)
class Keyness:
    """One entry per word. Positive `log_odds` and `z` mean: more typical of a.

    `p_value` is two-sided, `adjusted_p` is after Benjamini-Hochberg, and `distinctive` marks the
    words that may be shown as setting the two apart.
    """

    log_odds: NDArray[np.float64]
    z: NDArray[np.float64]
    p_value: NDArray[np.float64]
    adjusted_p: NDArray[np.float64]
    distinctive: NDArray[np.bool_]


def keyness(
    counts_a: ArrayLike,
    counts_b: ArrayLike,
    *,
    prior: ArrayLike | None = None,
    prior_strength: float = 0.5,
) -> Keyness:
    """Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008).

    `counts_a[w]` and `counts_b[w]` say how often (or in how many comments) word w stands in each
    body. `prior` holds the pseudo-counts of each word; without it they follow the pooled counts and
    sum to `prior_strength` times the smaller body, so that a large body does not drown a small one.
    Words that occur nowhere get z = 0. Raises `TooFew` when a body is empty or knows one word only,
    `Impossible` for negative counts or a prior of zero on a word that occurs.
    """
    a, b = _body(counts_a), _body(counts_b)
    if a.shape != b.shape:
        raise Impossible("Both bodies need a count for the same words, in the same order.")
    seen = a + b > 0
    if a.sum() == 0 or b.sum() == 0 or seen.sum() < 2:
        raise TooFew("Keyness needs words in both bodies, and at least two different ones.")
    alpha = _pooled(a, b, prior_strength) if prior is None else _body(prior)
    if alpha.shape != a.shape or (alpha[seen] <= 0).any():
        raise Impossible("The prior needs a number above zero for each word that occurs.")
    odds_a, variance_a = _log_odds(a[seen], alpha[seen])
    odds_b, variance_b = _log_odds(b[seen], alpha[seen])
    log_odds, z = np.zeros(a.shape), np.zeros(a.shape)
    log_odds[seen] = odds_a - odds_b
    z[seen] = log_odds[seen] / np.sqrt(variance_a + variance_b)
    p_value = 2 * ndtr(-np.abs(z))
    # Words nobody used were not tested and must not thin out the discoveries.
    adjusted = np.ones(a.shape)
    adjusted[seen] = benjamini_hochberg(p_value[seen])
    return Keyness(log_odds, z, p_value, adjusted, adjusted <= DISTINCTIVE_AT)


def _body(counts: ArrayLike) -> NDArray[np.float64]:
    body = np.asarray(counts, dtype=np.float64)
    if body.ndim != 1 or not np.isfinite(body).all() or (body < 0).any():
        raise Impossible("Word counts are one row of numbers, none of them negative or missing.")
    return body


def _pooled(a: NDArray[np.float64], b: NDArray[np.float64], strength: float) -> NDArray[np.float64]:
    if strength <= 0:
        raise Impossible(f"The strength of the prior is above zero; {strength} is not.")
    pooled = a + b
    return np.asarray(strength * min(a.sum(), b.sum()) * pooled / pooled.sum())


def _log_odds(
    counts: NDArray[np.float64], alpha: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    smoothed = counts + alpha
    return np.log(smoothed / (smoothed.sum() - smoothed)), 1 / smoothed
