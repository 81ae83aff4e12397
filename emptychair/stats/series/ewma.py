"""The exponentially weighted moving average of a share. Explained in `docs/algorithms/ewma.md`."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from emptychair.stats.errors import Impossible, TooFew

NODES = 64


class EwmaPoint(NamedTuple):
    """One period: the average so far, its limits, and how likely so high an average is by noise."""

    value: float
    low: float
    high: float
    tail: float


def ewma_chart(
    counts: Sequence[int],
    n: Sequence[int],
    *,
    usual: float,
    weight: float = 0.3,
    width: float = 3.0,
    known_from: int | None = None,
) -> list[EwmaPoint]:
    """`counts` of `n` in each period against a `usual` share.

    With equal n the limits are usual ± width·sigma·sqrt(weight/(2 - weight)(1 - (1 - weight)^2t));
    with others the noise is added up period by period. A period in which nobody answered leaves the
    average as it is. `known_from`: how many answers the usual share was told by; its own noise then
    widens the limits. `tail` takes the skewness of a share into account, which limits do not.
    """
    if not 0 < weight <= 1 or width <= 0:
        raise Impossible("A weight lies between 0 and 1, a width above 0.")
    if not 0 <= usual <= 1:
        raise Impossible("A share lies between 0 and 1.")
    if len(counts) != len(n) or any(not 0 <= x <= m for x, m in zip(counts, n, strict=False)):
        raise Impossible("Each count is at most as large as its number of answers.")
    value, noise, left = usual, 0.0, 1.0
    points = []
    for count, answers in zip(counts, n, strict=True):
        if answers:
            value += weight * (count / answers - value)
            noise = weight**2 / answers + (1 - weight) ** 2 * noise
            left *= 1 - weight
        whole = noise + ((1 - left) ** 2 / known_from if known_from else 0.0)
        half = width * float(np.sqrt(usual * (1 - usual) * whole))
        points.append(
            EwmaPoint(
                value, max(0.0, usual - half), min(1.0, usual + half), _tail(value, usual, whole)
            )
        )
    return points


@lru_cache(maxsize=64)
def ewma_run_length(weight: float, width: float, shift: float = 0.0) -> float:
    """After how many points, on average, such a chart raises an alarm: on either side, with fixed
    limits, for a mean that lies `shift` standard deviations beside the usual one (Crowder 1987).
    """
    if not 0 < weight <= 1 or width <= 0:
        raise Impossible("A weight lies between 0 and 1, a width above 0.")
    limit = width * np.sqrt(weight / (2 - weight))
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    nodes, weights = nodes * limit, weights * limit
    gap = (nodes[None, :] - (1 - weight) * nodes[:, None]) / weight - shift
    kernel = np.exp(-(gap**2) / 2) / np.sqrt(2 * np.pi) / weight * weights[None, :]
    lengths = np.linalg.solve(np.eye(NODES) - kernel, np.ones(NODES))
    first = (nodes / weight) - shift
    density = np.exp(-(first**2) / 2) / np.sqrt(2 * np.pi) / weight
    return float(1 + (density * weights) @ lengths)


@lru_cache(maxsize=256)
def ewma_width(weight: float, run_length: float) -> float:
    """How wide limits must be for a false alarm only each `run_length` points. Raises `TooFew`."""
    if run_length < 2:
        raise TooFew("Between two false alarms there are at least two points.")
    low, high = 0.5, 6.5
    for _step in range(40):
        middle = (low + high) / 2
        reached = ewma_run_length(weight, middle)
        low, high = (middle, high) if 0 < reached < run_length else (low, middle)
    return (low + high) / 2


def _tail(value: float, usual: float, noise: float) -> float:
    """Of a binomial share with as much noise as the average: that it is as high or higher."""
    if noise <= 0 or value <= usual:
        return 1.0
    if usual <= 0:
        return 0.0
    from scipy.special import betainc  # slow to load, and only needed here

    n = 1 / noise
    return float(betainc(max(n * value, 1e-9), n * (1 - value) + 1, usual))
