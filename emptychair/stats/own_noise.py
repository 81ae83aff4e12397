"""A series without known uncertainty, held against how much it moves by itself. Explained in
`docs/algorithms/own-noise.md`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import critical_t, p_of_t

FEWEST_DEGREES = 4.0
"""Below so many degrees of freedom the series is too short to know its own noise."""


@dataclass(frozen=True)
class SeriesChange:
    """The mean of the last months less that of earlier ones, in the unit of the series.

    `usual` is how large such a change was in the past (root mean square), `degrees` how much past
    there was.
    """

    estimate: float
    low: float
    high: float
    p_value: float
    usual: float
    degrees: float


def change_beyond_own_noise(
    values: Sequence[float | None], *, window: int, lag: int | None = None, level: float = 0.95
) -> SeriesChange:
    """The last `window` values against those `lag` earlier (default: just before).

    Every earlier pair of windows so far apart shows what the series does by itself. Raises
    `TooFew` when there are not enough of them, or when the series never moved; `Impossible` for
    windows that overlap.
    """
    lag = window if lag is None else lag
    if not 1 <= window <= lag:
        raise Impossible("The two windows need at least one value each, and may not overlap.")
    series = np.array([math.nan if one is None else one for one in values], dtype=np.float64)
    rows = _contrasts(series.size, window, lag)
    if not len(rows):
        raise TooFew("The series is shorter than the two windows.")
    usable = [row for row in rows if np.isfinite(series[row != 0]).all()]
    if not usable or not np.array_equal(usable[-1], rows[-1]):
        raise TooFew("A value of one of the two windows is missing.")
    plain = np.nan_to_num(series)
    estimate = float(usable[-1] @ plain)
    past = np.array([row for row in usable if not (row[series.size - window :] != 0).any()])
    usual, degrees = _own_noise(past, plain)
    half = critical_t(level, degrees) * usual
    p_value = p_of_t(estimate / usual, degrees)
    return SeriesChange(estimate, estimate - half, estimate + half, p_value, usual, degrees)


def _own_noise(past: NDArray[np.float64], series: NDArray[np.float64]) -> tuple[float, float]:
    """How large earlier changes were, and on how many independent ones that rests.

    Earlier pairs overlap each other, so their number overstates: the degrees of freedom are those
    of Satterthwaite for values that are independent of each other.
    """
    if len(past):
        overlaps = past @ past.T
        degrees = float(np.trace(overlaps) ** 2 / (overlaps * overlaps).sum())
    if not len(past) or degrees < FEWEST_DEGREES:
        raise TooFew("The series is too short to tell a change from what it does by itself.")
    usual = math.sqrt(float(((past @ series) ** 2).mean()))
    if usual <= 1e-9 * max(1.0, float(np.abs(series).max())):
        raise TooFew("The series never moved before, so nobody knows how much it moves by itself.")
    return usual, degrees


def _contrasts(size: int, window: int, lag: int) -> list[NDArray[np.float64]]:
    """For each place a row whose product with the series is later window less earlier window."""
    rows = []
    for end in range(window + lag, size + 1):
        row = np.zeros(size)
        row[end - window : end] += 1 / window
        row[end - window - lag : end - lag] -= 1 / window
        rows.append(row)
    return rows
