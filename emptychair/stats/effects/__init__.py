"""Did it help? One module per design: each compares with what would have been, states its checks,
and refuses where its interval would lie.
"""

from emptychair.stats.effects.anytime import (
    Bounds,
    confidence_sequence,
    difference_sequence,
    difference_sequence_p,
)
from emptychair.stats.effects.holdout import holdout_effect
from emptychair.stats.effects.interrupted import interrupted_effect
from emptychair.stats.effects.mix import (
    FixedMix,
    MixCells,
    MixShift,
    at_fixed_mix,
    mix_shift,
    series_of_mix,
    thick_cells,
)
from emptychair.stats.effects.mix_of_series import mix_shift_of_series
from emptychair.stats.effects.results import Check, Effect, Expected, nps_points
from emptychair.stats.effects.smallest import (
    differences_smallest_effect,
    holdout_smallest_effect,
    smallest_effect,
)
from emptychair.stats.effects.staggered import staggered_effect
from emptychair.stats.effects.synthetic import synthetic_effect
from emptychair.stats.effects.towards_mean import (
    Correlation,
    Rise,
    expected_rise,
    retest_correlation,
    rise_beyond,
)
from emptychair.stats.effects.two_periods import difference_at_fixed_mix, difference_in_differences

__all__ = [
    "Bounds",
    "Check",
    "Correlation",
    "Effect",
    "Expected",
    "FixedMix",
    "MixCells",
    "MixShift",
    "Rise",
    "at_fixed_mix",
    "confidence_sequence",
    "difference_at_fixed_mix",
    "difference_in_differences",
    "difference_sequence",
    "difference_sequence_p",
    "differences_smallest_effect",
    "expected_rise",
    "holdout_effect",
    "holdout_smallest_effect",
    "interrupted_effect",
    "mix_shift",
    "mix_shift_of_series",
    "nps_points",
    "retest_correlation",
    "rise_beyond",
    "series_of_mix",
    "smallest_effect",
    "staggered_effect",
    "synthetic_effect",
    "thick_cells",
]
