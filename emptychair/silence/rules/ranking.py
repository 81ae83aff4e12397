"""Whom to contact first."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def priorities(
    value: Numbers, false_share: Numbers, gap: Numbers, longest_usual: Numbers
) -> Numbers:
    """Value a year, times the chance that something is wrong, times what can still be changed.

    The last is one on the day the gap passes the longest usual one, and halves with every further
    such gap: who has been away for years is not won back by a call. An unknown value counts as the
    middle of the known ones, and as one where none is known: it is not nothing.
    """
    known = value[np.isfinite(value)]
    middle = float(np.median(known)) if known.size else 1.0
    worth = np.where(np.isfinite(value), value, middle)
    wrong = 1 - np.where(np.isfinite(false_share), false_share, 1.0)
    times = np.clip(gap / np.maximum(np.nan_to_num(longest_usual, nan=1.0), 1.0), 1.0, 50.0)
    return np.asarray(worth * np.maximum(wrong, 0.002) * 2.0 ** (1 - times), dtype=np.float64)
