"""Did others answer than before, of those with the change and of those without: by rule."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from emptychair.effects.rules.mix import checked, told
from emptychair.effects.rules.rows import Floats, Numbers, Rows, Truths, months_of_days
from emptychair.effects.types import MixHeld, MixRead
from emptychair.stats import (
    Effect,
    MixCells,
    MixShift,
    StatsError,
    difference_at_fixed_mix,
    mix_shift,
    staggered_effect,
    thick_cells,
)

LEAST_UNITS, LEAST_ANSWERS = 7, 5
"""Companies of a kind on each side, with the change and without (with five of them `bench/mix.py`
held 92 of 100 where a company is of one kind); of one unit, its answers.
"""
LEAST_OTHERS = 19
"""Among fewer one unit is not ranked."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The answers of a comparison: which units got the change, and which lie after the start."""

    rows: Rows
    units: Numbers
    treated: Truths
    late: Truths
    first: Floats | None = None  # the month each answer's company got it, where one after another

    @classmethod
    def since(
        cls, start: int, rows: Rows, units: Numbers, treated: Truths, first: Floats | None
    ) -> "Compared":
        """The others' date is the day of the start, the treated's is their own month, if any."""
        late = rows.day >= start
        if first is not None:
            late = np.where(treated, months_of_days(rows.day) >= first, late)
        return cls(rows, units, treated, late, first)

    @property
    def sides(self) -> Numbers:
        """With the change or without, before or after: a number each."""
        return 2 * self.treated.astype(np.int64) + self.late

    @property
    def marks(self) -> Mapping[str, Numbers]:
        """What is known of the answers, where it tells any two apart; not the unit itself."""
        return {
            name: mark for name, mark in self.rows.marks.items()
            if np.ptp(mark) and not (name == "touchpoint" and self.by_touchpoint)
        }  # fmt: skip

    @property
    def by_touchpoint(self) -> bool:
        """Touchpoints are compared, so that each has one share of itself."""
        return bool((self.units == self.rows.touchpoint).all())

    @property
    def months(self) -> Numbers:
        """The month of each answer."""
        return months_of_days(self.rows.day)

    def moves(self, weights: Floats | None = None) -> dict[str, MixShift]:
        """By how much more each mark's change alone moved the treated than the others."""
        months = months_of_days(self.rows.day)
        return {
            name: mix_shift(
                self.rows.value,
                mark,
                self.late,
                months,
                weights=weights,
                treated=self.treated,
                units=self.units,
            )
            for name, mark in self.marks.items()
        }

    @property
    def alone(self) -> bool:
        """One unit got the change: each unit's own change is ranked, large or small."""
        return len(np.unique(self.units[self.treated])) == 1

    def weights(self, cell: Numbers) -> Floats:
        """Each answer's weight, so that cells have their shares of the treated before: on each
        side, or of one that is ranked, in each unit. Units that lack a cell count nothing.
        """
        place, count = self.sides, int(cell.max()) + 1
        if self.alone:
            place = 2 * np.unique(self.units, return_inverse=True)[1] + self.late
        n = np.bincount(place * count + cell, minlength=(int(place.max()) + 1) * count)
        n = n.reshape(-1, count).astype(float)
        old = np.bincount(cell[self.treated & ~self.late], minlength=count).astype(float)
        total = n.sum(axis=1)
        if self.alone:
            total = np.repeat(n.reshape(-1, 2 * count).min(axis=1) > 0, 2).astype(float)
        weights: Floats = (old / old.sum() * total[:, None] / np.maximum(n, 1))[place, cell]
        return weights


def differences_at_mix(
    seen: Compared, effect: Effect, *, mix: str
) -> tuple[Effect, MixRead, Floats | None]:
    """The effect the verdict stands on, what is to be said of who answered, and the weight of each
    answer in that effect; none where all count alike.
    """
    moves = seen.moves(seen.weights(np.zeros(len(seen.rows), np.int64)) if seen.alone else None)
    try:
        fixed, cells = _held(seen, effect.method)
    except StatsError:
        fixed, cells = None, None
    read = MixRead(
        MixHeld.ANSWERED.value, effect, fixed, cells.held if cells else (),
        told(seen.rows, moves, effect),
    )  # fmt: skip
    if mix == MixHeld.BEFORE and fixed is not None and cells is not None:
        read, weights = replace(read, used=MixHeld.BEFORE.value), seen.weights(cells.cell)
        return checked(fixed, seen.moves(weights)), read, weights
    return checked(effect, moves), read, None


def _held(seen: Compared, method: str) -> tuple[Effect, MixCells]:
    if method == "one-treated":
        cells = _cells_of_one(seen)
    else:
        cells = thick_cells(seen.marks, seen.late, seen.sides, units=seen.units, least=LEAST_UNITS)
    if seen.first is not None:
        effect = staggered_effect(
            seen.rows.value, seen.units, seen.months, seen.first, cells=cells.cell
        )
    else:
        effect = difference_at_fixed_mix(
            seen.rows.value, seen.treated, seen.late, seen.units, cells.cell, periods=seen.months
        )
    return effect, cells


def _cells_of_one(seen: Compared) -> MixCells:
    """One unit is ranked among others: its own answers are counted, of the others the units."""
    who = np.where(seen.treated, int(seen.units.max()) + 1 + np.arange(len(seen.rows)), seen.units)
    least = (LEAST_OTHERS, LEAST_OTHERS, LEAST_ANSWERS, LEAST_ANSWERS)  # in the order of `sides`
    return thick_cells(seen.marks, seen.late, seen.sides, units=who, least=least)
