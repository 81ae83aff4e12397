"""The clock of a workspace: it runs slower in weeks in which everybody is quieter than usual."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emptychair.stats.rhythm import week_factors

WEEK = 7
Days = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Clock:
    """Days are numbers from 1970. `factors` belong to weeks of seven days, the last ends today."""

    today: int
    factors: Numbers

    @property
    def first(self) -> int:
        """The first day of the first week."""
        return self.today - WEEK * len(self.factors) + 1

    def at(self, days: Days) -> Numbers:
        """The time on this clock at the end of each day, from its first week on."""
        ran = np.concatenate([[0.0], np.repeat(self.factors, WEEK).cumsum()])
        return np.asarray(ran[np.clip(days - self.first + 1, 0, len(ran) - 1)], dtype=np.float64)

    def quiet(self) -> list[tuple[int, float]]:
        """Weeks that did not run as usual: their first day and how fast they ran."""
        unusual = np.flatnonzero(self.factors != 1.0)
        return [(self.first + WEEK * int(one), float(self.factors[one])) for one in unusual]


def clock_of(counts: dict[int, int], today: int) -> Clock:
    """The clock from the signs of everybody by day; days after today do not count."""
    past = {day: count for day, count in counts.items() if day <= today}
    if not past:
        return Clock(today, np.ones(1))
    weeks = (today - min(past)) // WEEK + 1
    sums = np.zeros(weeks)
    for day, count in past.items():
        sums[weeks - 1 - (today - day) // WEEK] += count
    factors = week_factors(sums)
    factors = np.minimum(factors, 1.0)  # who did not answer when all were asked is not more silent
    factors[0] = 1.0  # a week that began before the records did
    return Clock(today, factors)


def as_numbers(values: Any) -> Days:
    """A column of whole numbers."""
    return np.asarray(values, dtype=np.int64)
