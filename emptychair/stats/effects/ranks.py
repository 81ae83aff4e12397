"""One unit ranked among others. Explained in `docs/algorithms/effects-differences.md`.

Of k others the j-th largest is passed by chance in j of k + 1. Between two of them the line is
drawn straight (Hyndman and Fan 1996, type 6): with the next larger alone, 36 others would promise
97.3% where 95% are told.
"""

import numpy as np

from emptychair.stats.effects.results import Floats
from emptychair.stats.errors import TooFew


def limit_by_rank(sizes: Floats, level: float) -> float:
    """The size that one of the same kind passes by chance in 1 - level. Raises `TooFew` where even
    the largest of so few is passed more often.
    """
    k = len(sizes)
    if (1 - level) * (k + 1) < 1 - 1e-9:
        raise TooFew(f"Among {k} others nothing can be said at that level.")
    return float(np.interp(1 - level, np.arange(1, k + 2) / (k + 1), _falling(sizes)))


def p_by_rank(sizes: Floats, size: float) -> float:
    """How often one of the same kind is as large by chance; never under 1 in k + 1."""
    k = len(sizes)
    if size <= 0:
        return 1.0
    return float(np.interp(size, _falling(sizes)[::-1], np.arange(k + 1, 0, -1) / (k + 1)))


def _falling(sizes: Floats) -> Floats:
    """From the largest to nothing."""
    return np.append(np.sort(sizes)[::-1], 0.0)
