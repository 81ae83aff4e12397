"""The parameters, all above nothing, under which the histories are likeliest."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from emptychair.stats.errors import Impossible

Parameters = NDArray[np.float64]
_EDGE = 8.0  # a parameter e^8 times a usual one, or as much smaller: it is not told
_NO_LESS = 0.01  # two log-likelihoods nearer than this are as good as each other
Badness = Callable[[NDArray[np.float64]], float]


def likeliest(
    log_likelihood: Callable[[Parameters], float],
    starts: Sequence[Sequence[float]],
    n: int,
    *,
    alike: Sequence[tuple[int, int]] = (),
) -> tuple[Parameters, float]:
    """The best of several searches on the logarithms; each start is a set of parameters. `alike`
    are places of shape and scale of a gamma, which grow together the more alike customers are:
    where they are as good as alike in one way, its shape is held at the edge of reason.

    Raises `Impossible` where the likelihood has no top within reason, or customers are all alike.
    """

    def badness(logs: NDArray[np.float64]) -> float:
        with np.errstate(all="ignore"):
            found = log_likelihood(np.exp(logs)) / n
        return -found if np.isfinite(found) else 1e10

    usual = np.log(starts[0])
    coarse = [
        minimize(badness, np.log(start), method="L-BFGS-B", bounds=_bounds(start)).x
        for start in starts
    ]
    nearest = min(coarse, key=badness)
    edges = [(pair, _edge(nearest, usual, pair)) for pair in alike]
    as_good = [one for one in edges if (badness(one[1]) - badness(nearest)) * n <= _NO_LESS]
    if as_good:
        found, away = _held(badness, usual, *as_good[0])
    else:
        found = min((_closer(badness, one) for one in coarse), key=lambda one: float(one.fun))
        away = found.x - usual
    if len(as_good) > 1 or not found.success or float(np.abs(away).max()) > _EDGE:
        raise Impossible(
            "These purchases do not tell the parameters: buyers are too alike, or nobody stops."
        )
    return np.exp(found.x), -float(found.fun) * n


def _closer(badness: Badness, near: NDArray[np.float64]) -> Any:
    options = {"xatol": 1e-7, "fatol": 1e-12, "maxiter": 4_000, "maxfev": 4_000}
    return minimize(badness, near, method="Nelder-Mead", options=options)


def _edge(
    near: NDArray[np.float64], usual: NDArray[np.float64], pair: tuple[int, int]
) -> NDArray[np.float64]:
    """With the same mean, and customers as alike as within reason: a search that walks there takes
    thousands of steps, since it becomes no less likely all the way.
    """
    places, far = list(pair), near.copy()
    far[places] += max(0.0, float((usual + _EDGE - near)[places].min()))
    return far


def _held(
    badness: Badness, usual: NDArray[np.float64], pair: tuple[int, int], edge: NDArray[np.float64]
) -> tuple[Any, NDArray[np.float64]]:
    """The best with this shape, and how far it is from the usual: of the pair only its mean tells
    that.
    """
    shape, scale = pair
    found = _closer(
        lambda free: badness(np.insert(free, shape, edge[shape])), np.delete(edge, shape)
    )
    found.x = np.insert(found.x, shape, edge[shape])
    away = found.x - usual
    away[[shape, scale]] = away[scale] - away[shape]
    return found, away


def _bounds(start: Sequence[float]) -> list[tuple[float, float]]:
    return [(each - _EDGE - 4, each + _EDGE + 4) for each in np.log(start).tolist()]
