"""How everybody stood on earlier days, made up for at the first look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emptychair.success.rules.days import day_of
from emptychair.success.rules.halves import Halves
from emptychair.success.rules.rows import Numbers, Whole

Month = list[Any]  # the day, both halves with their confidence, the risk


@dataclass(frozen=True, slots=True)
class Then:
    """Both halves of everybody on an earlier day, in the order of their numbers."""

    day: int
    units: Whole
    columns: Numbers  # a row a customer: outcome, its confidence, experience, its confidence

    def point(self, unit: int) -> Month | None:
        """As it is kept; nothing for who was not there yet."""
        place = int(np.searchsorted(self.units, unit))
        if place >= len(self.units) or self.units[place] != unit:
            return None
        outcome, sure, experience, also = self.columns[place].tolist()
        name = day_of(self.day).isoformat()
        return [name, _plain(outcome), round(sure, 2), _plain(experience), round(also, 2), None]


def then_of(day: int, parts: Sequence[tuple[Whole, Halves]]) -> Then:
    """All parts of one day as one."""
    units = np.concatenate([units for units, _halves in parts])
    columns = np.concatenate([
        np.column_stack([
            one.outcome, one.outcome_confidence, one.experience, one.experience_confidence,
        ])
        for _units, one in parts
    ])  # fmt: skip
    order = np.argsort(units, kind="stable")
    return Then(day, units[order], columns[order])


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 1)
