"""How good stated chances were. Explained in `docs/algorithms/renewal-forecast.md`."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.proportions import wilson
from emptychair.stats.quantiles import critical_z

FEWEST = 10
"""Forecasts below which no score is given."""


@dataclass(frozen=True)
class BrierScore:
    """The mean squared distance of stated chances from what came: 0 is perfect, and `usual` is that
    of saying the share that came each time. `skill` is how much of `usual` was saved; below nothing
    the forecasts were worse than that.
    """

    score: float
    low: float
    high: float
    n: int
    usual: float

    @property
    def skill(self) -> float | None:
        """1 is perfect, 0 as good as always saying the share that came; None: all came alike."""
        return 1 - self.score / self.usual if self.usual > 0 else None


@dataclass(frozen=True)
class ScoreGap:
    """The score of one less that of another for the same renewals; below nothing: the one is
    better.
    """

    gap: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class CalibrationRow:
    """Of the forecasts that said `said` on average, how many came, with its interval."""

    first: float
    end: float
    said: float
    came: float
    low: float
    high: float
    n: int

    @property
    def is_off(self) -> bool:
        """Whether what was said lies outside of what may be true."""
        return not self.low <= self.said <= self.high


def brier_score(chances: ArrayLike, came: ArrayLike, *, level: float = 0.95) -> BrierScore:
    """Brier's score (1950) of chances of something that came or did not, with an interval that
    holds what has not happened yet: `_interval`. Raises `TooFew` below 10, `Impossible` for chances
    outside of 0 to 1.
    """
    said, truth = _checked(chances, came)
    mean, low, high = _interval((said - 1) ** 2, said**2, truth, level)
    share = float(truth.mean())
    return BrierScore(mean, max(0.0, low), min(1.0, high), len(said), _usual(share))


def brier_gap(
    chances: ArrayLike, others: ArrayLike, came: ArrayLike, *, level: float = 0.95
) -> ScoreGap:
    """Two forecasts of the same things, compared thing by thing. Raises as `brier_score`."""
    said, truth = _checked(chances, came)
    other, _ = _checked(others, came)
    if_came, if_not = (said - 1) ** 2 - (other - 1) ** 2, said**2 - other**2
    return ScoreGap(*_interval(if_came, if_not, truth, level), len(said))


def calibration(
    chances: ArrayLike, came: ArrayLike, *, rows: int = 10, level: float = 0.95
) -> tuple[CalibrationRow, ...]:
    """Forecasts put together by what they said, in steps of the same width; empty ones left out.

    Raises as `brier_score`.
    """
    said, truth = _checked(chances, came)
    if rows < 1:
        raise Impossible(f"Chances are put into at least one row, not {rows}.")
    place = np.minimum((said * rows).astype(int), rows - 1)
    found = []
    for at in np.unique(place):
        inside = place == at
        n, happened = int(inside.sum()), int(truth[inside].sum())
        share = wilson(happened, n, level)
        found.append(
            CalibrationRow(
                first=float(at) / rows, end=float(at + 1) / rows, said=float(said[inside].mean()),
                came=share.share, low=share.low, high=share.high, n=n,
            )
        )  # fmt: skip
    return tuple(found)


def _usual(share: float) -> float:
    return share * (1 - share)


def _interval(
    if_came: NDArray[np.float64],
    if_not: NDArray[np.float64],
    truth: NDArray[np.float64],
    level: float,
) -> tuple[float, float, float]:
    """The mean of what each forecast cost, and its interval.

    As Agresti and Coull (1998) do for a share: so many forecasts more as the square of the normal
    quantile (four for 95 %), half of which came and half of which did not, each as dear as the
    given ones are in the mean. Where all came alike, what one that did not would have cost is in it
    so, and the interval has a width.
    """
    z, n = critical_z(level), len(truth)
    each = np.where(truth == 1, if_came, if_not)
    mean, weight, total = float(each.mean()), z * z / (2 * n), n + z * z
    centre = float(each.sum() + weight * (if_came + if_not).sum()) / total
    squares = float((each**2).sum() + weight * (if_came**2 + if_not**2).sum()) / total
    half = z * math.sqrt(max(0.0, squares - centre**2) / total)
    return mean, min(mean, centre - half), max(mean, centre + half)


def _checked(
    chances: ArrayLike, came: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    said = np.asarray(chances, dtype=np.float64).ravel()
    truth = np.asarray(came, dtype=np.float64).ravel()
    if said.size != truth.size:
        raise Impossible(f"Each forecast came or did not: {said.size} and {truth.size}.")
    if said.size < FEWEST:
        raise TooFew(f"Forecasts are judged from {FEWEST} on; {said.size} are known by now.")
    if not ((said >= 0) & (said <= 1)).all() or not np.isin(truth, (0.0, 1.0)).all():
        raise Impossible("A chance lies between 0 and 1, and what came is 0 or 1.")
    return said, truth
