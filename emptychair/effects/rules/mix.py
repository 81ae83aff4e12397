"""Did other people answer after the start, and what would the same ones have said: by rule.

What is held is fixed before anybody looks at a score: cells by all that is known of an answer, as
fine as the number of answers allows. See docs/decisions/0037-mix-held-fixed.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from emptychair.effects.rules.rows import Floats, Numbers, Rows, Truths
from emptychair.effects.rules.series import FEWEST_BEFORE, Series
from emptychair.effects.types import MixHeld, MixMove, MixRead
from emptychair.stats import (
    Check,
    Effect,
    MixShift,
    StatsError,
    at_fixed_mix,
    interrupted_effect,
    mix_shift_of_series,
    thick_cells,
)

BEYOND_NOISE = 0.05
"""Shared among the marks that are looked at."""
MATTERS = 0.2
"""Of half an interval: what moves an estimate by less leaves 93 of 100 intervals right."""
MATTERS_TO_A_MIX = 0.3
"""The same of a mix of other touchpoints, by simulation (`bench/effect_mixture.py`): a fifth would
leave those told whose intervals are wide, held in 97 to 100.
"""
LEAST_UNHEARD = 0.05


@dataclass(frozen=True, slots=True)
class Seen:
    """The answers of a design's days, each with its point and its side of the start."""

    rows: Rows
    late: Truths
    period: Numbers

    @classmethod
    def of_series(cls, rows: Rows, series: Series) -> "Seen":
        """The answers that a series is made of."""
        place = series.places(rows.day)
        inside = place >= 0
        return cls(rows.where(inside), place[inside] >= series.before, place[inside])

    @property
    def marks(self) -> Mapping[str, Numbers]:
        """Those that tell any two answers apart."""
        return {name: mark for name, mark in self.rows.marks.items() if np.ptp(mark)}

    def moves(self, series: Series, weights: Floats | None = None) -> dict[str, MixShift]:
        """What each mark's change alone moves the estimate; with weights, what is left of it."""
        return {
            name: mix_shift_of_series(
                self.rows.value, mark, self.period, before=series.before, season=series.season,
                year=series.year, left_out=series.left_out, weights=weights,
            )
            for name, mark in self.marks.items()
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Held:
    """A series at the mix of before."""

    series: Series
    effect: Effect
    marks: tuple[str, ...]
    left: Mapping[str, MixShift]


def series_at_mix(rows: Rows, series: Series, *, mix: str) -> tuple[Series, Effect, MixRead]:
    """The series the verdict stands on, its effect, and what is to be said of who answered."""
    answered = _effect(series, series.n.astype(float))
    seen = Seen.of_series(rows, series)
    moves = seen.moves(series)
    held = _held(rows, series)
    read = MixRead(
        MixHeld.ANSWERED.value, answered, held.effect if held else None,
        held.marks if held else (), told(seen.rows, moves, answered),
    )  # fmt: skip
    if mix == MixHeld.BEFORE and held is not None:
        read = replace(read, used=MixHeld.BEFORE.value)
        return held.series, checked(held.effect, held.left), read
    return series, checked(answered, moves), read


def checked(effect: Effect, left: Mapping[str, MixShift]) -> Effect:
    """The effect with the check that who answered does not bend it; none where nothing is known."""
    if not left:
        return effect
    bent = [one for one in left.values() if _bends(one, effect, len(left))]
    worst = max(bent or left.values(), key=lambda one: abs(one.points))
    numbers = {
        "points": worst.points, "low": worst.low, "high": worst.high, "p": worst.share_p,
        "unheard": worst.unheard,
    }  # fmt: skip
    return replace(effect, checks=(*effect.checks, Check("mix-moved", not bent, numbers)))


def told(rows: Rows, moves: Mapping[str, MixShift], effect: Effect) -> tuple[MixMove, ...]:
    """Each mark's move by its group that moved most, the mark that moved the score most first."""
    found = [
        replace(_move(name, one, rows.names[name]), moved=_is_told(one, effect, len(moves)))
        for name, one in moves.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.moved, -abs(one.points))))


def _bends(one: MixShift, effect: Effect, looked_at: int) -> bool:
    """The shares moved beyond a draw, and that it moves the estimate by something that matters is
    not excluded; or groups answer that nobody had heard before.

    A mix of other touchpoints is bent by who did answer, by chance or not: there what their shares
    moved counts as it is, given who answered (Holt and Smith 1979).
    """
    if effect.method == "synthetic":
        return _moves_a_mix(one, effect) or one.unheard >= LEAST_UNHEARD
    least = MATTERS * (effect.high - effect.low) / 2
    moved = one.share_p < BEYOND_NOISE / looked_at and max(-one.low, one.high) >= least
    return moved or one.unheard >= LEAST_UNHEARD


def _moves_a_mix(one: MixShift, effect: Effect) -> bool:
    return abs(one.points) >= MATTERS_TO_A_MIX * (effect.high - effect.low) / 2


def _is_told(one: MixShift, effect: Effect, looked_at: int) -> bool:
    """What bends the estimate; of a mix of others also any move beyond a draw that does not."""
    apart = effect.method == "synthetic" and one.share_p < BEYOND_NOISE / looked_at
    return apart or _bends(one, effect, looked_at)


def _move(name: str, one: MixShift, names: tuple[str, ...]) -> MixMove:
    before, after = np.array(one.before), np.array(one.after)
    unheard = one.unheard >= LEAST_UNHEARD
    grown = np.abs(after - before) + 1e-9 * (after > before)  # of two, the one that grew
    most = int(np.argmax(np.where(before > 0, 0, after) if unheard else grown))
    group = names[int(one.groups[most])]  # type: ignore[call-overload]  # the codes of rows
    return MixMove(
        name, group, one.before[most], one.after[most], one.points, one.low, one.high,
        one.share_p, unheard, moved=False,
    )  # fmt: skip


def _held(rows: Rows, series: Series) -> _Held | None:
    """The series at the mix of before: over all its points, or over the least past that is read.

    None where no group is thick enough in every point.
    """
    for before in dict.fromkeys((series.before, FEWEST_BEFORE)):
        try:
            return _standardised(rows, series.cut(before))
        except StatsError:
            continue
    return None


def _standardised(rows: Rows, series: Series) -> _Held:
    seen = Seen.of_series(rows, series)
    cells = thick_cells(seen.marks, seen.late, seen.period)
    fixed = at_fixed_mix(seen.rows.value, cells.cell, seen.late, seen.period)
    held = replace(series, value=fixed.value)
    return _Held(held, _effect(held, fixed.answers), cells.held, seen.moves(series, fixed.weights))


def _effect(series: Series, answers: Floats) -> Effect:
    return interrupted_effect(
        series.value, before=series.before, season=series.season, year=series.year,
        left_out=series.left_out, answers=answers,
    )  # fmt: skip
