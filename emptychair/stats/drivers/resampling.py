"""Moments of rows, and of rows drawn again: everything about drivers is computed from them.

Whole customers are drawn, not answers. Beyond 2,000 customers they are dealt into 2,000 blocks by
chance and blocks are drawn: the spread is the same, and the cost stays.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emptychair.stats.drivers.table import Floats
from emptychair.stats.quantiles import checked_level

RESAMPLES = 1_000
SEED = 20261122
BLOCKS_AT_MOST = 2_000
_TINY = 1e-12  # a spread below it is none
_HAIR = 1e-9


@dataclass(frozen=True)
class Moments:
    """Means of products of columns, column 0 being ones: of all rows, and of each resample."""

    whole: Floats
    drawn: Floats  # resample, column, column


def moments_of(
    columns: Floats, groups: NDArray[np.int64], *, resamples: int = RESAMPLES, seed: int = SEED
) -> Moments:
    """Moments of `columns` (rows down), with `resamples` draws of whole groups.

    The same groups, resamples and seed draw the same rows, whatever the columns.
    """
    chance = np.random.default_rng(seed)
    blocks = _blocks(groups, chance)
    count = int(blocks.max()) + 1
    sums = _sums_by_block(np.column_stack([np.ones(len(columns)), columns]), blocks)
    picked = chance.integers(0, count, (resamples, count))
    picked += count * np.arange(resamples)[:, None]
    weights = np.bincount(picked.ravel(), minlength=resamples * count).reshape(resamples, count)
    width = columns.shape[1] + 1
    return Moments(
        whole=_square(sums.sum(axis=0)[None], width)[0],
        drawn=_square(weights.astype(np.float64) @ sums, width),
    )


def correlations_of(moments: Floats) -> Floats:
    """Correlations of the columns (without the ones) from their moments, for many at once.

    In a resample a driver may happen to be alike, or a copy; a hair on the diagonal keeps it
    solvable, and out of the eighth decimal.
    """
    means = moments[..., 0, 1:]
    spread = moments[..., 1:, 1:] - means[..., :, None] * means[..., None, :]
    sides = np.sqrt(np.maximum(np.einsum("...ii->...i", spread), _TINY))
    found = np.asarray(spread / sides[..., :, None] / sides[..., None, :], dtype=np.float64)
    if moments.ndim > 2:
        found += _HAIR * np.eye(found.shape[-1])
        found[..., range(found.shape[-1]), range(found.shape[-1])] = 1 + _HAIR
    return found


def slopes_of(moments: Floats, outcome: int) -> Floats:
    """Least squares of column `outcome` (counted with the ones) on all others, for many at once.

    The first number is where the line begins.
    """
    others = [place for place in range(moments.shape[-1]) if place != outcome]
    inside = moments[..., others, :][..., :, others] + _HAIR * np.eye(len(others))
    slopes = np.linalg.solve(inside, moments[..., others, outcome][..., None])[..., 0]
    return np.asarray(slopes, dtype=np.float64)


def limits_of(drawn: Floats, level: float) -> tuple[Floats, Floats]:
    """Percentile limits of each column of draws."""
    tail = (1 - checked_level(level)) / 2
    limits: Floats = np.quantile(drawn, [tail, 1 - tail], axis=0)
    return limits[0], limits[1]


def share_limits(estimate: Floats, drawn: Floats, level: float) -> tuple[Floats, Floats]:
    """Limits of shares, which are never below nothing.

    A driver that explains nothing still gets a share above zero in every resample. So the lower
    limit is zero unless the estimate lies further from zero than the draws lie above it.
    """
    low, high = limits_of(drawn, level)
    return np.where(2 * estimate - high > 0, low, 0.0), high


def _blocks(groups: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
    count = int(groups.max()) + 1
    if count <= BLOCKS_AT_MOST:
        return groups
    dealt: NDArray[np.int64] = chance.permutation(count) % BLOCKS_AT_MOST
    return dealt[groups]


def _sums_by_block(columns: Floats, blocks: NDArray[np.int64]) -> Floats:
    """Sums of the products of each pair of columns, one line for each block."""
    order = np.argsort(blocks, kind="stable")
    sorted_columns = columns[order]
    starts = np.flatnonzero(np.diff(blocks[order], prepend=-1))
    parts = [
        np.add.reduceat(sorted_columns[:, place:] * sorted_columns[:, [place]], starts, axis=0)
        for place in range(columns.shape[1])
    ]
    return np.concatenate(parts, axis=1)


def _square(sums: Floats, width: int) -> Floats:
    """Sums of pairs as symmetric matrices of means; the first of them counts the rows."""
    places = np.triu_indices(width)
    square = np.empty((len(sums), width, width))
    square[:, places[0], places[1]] = sums
    square[:, places[1], places[0]] = sums
    return square / sums[:, :1, None]
