"""The parameters, all above nothing, under which the histories are likeliest."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from emptychair.stats.errors import Impossible

UNTOLD: Final = "These purchases do not tell the parameters: buyers are too alike, or nobody stops."
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
    are places of shape and scale of a gamma, which grow together the more alike customers are.

    Raises `Impossible` where the likelihood has no top within reason.
    """

    def badness(logs: NDArray[np.float64]) -> float:
        with np.errstate(all="ignore"):
            found = log_likelihood(np.exp(logs)) / n
        return -found if np.isfinite(found) else 1e10

    coarse = [
        minimize(badness, np.log(start), method="L-BFGS-B", bounds=_bounds(start))
        for start in starts
    ]
    usual, nearest = np.log(starts[0]), min(coarse, key=lambda one: float(one.fun))
    if any(_no_top(badness, nearest.x, usual, pair, n) for pair in alike):
        raise Impossible(UNTOLD)
    best = min((_closer(badness, one.x) for one in coarse), key=lambda one: float(one.fun))
    if not best.success or float(np.abs(best.x - usual).max()) > _EDGE:
        raise Impossible(UNTOLD)
    return np.exp(best.x), -float(best.fun) * n


def _closer(badness: Badness, near: NDArray[np.float64]) -> Any:
    options = {"xatol": 1e-7, "fatol": 1e-12, "maxiter": 4_000, "maxfev": 4_000}
    return minimize(badness, near, method="Nelder-Mead", options=options)


def _no_top(
    badness: Badness,
    near: NDArray[np.float64],
    usual: NDArray[np.float64],
    pair: tuple[int, int],
    n: int,
) -> bool:
    """Whether it is no less likely at the edge of reason, where all customers are alike.

    A search for the top would walk there for thousands of steps, only to be told so.
    """
    places = list(pair)
    far = near.copy()
    far[places] += max(0.0, float((usual + _EDGE - near)[places].min()))
    return (badness(far) - badness(near)) * n <= _NO_LESS


def _bounds(start: Sequence[float]) -> list[tuple[float, float]]:
    return [(each - _EDGE - 4, each + _EDGE + 4) for each in np.log(start).tolist()]
