"""What to fix first: what the score would gain if low answers to a driver became middle ones.

Explained in `docs/algorithms/fix-first.md`. An association carried forward, and no proof.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from emptychair.stats.drivers.contrasts import Bands, Contrasts, contrasts_of
from emptychair.stats.drivers.importance import Figure, figures_of
from emptychair.stats.drivers.resampling import RESAMPLES, SEED, limits_of
from emptychair.stats.drivers.table import DriverTable, Floats
from emptychair.stats.errors import Impossible


@dataclass(frozen=True)
class ExpectedGain:
    """What moving the low answers of one driver to the middle would add, in units of the points.

    `clearly_first`: the gain is above zero and above that of every other driver, beyond chance.
    """

    name: str
    gain: Figure
    low: int
    share_low: float
    clearly_first: bool


def expected_gains(
    table: DriverTable,
    bands: Bands,
    points: ArrayLike,
    *,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[ExpectedGain, ...]:
    """Drivers with low answers, largest gain first; those without 15 of them are not among these.

    `points` is each given row in units of the score (for NPS -100, 0 or 100), as long as what the
    table was made from. Raises `Impossible` for another length, and as `penalty_reward` does.
    """
    values = np.asarray(points, dtype=np.float64)
    if values.ndim != 1 or len(values) <= table.rows.max() or np.isnan(values[table.rows]).any():
        raise Impossible("Each row of the table needs its points.")
    found = contrasts_of(table, bands, values[table.rows], resamples=resamples, seed=seed)
    if not found.low:
        return ()
    whole, drawn = _gains(found)
    first = _clear_winner(whole, drawn, level)
    figures = figures_of(whole, *limits_of(drawn, level))
    lows = [found.counts[name][0] for name in found.low]
    rows = [
        ExpectedGain(name, figures[at], lows[at], lows[at] / table.n, at == first)
        for at, name in enumerate(found.low)
    ]
    return tuple(sorted(rows, key=lambda row: -row.gain.value))


def _gains(found: Contrasts) -> tuple[Floats, Floats]:
    """Share of low answers times what they take, by driver: of all rows, and of each draw."""
    shares = [side.dummy for side in found.low.values()]
    taken = [found.difference(side) for side in found.low.values()]
    whole: Floats = -found.moments.whole[0, shares] * np.concatenate([one for one, _ in taken])
    drawn: Floats = -found.moments.drawn[:, 0, shares] * np.column_stack(
        [draws for _, draws in taken]
    )
    return whole, drawn


def _clear_winner(whole: Floats, drawn: Floats, level: float) -> int | None:
    first = int(np.argmax(whole))
    others = [place for place in range(len(whole)) if place != first]
    above = np.column_stack([drawn[:, first], drawn[:, [first]] - drawn[:, others]])
    return first if (limits_of(above, level)[0] > 0).all() else None
