"""Whether the shares of groups moved beyond what a draw moves them, where units answer more than
once. Explained in `docs/algorithms/effects-fixed-mix.md`.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, fdtrc

from emptychair.stats.effects.results import Floats

FEWEST_UNITS = 5
"""Fewer units do not show how shares scatter among them; the periods then must."""
Numbers = NDArray[np.intp]
Truths = NDArray[np.bool_]
Sides = tuple[Truths, Truths]


def movement(group: Numbers, late: Truths) -> float:
    """How often as much as by chance the shares moved: chi-square over its degrees."""
    square, degrees = _chi_square(group, np.ones(len(group)), (~late, late))
    return square / degrees if degrees else 0.0


def shares_p(group: Numbers, weight: Floats, arms: Sequence[Sides]) -> float:
    """The p-value of shares that are the same on both sides in every arm, each answer drawn by
    itself: the smallest of the arms', times their number.
    """
    found = [_chi_square(group, weight, sides) for sides in arms]
    return _together(float(chdtrc(free, square)) if free else 1.0 for square, free in found)


def clustered_shares_p(
    group: Numbers, weight: Floats, arms: Sequence[Sides], units: Numbers, periods: Numbers
) -> float:
    """The same where a unit's answers are alike: chi-square over the mean design effect of all arms
    (Rao and Scott 1984, first order), never under 1, as F with the degrees of groups and of units
    (Thomas and Rao 1987). In an arm under five units the periods stand for them.
    """
    scatter, clusters = 0.0, 0
    for sides in arms:
        effect, free = _design_effect(group, weight, sides, units, periods)
        scatter, clusters = scatter + effect * free, clusters + free
    if not clusters:
        return shares_p(group, weight, arms)
    effect = max(1.0, scatter / clusters)
    found = [_chi_square(group, weight, sides) for sides in arms]
    return _together(
        float(fdtrc(free, free * clusters, square / effect / free)) if free else 1.0
        for square, free in found
    )


def _together(p_values: Iterable[float]) -> float:
    found = list(p_values)
    return min(1.0, len(found) * min(found))


def _design_effect(
    group: Numbers, weight: Floats, sides: Sides, units: Numbers, periods: Numbers
) -> tuple[float, int]:
    """By how much more the shares scatter than a draw of so many, and the degrees it is known with:
    the change among units, or the periods of each side; none where too few are there.
    """
    inside = sides[0] | sides[1]
    own, late, kind = weight[inside], sides[1][inside], group[inside]
    pooled = np.bincount(kind, own) / own.sum()
    kind, pooled = np.unique(kind, return_inverse=True)[1], pooled[pooled > 0]
    if len(pooled) < 2:
        return 1.0, 0
    unit = np.unique(units[inside], return_inverse=True)[1]
    if int(unit.max()) + 1 >= FEWEST_UNITS:
        return _among_units(kind, own, late, unit, pooled)
    return _among_periods(kind, own, late, periods[inside], pooled)


def _among_units(
    kind: Numbers, own: Floats, late: Truths, unit: Numbers, pooled: Floats
) -> tuple[float, int]:
    clusters = int(unit.max()) + 1
    totals = np.array([own[~late].sum(), own[late].sum()])
    signed = np.where(late, 1.0, -1.0) * own / totals[late.astype(int)]
    moved = np.bincount(unit * len(pooled) + kind, signed, clusters * len(pooled))
    moved = moved.reshape(clusters, -1) - np.outer(np.bincount(unit, signed, clusters), pooled)
    found = moved.var(axis=0, ddof=1) * clusters
    drawn = sum(float(np.square(own[side]).sum() / own[side].sum() ** 2) for side in (late, ~late))
    return float((found / pooled).sum()) / drawn / (len(pooled) - 1), clusters - 1


def _among_periods(
    kind: Numbers, own: Floats, late: Truths, period: Numbers, pooled: Floats
) -> tuple[float, int]:
    """Pearson's dispersion around each side's own shares: a move from one side to the other, which
    is what is looked for, is no scatter.
    """
    place = np.unique(2 * period + late, return_inverse=True)[1]
    clusters, count = int(place.max()) + 1, len(pooled)
    if clusters < FEWEST_UNITS:
        return 1.0, 0
    sums = np.bincount(place * count + kind, own, clusters * count).reshape(clusters, count)
    worth = sums.sum(axis=1) ** 2 / np.bincount(place, np.square(own))
    side = np.bincount(place, late) > 0
    middle = np.array([sums[side == one].sum(axis=0) for one in (False, True)])
    middle /= middle.sum(axis=1, keepdims=True)
    apart = sums / sums.sum(axis=1, keepdims=True) - middle[side.astype(int)]
    scatter = float(worth @ (np.square(apart) / pooled).sum(axis=1))
    return scatter / (count - 1) / (clusters - 2), clusters - 2


def _chi_square(group: Numbers, weight: Floats, sides: Sides) -> tuple[float, int]:
    """Pearson's chi-square of the shares on both sides; weighted, as so many plain answers."""
    count = int(group.max()) + 1
    table = np.zeros((2, count))
    for number, side in enumerate(sides):
        own = weight[side]
        table[number] = np.bincount(group[side], own, count) * own.sum() / np.square(own).sum()
    table = table[:, table.sum(axis=0) > 0]
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return float((np.square(table - expected) / expected).sum()), table.shape[1] - 1
