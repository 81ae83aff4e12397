"""The importance-performance map: what matters against how well it is done.

Explained in `docs/algorithms/drivers.md`. Both lines are means of the drivers shown; a box is the
interval of the distance to its line, so that a box that crosses a line is undecided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from emptychair.stats.drivers.importance import Figure, drawn_shares, figures_of
from emptychair.stats.drivers.resampling import RESAMPLES, SEED, limits_of
from emptychair.stats.drivers.table import DriverTable, Floats
from emptychair.stats.errors import Impossible, TooFew

LEAST_DRIVERS = 3

Quadrant: TypeAlias = Literal["fix", "keep", "leave", "enough", "undecided"]


@dataclass(frozen=True)
class MapPoint:
    """One driver: performance from 0 (all lowest) to 100 (all highest), importance as part of R².

    `fix` matters and goes badly, `keep` matters and goes well, `leave` matters less and goes badly,
    `enough` matters less and goes well.
    """

    name: str
    performance: Figure
    importance: Figure
    quadrant: Quadrant


@dataclass(frozen=True)
class DriverMap:
    """All drivers and the two lines between them."""

    points: tuple[MapPoint, ...]
    performance_line: float
    importance_line: float


def importance_performance(
    table: DriverTable,
    scales: Mapping[str, tuple[float, float]],
    *,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> DriverMap:
    """The map; `scales` gives the lowest and highest point of each driver.

    Raises `TooFew` for fewer than three drivers, `Impossible` for a scale without two ends.
    """
    if len(table.names) < LEAST_DRIVERS:
        raise TooFew("A map compares drivers with their mean; it needs at least three.")
    ends = np.array([scales[name] for name in table.names], dtype=np.float64)
    if (ends[:, 0] >= ends[:, 1]).any():
        raise Impossible("A scale needs a lowest point and a higher one.")
    found = drawn_shares(table, resamples, seed)
    importance = _against_mean(found.whole, found.drawn, level)
    performance = _against_mean(
        _performance(found.moments.whole[None], ends)[0],
        _performance(found.moments.drawn, ends),
        level,
    )
    points = tuple(
        MapPoint(
            name,
            performance[at],
            importance[at],
            _quadrant(performance[at], importance[at], performance[-1].value, importance[-1].value),
        )
        for at, name in enumerate(table.names)
    )
    return DriverMap(points, performance[-1].value, importance[-1].value)


def _performance(moments: Floats, ends: Floats) -> Floats:
    means = moments[:, 0, 1:-1]
    found: Floats = 100 * (means - ends[:, 0]) / (ends[:, 1] - ends[:, 0])
    return found


def _against_mean(whole: Floats, drawn: Floats, level: float) -> list[Figure]:
    """Each value with the interval of its distance to the mean; the mean itself comes last."""
    line = float(whole.mean())
    low, high = limits_of(drawn - drawn.mean(axis=1, keepdims=True), level)
    return [*figures_of(whole, line + low, line + high), Figure(line, line, line)]


def _quadrant(
    performance: Figure, importance: Figure, performance_line: float, importance_line: float
) -> Quadrant:
    matters = _side(importance, importance_line)
    does_well = _side(performance, performance_line)
    if matters is None or does_well is None:
        return "undecided"
    if matters:
        return "keep" if does_well else "fix"
    return "enough" if does_well else "leave"


def _side(figure: Figure, line: float) -> bool | None:
    """Above the line, below it, or undecided."""
    if figure.low > line:
        return True
    return False if figure.high < line else None
