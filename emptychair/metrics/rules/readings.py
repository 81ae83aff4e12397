"""From counts and sums to readings, and what may be said of one reading against another."""

import math

from emptychair.metrics.figures import NOTHING, Reading
from emptychair.metrics.types import Change, Score
from emptychair.stats import Difference, Retention, newcombe, wilson

Z = 1.959964


def reading_of_score(score: Score) -> Reading:
    """A score as a figure."""
    return Reading(score.value, score.low, score.high, score.n)


def reading_of_share(part: int, whole: int) -> Reading:
    """A share in percent with the Wilson interval."""
    if whole <= 0:
        return NOTHING
    share = wilson(min(part, whole), whole)
    return Reading(100 * share.share, 100 * share.low, 100 * share.high, whole)


def reading_of_retention(found: Retention) -> Reading:
    """A share of revenue in percent."""
    low = None if found.low is None else 100 * found.low
    high = None if found.high is None else 100 * found.high
    return Reading(100 * found.share, low, high, found.customers)


def change_of_shares(before: tuple[int, int], after: tuple[int, int]) -> Change | None:
    """Two shares (part, whole) of different people, in percent points."""
    if before[1] <= 0 or after[1] <= 0:
        return None
    return change_of_difference(newcombe(min(before), before[1], min(after), after[1]))


def change_of_difference(found: Difference) -> Change:
    """A difference of shares in percent points."""
    return Change(100 * found.estimate, 100 * found.low, 100 * found.high, found.p_value, None)


def change_of_readings(before: Reading, after: Reading) -> Change | None:
    """By their limits, as Newcombe does with two shares (Zou and Donner 2008)."""
    if before.value is None or after.value is None:
        return None
    if not (before.has_interval and after.has_interval):
        return None
    estimate = after.value - before.value
    down = math.hypot(after.value - (after.low or 0), (before.high or 0) - before.value)
    up = math.hypot((after.high or 0) - after.value, before.value - (before.low or 0))
    reach = (down if estimate > 0 else up) / Z
    p_value = math.erfc(abs(estimate) / reach / math.sqrt(2)) if reach else 1.0
    return Change(estimate, estimate - down, estimate + up, p_value, None)
