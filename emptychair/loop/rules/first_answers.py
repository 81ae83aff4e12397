"""How long customers waited for a first answer: the middle, and how many waited too long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from emptychair.metrics.figures import NOTHING, Reading
from emptychair.stats import median_time


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """A case: its day, the working hours until its first answer or until now, and the deadline."""

    case: int
    day: date
    hours: float
    is_answered: bool
    allowed: float

    @property
    def is_late(self) -> bool:
        """Answered, or still waiting, after its deadline."""
        return self.hours > self.allowed

    @property
    def is_judged(self) -> bool:
        """Whether it can be said already."""
        return self.is_answered or self.is_late


def middle_of(found: Sequence[FirstAnswer]) -> Reading:
    """The middle of the working hours; who still waits waits longer than all others."""
    if not found:
        return NOTHING
    times = [each.hours for each in found if each.is_answered]
    middle = median_time(times, unfinished=len(found) - len(times))
    return Reading(middle.value, middle.low, middle.high, middle.n)


def late_counts(found: Sequence[FirstAnswer]) -> tuple[int, int]:
    """How many were answered after the deadline or still wait, of how many that can be judged."""
    judged = [each for each in found if each.is_judged]
    return sum(each.is_late for each in judged), len(judged)
