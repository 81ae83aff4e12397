"""The parameters, all above nothing, under which the histories are likeliest."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from emptychair.stats.errors import Impossible

Parameters = NDArray[np.float64]
_EDGE = 8.0  # a parameter e^8 times a usual one, or as much smaller: it is not told


def likeliest(
    log_likelihood: Callable[[Parameters], float], starts: Sequence[Sequence[float]], n: int
) -> tuple[Parameters, float]:
    """The best of several searches on the logarithms; each start is a set of parameters.

    Raises `Impossible` where the likelihood has no top within reason.
    """

    def badness(logs: NDArray[np.float64]) -> float:
        with np.errstate(all="ignore"):
            found = log_likelihood(np.exp(logs)) / n
        return -found if np.isfinite(found) else 1e10

    best = None
    for start in starts:
        coarse = minimize(badness, np.log(start), method="L-BFGS-B", bounds=_bounds(start))
        found = minimize(
            badness,
            coarse.x,
            method="Nelder-Mead",
            options={"xatol": 1e-7, "fatol": 1e-12, "maxiter": 4_000, "maxfev": 4_000},
        )
        if best is None or found.fun < best.fun:
            best = found
    if best is None or not best.success or float(np.abs(best.x - np.log(starts[0])).max()) > _EDGE:
        raise Impossible(
            "These purchases do not tell the parameters: buyers are too alike, or nobody stops."
        )
    return np.exp(best.x), -float(best.fun) * n


def _bounds(start: Sequence[float]) -> list[tuple[float, float]]:
    return [(each - _EDGE - 4, each + _EDGE + 4) for each in np.log(start).tolist()]
