"""Cases that stand under one figure, and the figure that follows from them."""

from dataclasses import dataclass, field

from emptychair.explore.types import CASES, OVERDUE, Figure
from emptychair.loop.rules.first_answers import FirstAnswer, late_counts, middle_of
from emptychair.metrics.rules.readings import reading_of_share
from emptychair.metrics.types import TOO_FEW


@dataclass(slots=True)
class Waits:
    """How many cases, and the first answers of those of whom these are asked for."""

    n: int = 0
    answers: list[FirstAnswer] = field(default_factory=list)

    def add(self, answer: FirstAnswer | None) -> None:
        """One case more."""
        self.n += 1
        if answer is not None:
            self.answers.append(answer)


def figure_of_waits(measure: str, one: Waits) -> Figure:
    """The figure of a measure, by the definitions of the scorecard (`loop.rules.first_answers`).
    Numbers of cases are counted in full. A middle whose upper limit is one of those who still wait
    has no interval, and is not compared.
    """
    if measure == CASES:
        return Figure(float(one.n), None, None, one.n, too_few=False)
    if measure == OVERDUE:
        told = reading_of_share(*late_counts(one.answers))
    else:
        told = middle_of(one.answers)
    n = told.n or 0
    return Figure(told.value, told.low, told.high, n, too_few=n < TOO_FEW or not told.has_interval)
