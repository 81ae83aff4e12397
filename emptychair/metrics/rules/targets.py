"""Whether a target is reached, and whether it could be told from noise at all."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from emptychair.metrics.rules.scoring import UNITS, sign_of
from emptychair.metrics.types import Score
from emptychair.stats import Impossible, TooFew, answers_needed, minimal_detectable_change

Standing = Literal["reached", "not_yet", "cannot_tell", "no_answers"]


@dataclass(frozen=True, slots=True)
class Power:
    """What the answers of a period can show: the smallest change, and how many a wish needs.

    `change` is from where the target began to where it is to be, in the unit of the metric.
    """

    answers: int
    smallest: float | None
    change: float | None
    needed: int | None

    @property
    def is_noise(self) -> bool:
        """The change that is wished for is smaller than what so many answers can show."""
        if self.change is None:
            return False
        return self.smallest is None or abs(self.change) < self.smallest


def standing_of(value: float, now: Score) -> Standing:
    """Where the whole interval lies: at or above the target, below it, or on both sides."""
    if now.value is None or now.low is None or now.high is None:
        return "no_answers"
    if now.low >= value:
        return "reached"
    return "not_yet" if now.high < value else "cannot_tell"


def power_of(now: Score, *, base: float | None, value: float) -> Power:
    """Two periods with as many answers as now, four times in five, at 95 % (`stats/power.py`)."""
    variance = variance_of(now.metric, now.by_score)
    change = None if base is None else value - base
    try:
        smallest = minimal_detectable_change(now.n, variance=variance)
    except (Impossible, TooFew):
        smallest = None
    needed = None
    if change and variance > 0:
        needed = answers_needed(change, variance=variance)
    return Power(now.n, smallest, change, needed)


def variance_of(metric: str, by_score: Mapping[int, int]) -> float:
    """The variance of one answer as `stats/power.py` wants it: in hundredths of the unit, squared.

    For NPS of -1, 0, 1; for shares of 0 and 1; for means of the answers themselves, through 100.
    """
    n = sum(by_score.values())
    if n < 2:
        return 0.0
    values = {score: _worth(metric, score) for score in by_score}
    mean = math.fsum(values[score] * count for score, count in by_score.items()) / n
    return math.fsum((values[score] - mean) ** 2 * count for score, count in by_score.items()) / n


def _worth(metric: str, score: int) -> float:
    unit = UNITS[metric]
    if unit == "points":
        return float(sign_of(metric, score))
    return float(sign_of(metric, score) > 0) if unit == "percent" else score / 100
