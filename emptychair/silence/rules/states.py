"""Who counts in the share of the silent, and which way a customer went since."""

from collections.abc import Collection

import numpy as np

from emptychair.silence.rules.standing import Standing
from emptychair.silence.types import Unit, number_of_unit


def states_of(standing: Standing, paused: Collection[Unit]) -> dict[int, bool]:
    """By number of each customer with a rhythm, who has not left, whether they are silent. Where a
    pause is known they are not.
    """
    known = np.isfinite(standing.percentile)
    some = np.flatnonzero(standing.is_customer & ~standing.has_left & known)
    away = np.array([number_of_unit(unit) for unit in paused], dtype=np.int64)
    silent = standing.is_silent[some] & ~np.isin(standing.unit[some], away)
    return dict(zip(standing.unit[some].tolist(), silent.tolist(), strict=True))
