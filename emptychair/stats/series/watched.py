"""Has a mean changed since some day, when one looks every day and does not know the day?
Explained in `docs/algorithms/change-watched.md`.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import checked_level

TYPICAL = 0.15  # of a standard deviation: 11 NPS points where it is 75
Floats = NDArray[np.float64]


class Moments(NamedTuple):
    """How many answers, their sum and the sum of their squares; numbers, or arrays of them."""

    n: Floats
    total: Floats
    squares: Floats


class Watched(NamedTuple):
    """The change with bounds that hold at every look; the evidence is a logarithm."""

    estimate: float
    low: float
    high: float
    evidence: float
    n_before: int
    n_after: int


def moments(values: ArrayLike) -> Moments:
    """Of single answers."""
    found = np.asarray(values, dtype=np.float64)
    return Moments(np.float64(found.size), found.sum(), (found**2).sum())  # type: ignore[arg-type]  # numbers pass as arrays


def change_evidence(
    before: Moments, after: Moments, *, least_spread: float = 0.0, typical: float = TYPICAL
) -> Floats:
    """The logarithm of the evidence that the mean after differs from the one before.

    The likelihood ratio of a change drawn from a normal distribution (`typical` standard
    deviations wide) to none, of what is left when the common level is taken away. Without a change
    it is, as answers come in, a martingale that begins at 1: past 1/alpha it goes with probability
    of at most alpha. The spread is that of all answers, at least `least_spread`. Nothing (0) where
    a side is empty.
    """
    if typical <= 0:
        raise Impossible("A typical change is more than none.")
    with np.errstate(divide="ignore", invalid="ignore"):
        noise = 1 / before.n + 1 / after.n
        gap = after.total / after.n - before.total / before.n
        size = (gap / _spread(before, after, least_spread)) ** 2
        wide = noise + typical**2
        found = 0.5 * np.log(noise / wide) + 0.5 * size * typical**2 / (noise * wide)
    there = (np.asarray(before.n) > 0) & (np.asarray(after.n) > 0)
    return np.asarray(np.where(there & np.isfinite(found), found, 0.0), dtype=np.float64)


def watched_change(
    before: Moments,
    after: Moments,
    *,
    level: float = 0.95,
    least_spread: float = 0.0,
    typical: float = TYPICAL,
) -> Watched:
    """After minus before with bounds that hold at every look together. Raises `TooFew`."""
    alpha = 1 - checked_level(level)
    if min(float(before.n), float(after.n)) < 1:
        raise TooFew("A watched change needs an answer before and one after.")
    noise, square = 1 / float(before.n) + 1 / float(after.n), typical**2
    reach = 2 * np.log(1 / alpha) + np.log((noise + square) / noise)
    spread = float(_spread(before, after, least_spread))
    half = spread * float(np.sqrt(noise * (noise + square) / square * reach))
    gap = float(after.total / after.n - before.total / before.n)
    told = float(change_evidence(before, after, least_spread=least_spread, typical=typical))
    return Watched(gap, gap - half, gap + half, told, int(before.n), int(after.n))


def evidence_of_starts(evidence: ArrayLike, *, starts: int) -> Floats:
    """The evidence when the day of the change is not known: the mean over `starts` possible days.

    `evidence` holds logarithms, a row for each series; starts that are left out count as nothing.
    Each year brings as much new evidence as one martingale holds, so over the years at most a share
    alpha of them sees it pass 1/alpha for nothing.
    """
    found = np.atleast_2d(np.asarray(evidence, dtype=np.float64))
    if found.shape[1] > starts:
        raise Impossible("There are more starts than were planned for.")
    if found.shape[1] == 0:
        return np.full(found.shape[0], -np.inf)
    top = found.max(axis=1, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        summed = np.log(np.exp(found - top).sum(axis=1)) + top[:, 0]
    return np.asarray(summed - np.log(starts), dtype=np.float64)


def _spread(before: Moments, after: Moments, least: float) -> Floats:
    n = np.maximum(before.n + after.n, 1)
    mean = (before.total + after.total) / n
    variance = np.maximum((before.squares + after.squares) / n - mean**2, 0.0)
    return np.asarray(np.maximum(np.sqrt(variance), max(least, 1e-12)), dtype=np.float64)
