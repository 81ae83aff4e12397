"""What one segment, touchpoint or theme does to the total. Explained in
`docs/algorithms/many-segments.md`.
"""

from dataclasses import dataclass

from emptychair.stats.counts import Counts, as_counts
from emptychair.stats.differences import nps_difference


@dataclass(frozen=True)
class SegmentEffect:
    """A segment against everybody else.

    `share` is from 0 to 1; `gap` is NPS inside minus NPS of the rest; `effect` is share times gap:
    how many points the total would move if the segment scored like the rest (with the sign turned).
    `low` and `high` belong to the effect, `p_value` to the gap. All but share and p are in points.
    """

    share: float
    gap: float
    effect: float
    low: float
    high: float
    p_value: float


def segment_effect(inside: Counts, rest: Counts, *, level: float = 0.95) -> SegmentEffect:
    """The effect of a segment on the total NPS, in points, with an interval.

    The interval is that of the gap times the share: the share is taken as it was counted. `rest`
    must not hold anybody of `inside`. It is an association, no cause. Raises `TooFew` when either
    side is empty.
    """
    gap = nps_difference(rest, inside, level=level)
    share = as_counts(inside).n / (as_counts(inside).n + as_counts(rest).n)
    return SegmentEffect(
        share=share,
        gap=gap.estimate,
        effect=share * gap.estimate,
        low=share * gap.low,
        high=share * gap.high,
        p_value=gap.p_value,
    )
