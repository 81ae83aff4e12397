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
    thick_cells,
)

LEAST_UNITS = 5
"""Companies (or touchpoints) of a kind on each side, with the change and without."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The answers of a comparison: which units got the change, and which lie after the start."""

    rows: Rows
    units: Numbers
    treated: Truths
    late: Truths

    @property
    def sides(self) -> Numbers:
        """With the change or without, before or after: a number each."""
        return 2 * self.treated.astype(np.int64) + self.late

    @property
    def marks(self) -> Mapping[str, Numbers]:
        """What is known of the answers, where it tells any two apart."""
        return {name: mark for name, mark in self.rows.marks.items() if np.ptp(mark)}

    def moves(self, weights: Floats | None = None) -> dict[str, MixShift]:
        """By how much more each mark's change alone moved the treated than the others."""
        months = months_of_days(self.rows.day)
        return {
            name: mix_shift(
                self.rows.value, mark, self.late, months, weights=weights, treated=self.treated
            )
            for name, mark in self.marks.items()
        }

    def weights(self, cells: MixCells) -> Floats:
        """Each answer's weight, so that cells have their shares of the treated before."""
        side, cell = self.sides, cells.cell
        n = np.bincount(side * cells.count + cell, minlength=4 * cells.count).reshape(4, -1)
        shares = n[2] / n[2].sum()
        weights: Floats = (shares * n.sum(axis=1, keepdims=True) / np.maximum(n, 1))[side, cell]
        return weights


def differences_at_mix(seen: Compared, effect: Effect, *, mix: str) -> tuple[Effect, MixRead]:
    """The effect the verdict stands on, and what is to be said of who answered."""
    moves = seen.moves()
    try:
        fixed, cells = _held(seen) if effect.method == "differences" else (None, None)
    except StatsError:
        fixed, cells = None, None
    read = MixRead(
        MixHeld.ANSWERED.value, effect, fixed, cells.held if cells else (),
        told(seen.rows, moves, effect),
    )  # fmt: skip
    if mix == MixHeld.BEFORE and fixed is not None and cells is not None:
        read = replace(read, used=MixHeld.BEFORE.value)
        return checked(fixed, seen.moves(seen.weights(cells))), read
    return checked(effect, moves), read


def _held(seen: Compared) -> tuple[Effect, MixCells]:
    cells = thick_cells(seen.marks, seen.late, seen.sides, units=seen.units, least=LEAST_UNITS)
    months = months_of_days(seen.rows.day)
    effect = difference_at_fixed_mix(
        seen.rows.value, seen.treated, seen.late, seen.units, cells.cell, periods=months
    )
    return effect, cells
