"""One regression with a bend: all drivers straight, and who answered low and who answered high.

The straight part keeps a driver that only goes along from bending, and one that is straight from
looking bent because its low answers lie further from the middle than its high ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from emptychair.stats.drivers.resampling import Moments, moments_of, slopes_of
from emptychair.stats.drivers.table import DriverTable, Floats
from emptychair.stats.errors import Impossible, TooFew

LEAST_GROUP = 15
"""Fewer low, middle or high answers than this, and nothing is said of that side."""

Bands: TypeAlias = Mapping[str, tuple[float, float]]  # low up to, high from
Bools: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True)
class Side:
    """The low (or high) answers to one driver: how far they lie from the middle ones, in steps."""

    dummy: int  # its column among the slopes
    straight: int  # the column of the driver itself
    steps: float  # negative for low answers


@dataclass(frozen=True)
class Contrasts:
    """Sides by driver, and the slopes of all columns: of all rows, and of each resample."""

    low: Mapping[str, Side]
    high: Mapping[str, Side]
    counts: Mapping[str, tuple[int, int, int]]
    whole: Floats  # one line
    drawn: Floats
    moments: Moments

    def difference(self, side: Side) -> tuple[Floats, Floats]:
        """The outcome of this side's answers less that of the middle ones: of all, of each draw."""
        return _difference(self.whole, side), _difference(self.drawn, side)


def contrasts_of(
    table: DriverTable, bands: Bands, outcome: Floats, *, resamples: int, seed: int
) -> Contrasts:
    """The regression of `outcome` on all drivers, and on their low and high answers.

    Raises `TooFew` when no driver has 15 low or high answers beside 15 between, `Impossible` for
    bands that overlap.
    """
    columns: list[Floats] = list(table.values.T)
    low: dict[str, Side] = {}
    high: dict[str, Side] = {}
    counts: dict[str, tuple[int, int, int]] = {}
    for place, name in enumerate(table.names):
        values = table.values[:, place]
        is_low, is_high = _sides(values, name, bands)
        middle = ~(is_low | is_high)
        counts[name] = (int(is_low.sum()), int(middle.sum()), int(is_high.sum()))
        for chosen, sides in ((is_low, low), (is_high, high)):
            if min(chosen.sum(), middle.sum()) >= LEAST_GROUP:
                columns.append(chosen.astype(np.float64))
                steps = float(values[chosen].mean() - values[middle].mean())
                sides[name] = Side(len(columns), place + 1, steps)
    if not low and not high:
        raise TooFew(
            f"No driver has {LEAST_GROUP} low or high answers beside {LEAST_GROUP} between."
        )
    together = np.column_stack([*columns, outcome])
    moments = moments_of(together, table.groups, resamples=resamples, seed=seed)
    last = together.shape[1]
    whole = slopes_of(moments.whole[None], last)
    return Contrasts(low, high, counts, whole, slopes_of(moments.drawn, last), moments)


def _sides(values: Floats, name: str, bands: Bands) -> tuple[Bools, Bools]:
    if name not in bands:
        nobody = np.zeros(len(values), dtype=bool)
        return nobody, nobody
    low, high = bands[name]
    if low >= high:
        raise Impossible(f"Low answers to {name} end at {low}, high ones begin at {high}.")
    return values <= low, values >= high


def _difference(slopes: Floats, side: Side) -> Floats:
    found: Floats = slopes[:, side.dummy] + side.steps * slopes[:, side.straight]
    return found
