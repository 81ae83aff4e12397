"""What a change of who answered does to one series. Explained in
`docs/algorithms/effects-fixed-mix.md`.
"""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from emptychair.stats.effects.interrupted import interrupted_effect
from emptychair.stats.effects.mix import MixShift, mix_shift, series_of_mix
from emptychair.stats.effects.results import labels
from emptychair.stats.errors import TooFew
from emptychair.stats.quantiles import critical_z, p_of_t


def mix_shift_of_series(  # noqa: PLR0913 - a series has that many sides, all by keyword
    outcome: ArrayLike,
    groups: ArrayLike,
    periods: ArrayLike,
    *,
    before: int,
    season: int = 0,
    year: int = 0,
    left_out: int = 0,
    weights: ArrayLike | None = None,
    level: float = 0.95,
) -> MixShift:
    """By how much a change of the groups' shares alone moves the estimate of `interrupted_effect`.

    It is that function's gap in the series that the mix alone makes, since the past of the mix
    bends the trend too: a group that grew before the start, and then stays, moves the estimate the
    other way. Shares that do not scatter are judged as `mix_shift` does. Periods are numbered from
    0, those under `before` lie before the date; shares are those of all answers before and after.
    Raises what `interrupted_effect` raises.
    """
    when = labels(periods, "Periods", len(np.asarray(periods)))
    late = when >= before
    plain = mix_shift(outcome, groups, late, when, weights=weights, level=level)
    line = series_of_mix(outcome, groups, late, when, weights=weights)
    if np.ptp(line) < 1e-9 * max(1.0, float(np.abs(line).max())):
        return replace(plain, points=0.0, low=0.0, high=0.0, p_value=1.0)
    try:
        gap = interrupted_effect(
            line, before=before, season=season, year=year, left_out=left_out,
            answers=np.bincount(when), level=level,
        )  # fmt: skip
    except TooFew:  # shares as even as quotas: there is no scatter to judge by but that of a draw
        return plain
    more = critical_z(level) * plain.error_of_means
    down, up = (math.hypot(gap.estimate - side, more) for side in (gap.low, gap.high))
    p = p_of_t(gap.estimate / math.hypot(gap.se, plain.error_of_means), gap.degrees)
    return replace(
        plain, points=gap.estimate, low=gap.estimate - down, high=gap.estimate + up,
        p_value=max(p, gap.p_value),
    )  # fmt: skip
