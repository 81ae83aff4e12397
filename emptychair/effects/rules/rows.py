"""Answers as columns of numbers, and days as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from emptychair.metrics.rules.scoring import UNITS, sign_of

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """One place an answer, oldest first. Ids are 0 where there is none; days since 1970.

    `marks` is what else is known of each answer, as numbers; `names` what they stand for.
    """

    value: Floats
    score: Numbers
    person: Numbers
    company: Numbers
    touchpoint: Numbers
    day: Numbers
    marks: Mapping[str, Numbers] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.value)

    def where(self, kept: Truths) -> "Rows":
        """Some of them."""
        return Rows(
            self.value[kept], self.score[kept], self.person[kept], self.company[kept],
            self.touchpoint[kept], self.day[kept],
            {name: mark[kept] for name, mark in self.marks.items()}, self.names,
        )  # fmt: skip

    def latest_of_each_person(self) -> "Rows":
        """The last answer of each person; an answer without one counts by itself."""
        who = np.where(self.person > 0, self.person, -1 - np.arange(len(self)))
        last = len(self) - 1 - np.unique(who[::-1], return_index=True)[1]
        kept = np.zeros(len(self), dtype=bool)
        kept[last] = True
        return self.where(kept)


def value_of(metric: str, score: int) -> float:
    """What one answer adds to the mean: -100, 0, +100 for points, 0 or 100 for shares."""
    unit = UNITS[metric]
    if unit == "mean":
        return float(score)
    sign = sign_of(metric, score)
    return 100.0 * (sign if unit == "points" else sign == 1)


def ordinal(day: date) -> int:
    """Days since 1970."""
    return (day - date(1970, 1, 1)).days


def answers_before(rows: Rows, people: Numbers) -> Floats:
    """The last value of each of these people, nan for who has none."""
    last = dict(zip(rows.person.tolist(), rows.value.tolist(), strict=True))
    return np.array([last.get(int(person), np.nan) if person else np.nan for person in people])


def months_of_days(days: Numbers) -> Numbers:
    """Months since 1970."""
    moments = days.astype("datetime64[D]").astype("datetime64[M]")
    return moments.astype(np.int64)
