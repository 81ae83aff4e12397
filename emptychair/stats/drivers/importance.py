"""What moves the score: each driver's share of R², how sure one can be, and who comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap

import numpy as np

from emptychair.stats.drivers.resampling import (
    RESAMPLES,
    SEED,
    Moments,
    correlations_of,
    limits_of,
    moments_of,
    share_limits,
    slopes_of,
)
from emptychair.stats.drivers.shares import EXACT_UP_TO, lmg_shares
from emptychair.stats.drivers.table import DriverTable, Floats, LeftOut
from emptychair.stats.drivers.weights import inflation_of, johnson_weights

COLLINEAR_FROM = 5.0
"""From this variance inflation on a driver says nearly the same as the others together."""


@dataclass(frozen=True)
class Figure:
    """An estimate with its interval."""

    value: float
    low: float
    high: float

    @property
    def is_told(self) -> bool:
        """Whether it is more than nothing, one way or the other."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class DriverShare:
    """One driver. `share` and `weight` are parts of R², `slope` is the outcome's change a step.

    `first_rank` and `last_rank` are the places it may have: between them lie all drivers whose
    intervals overlap with its own.
    """

    name: str
    share: Figure
    weight: Figure
    slope: Figure
    inflation: float
    first_rank: int
    last_rank: int

    @property
    def is_ranked(self) -> bool:
        """Whether its place among the others is known."""
        return self.first_rank == self.last_rank

    @property
    def is_collinear(self) -> bool:
        """Whether the others together say nearly the same."""
        return self.inflation >= COLLINEAR_FROM

    @property
    def adds(self) -> bool:
        """Whether it still moves the outcome with all others held as they are."""
        return self.slope.is_told


@dataclass(frozen=True)
class DriverImportance:
    """All drivers, the largest share first; `exact` unless orders were drawn by chance."""

    drivers: tuple[DriverShare, ...]
    r2: Figure
    n: int
    incomplete: int
    left_out: tuple[LeftOut, ...]
    exact: bool
    level: float


def driver_importance(
    table: DriverTable, *, level: float = 0.95, resamples: int = RESAMPLES, seed: int = SEED
) -> DriverImportance:
    """Shares of R² (LMG), relative weights and slopes with bootstrap intervals, and the places.

    Whole people are drawn. An importance is no cause.
    """
    drawn = drawn_shares(table, resamples, seed)
    shares, weights, r2 = _parts_of_r2(drawn, level)
    slopes = _slopes(drawn.moments, level)
    related = correlations_of(drawn.moments.whole)
    inflation = inflation_of(related)
    ranks = ranks_of(shares)
    rows = [
        DriverShare(name, shares[at], weights[at], slopes[at], float(inflation[at]), *ranks[at])
        for at, name in enumerate(table.names)
    ]
    return DriverImportance(
        drivers=tuple(sorted(rows, key=lambda row: -row.share.value)),
        r2=r2,
        n=table.n,
        incomplete=table.incomplete,
        left_out=table.left_out,
        exact=len(table.names) <= EXACT_UP_TO,
        level=level,
    )


def ranks_of(shares: Sequence[Figure]) -> list[tuple[int, int]]:
    """The first and last place each may have, when only intervals that are apart are ranked."""
    return [
        (
            1 + sum(other.low > one.high for other in shares),
            len(shares) - sum(other.high < one.low for other in shares),
        )
        for one in shares
    ]


def figures_of(value: Floats, low: Floats, high: Floats) -> list[Figure]:
    """Estimates and limits, one by one."""
    rows = zip(value.tolist(), low.tolist(), high.tolist(), strict=True)
    return list(starmap(Figure, rows))


@dataclass(frozen=True)
class DrawnShares:
    """Moments of drivers and, last, the outcome, with the shares of all rows and of each draw."""

    moments: Moments
    whole: Floats
    drawn: Floats


@lru_cache(maxsize=2)
def drawn_shares(table: DriverTable, resamples: int, seed: int) -> DrawnShares:
    """Shares of R² of the table and of its resamples; the map asks for what importance asked."""
    columns = np.column_stack([table.values, table.outcome])
    moments = moments_of(columns, table.groups, resamples=resamples, seed=seed)
    whole = lmg_shares(correlations_of(moments.whole)[None])[0]
    return DrawnShares(moments, whole, lmg_shares(correlations_of(moments.drawn)))


def _parts_of_r2(drawn: DrawnShares, level: float) -> tuple[list[Figure], list[Figure], Figure]:
    weights = johnson_weights(correlations_of(drawn.moments.whole)[None])[0]
    drawn_weights = johnson_weights(correlations_of(drawn.moments.drawn))
    r2, drawn_r2 = drawn.whole.sum(keepdims=True), drawn.drawn.sum(axis=1, keepdims=True)
    [total] = figures_of(r2, *share_limits(r2, drawn_r2, level))
    return (
        figures_of(drawn.whole, *share_limits(drawn.whole, drawn.drawn, level)),
        figures_of(weights, *share_limits(weights, drawn_weights, level)),
        total,
    )


def _slopes(moments: Moments, level: float) -> list[Figure]:
    last = moments.whole.shape[-1] - 1
    slopes = slopes_of(moments.whole, last)[1:]
    return figures_of(slopes, *limits_of(slopes_of(moments.drawn, last)[:, 1:], level))
