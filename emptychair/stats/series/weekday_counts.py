"""Is a day's count out of the ordinary for its weekday? Explained in
`docs/algorithms/weekday-counts.md`.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.errors import Impossible, TooFew

Floats = NDArray[np.float64]


class UnusualCount(NamedTuple):
    """So many now, so many usual; how likely so many or more, or so few or fewer, are by chance."""

    now: int
    usual: float
    p_more: float
    p_fewer: float


def unusual_count(now: int, before: Sequence[int], *, dispersion: float = 0.0) -> UnusualCount:
    """One count against those of the same weekday. Raises `TooFew` with fewer than four of them.

    Without `dispersion` counts are Poisson, and the test is exact whatever is usual: given the sum,
    the new count is binomial. With it they are negative binomial, with the noise of the usual
    number added.
    """
    if len(before) < 4:
        raise TooFew("A weekday has a usual number after four of them.")
    if now < 0 or min(before) < 0 or dispersion < 0:
        raise Impossible("Counts and dispersions are nothing or more.")
    usual = sum(before) / len(before)
    more, fewer = unusual_counts(
        np.array([now]), np.array([usual]), spans=len(before), dispersion=np.array([dispersion])
    )
    return UnusualCount(now, usual, float(more[0]), float(fewer[0]))


def unusual_counts(
    now: ArrayLike, usual: ArrayLike, *, spans: int, dispersion: ArrayLike
) -> tuple[Floats, Floats]:
    """The same for many series at once: p-values of as many or more, and of as few or fewer."""
    from scipy.special import betainc  # slow to load, and only needed here

    counts, mean = np.asarray(now, dtype=float), np.asarray(usual, dtype=float)
    extra = np.asarray(dispersion, dtype=float)
    whole, share = counts + np.rint(mean * spans), 1 / (spans + 1)
    some, others = np.maximum(counts, 1), np.maximum(whole - counts, 1e-9)
    more = np.where(counts > 0, betainc(some, np.maximum(whole - counts + 1, 1e-9), share), 1.0)
    fewer = np.where(whole > counts, betainc(others, counts + 1, 1 - share), 1.0)
    wide = extra > 0
    if wide.any():
        centre = np.maximum(mean, 0.5 / spans)
        variance = (centre + extra * centre**2) * (1 + 1 / spans)
        size = centre**2 / np.maximum(variance - centre, 1e-12)
        chance = size / (size + centre)
        over = np.where(counts > 0, betainc(some, size, 1 - chance), 1.0)
        more = np.where(wide, over, more)
        fewer = np.where(wide, betainc(size, counts + 1, chance), fewer)
    return np.asarray(more, dtype=float), np.asarray(fewer, dtype=float)


def dispersion_of(counts: ArrayLike) -> Floats:
    """How much more counts vary than Poisson ones: variance = mean + dispersion·mean².

    The last two axes are weeks and weekdays, each weekday with a mean of its own; series before
    them. By moments, one standard error up, since too small a one cries wolf. Raises `TooFew`.
    """
    found = np.asarray(counts, dtype=float)
    weeks = found.shape[-2]
    if weeks < 4:
        raise TooFew("How counts vary is told by four weeks or more.")
    mean = found.mean(axis=-2, keepdims=True)
    squares = np.maximum(weeks * (mean[..., 0, :] ** 2).sum(axis=-1), 1e-12)
    beyond = ((found - mean) ** 2 * weeks / (weeks - 1) - mean).sum(axis=(-2, -1))
    plain = np.maximum(beyond / squares, 0.0)
    noise = weeks * ((mean[..., 0, :] * (1 + plain[..., None] * mean[..., 0, :])) ** 2).sum(axis=-1)
    told = plain + np.sqrt(2 * noise) / squares
    return np.asarray(np.where(squares > 1e-9, told, 0.0), dtype=float)
