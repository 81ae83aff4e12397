"""Whether use changed by more than it moves by itself: weeks held against weeks before."""

from dataclasses import dataclass

from emptychair.stats import Counts, TooFew, rate_ratio
from emptychair.usage.types import UseChange

NOW_WEEKS = 4
BEFORE_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Trend:
    """Actions a week now against before, with 95% limits; None where too little is known."""

    change: UseChange
    ratio: float | None = None
    low: float | None = None
    high: float | None = None


def trend(now: Counts, before: Counts) -> Trend:
    """A change is said only where the whole interval lies on one side of 1."""
    if before.periods < 1:
        return Trend(UseChange.UNKNOWN)
    try:
        found = rate_ratio(before, now)
    except TooFew:
        return Trend(UseChange.UNKNOWN)
    return Trend(_change(found.low, found.high), found.ratio, found.low, found.high)


def _change(low: float, high: float) -> UseChange:
    if high < 1:
        return UseChange.DROPPING
    return UseChange.RISING if low > 1 else UseChange.STEADY
