"""Did other people answer after the start? Explained in `docs/algorithms/effects-fixed-mix.md`."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.effects.results import Floats, column, flags, labels
from emptychair.stats.effects.shares_moved import clustered_shares_p, movement, shares_p
from emptychair.stats.errors import TooFew
from emptychair.stats.quantiles import critical_t, p_of_t

LEAST_A_CELL = 1
"""The interval knows how few: by simulation it holds with one answer as with three."""
LEAST_WORTH = 2 / 3
"""Of the answers before: a parting that leaves them worth less is not made."""
Numbers = NDArray[np.intp]
Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class MixShift:
    """What a change of who answered moves by itself, what they say held as it was before.

    `groups` are the labels, `before` and `after` their shares. `unheard` is the share after the
    start of groups that nobody heard before: what they would have said then is not known, so that
    what they say now stands for it. `dispersion` is by how much the shares scatter more from point
    to point than a draw does.
    """

    points: float
    low: float
    high: float
    p_value: float
    groups: tuple[object, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    unheard: float
    dispersion: float
    error_of_means: float
    share_p: float


@dataclass(frozen=True)
class MixCells:
    """The cell of each answer, and the marks that cells are made of."""

    cell: Numbers
    held: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many cells."""
        return int(self.cell.max()) + 1


@dataclass(frozen=True)
class FixedMix:
    """Each point as the mean of its cells' means at the shares of before: its value, how many
    answers of a plain mean it is worth, the shares of the cells, and each answer's weight.
    """

    value: Floats
    answers: Floats
    shares: Floats
    weights: Floats


def mix_shift(  # noqa: PLR0913 - who answered has that many sides, all by keyword
    outcome: ArrayLike,
    groups: ArrayLike,
    after: ArrayLike,
    periods: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    treated: ArrayLike | None = None,
    units: ArrayLike | None = None,
    level: float = 0.95,
) -> MixShift:
    """By how much a change of the groups' shares alone moved the mean; rows are answers.

    Σ (share after - share before) · mean of the group before. The error is that of the shares,
    raised where they scatter from one of the `periods` to the next more than a draw does, and that
    of the means. With `weights` it tells what is left of a shift after weighting; with `treated`,
    by how much more it moved these than the others (the shares are then those of the treated).
    `share_p` is that of shares that did not move, the smaller of both sides', doubled; with `units`
    it knows that a company's answers are of one kind. Raises `TooFew` without answers on both
    sides.
    """
    y = column(outcome, "The outcome")
    late = flags(after, "After", len(y))
    group, when = labels(groups, "Groups", len(y)), labels(periods, "Periods", len(y))
    weight = np.ones(len(y)) if weights is None else column(weights, "Weights", len(y))
    arms = [np.ones(len(y), dtype=bool)]
    if treated is not None:
        arms = [flags(treated, "Treated", len(y))]
        arms.append(~arms[0])
    parts = [_part(y, group, late, when, weight, arm) for arm in arms]
    points = parts[0].points - sum(part.points for part in parts[1:])
    spread = math.sqrt(sum(part.of_shares + part.of_means for part in parts))
    degrees = min(part.degrees for part in parts)
    half = critical_t(level, degrees) * spread
    return MixShift(
        points, points - half, points + half,
        p_of_t(points / spread, degrees) if spread else 1.0,
        tuple(np.unique(np.asarray(groups)).tolist()), tuple(parts[0].before.tolist()),
        tuple(parts[0].after.tolist()), max(part.unheard for part in parts),
        max(part.dispersion for part in parts),
        math.sqrt(sum(part.of_means for part in parts)),
        _share_p(group, weight, [(~late & arm, late & arm) for arm in arms], units, when),
    )  # fmt: skip


def series_of_mix(
    outcome: ArrayLike,
    groups: ArrayLike,
    after: ArrayLike,
    periods: ArrayLike,
    *,
    weights: ArrayLike | None = None,
) -> Floats:
    """What each period would have shown, had every group always said what it said before: the
    series that the mix alone makes.
    """
    y = column(outcome, "The outcome")
    late = flags(after, "After", len(y))
    group, when = labels(groups, "Groups", len(y)), labels(periods, "Periods", len(y))
    weight = np.ones(len(y)) if weights is None else column(weights, "Weights", len(y))
    mean = _rates(y, group, late, int(group.max()) + 1)[0]
    line: Floats = np.bincount(when, weight * mean[group]) / np.bincount(when, weight)
    return line


@dataclass(frozen=True)
class _Part:
    """What the shares of one arm did."""

    points: float
    of_shares: float  # variances
    of_means: float
    degrees: float
    dispersion: float
    before: Floats
    after: Floats
    unheard: float


def _part(
    y: Floats, group: Numbers, late: Truths, when: Numbers, weight: Floats, arm: Truths
) -> _Part:
    mean, variance = _rates(y[arm], group[arm], late[arm], int(group.max()) + 1)
    sides = (~late & arm, late & arm)
    if not all(side.any() for side in sides):
        raise TooFew("A change of who answered needs answers from before and from after the date.")
    old, new = (_shares(group[side], weight[side], len(mean)) for side in sides)
    noise, dispersion, degrees = _noise_of_shares(mean[group], weight, sides, when)
    heard = np.bincount(group[sides[0]], minlength=len(mean)) > 0
    return _Part(
        float((new - old) @ mean), noise, float(np.square(new - old) @ variance), degrees,
        dispersion, old, new, float(new[~heard].sum()),
    )  # fmt: skip


def _share_p(
    group: Numbers,
    weight: Floats,
    arms: list[tuple[Truths, Truths]],
    units: ArrayLike | None,
    when: Numbers,
) -> float:
    if units is None:
        return shares_p(group, weight, arms)
    return clustered_shares_p(group, weight, arms, labels(units, "Units", len(group)), when)


def thick_cells(
    marks: Mapping[str, ArrayLike],
    after: ArrayLike,
    periods: ArrayLike,
    *,
    units: ArrayLike | None = None,
    least: ArrayLike = LEAST_A_CELL,
) -> MixCells:
    """Answers in cells that have at least so many in every period, as fine as that allows.

    Marks are what is known of each answer (a segment, a channel). The one whose shares moved most,
    against what a draw would move them, parts the cells first, the others part what that left.
    Values too thin go together, and with the largest where even together they are too thin. What
    would leave the answers before worth less than two thirds of their number is not parted. Nobody
    looks at what was answered. With `units` (the company of each) these are counted. `least` is one
    number, or one for each period in their order. Raises `TooFew` where no mark parts anything.
    """
    late = flags(after, "After", len(np.asarray(after)))
    when = labels(periods, "Periods", len(late))
    who = np.arange(len(late)) if units is None else labels(units, "Units", len(late))
    fewest = np.broadcast_to(np.asarray(least, dtype=np.intp), int(when.max()) + 1)
    known = {name: labels(mark, name, len(late)) for name, mark in marks.items()}
    cell, held = np.zeros(len(late), dtype=np.intp), list[str]()
    for name in sorted(known, key=lambda one: -movement(known[one], late)):
        finer = _parted(cell, known[name], (when, who), fewest)
        if finer.max() > cell.max() and _worth(finer[~late], when[~late]) >= LEAST_WORTH:
            cell, held = finer, [*held, name]
    if not held:
        raise TooFew("No group has answers enough in every period; the mix cannot be held.")
    return MixCells(cell, tuple(held))


def at_fixed_mix(
    outcome: ArrayLike, cells: ArrayLike, after: ArrayLike, periods: ArrayLike
) -> FixedMix:
    """Each period as it would be, had the cells answered in their shares of before.

    Direct standardisation: Σ share · mean of the cell, with the shares of all answers before. It is
    worth 1 / Σ (share² / n) answers. Raises `TooFew` where a cell is empty in a period.
    """
    y = column(outcome, "The outcome")
    late = flags(after, "After", len(y))
    cell, when = labels(cells, "Cells", len(y)), labels(periods, "Periods", len(y))
    shape = (int(when.max()) + 1, int(cell.max()) + 1)
    place = when * shape[1] + cell
    n = np.bincount(place, minlength=shape[0] * shape[1]).reshape(shape).astype(float)
    if n.min() == 0:
        raise TooFew("A cell without answers in a period cannot be held; pool it with another.")
    sums = np.bincount(place, y, shape[0] * shape[1]).reshape(shape)
    shares = _shares(cell[~late], np.ones(int((~late).sum())), shape[1])
    weights = (shares / n * n.sum(axis=1, keepdims=True))[when, cell]
    return FixedMix(sums / n @ shares, 1 / (shares**2 / n).sum(axis=1), shares, weights)


def _rates(y: Floats, group: Numbers, late: Truths, count: int) -> tuple[Floats, Floats]:
    """Each group's mean before (after, where nobody answered before) and its variance."""
    unheard = np.bincount(group[~late], minlength=count)[group] == 0
    kept = ~late | unheard
    n = np.bincount(group[kept], minlength=count).astype(float)
    mean = np.bincount(group[kept], y[kept], count) / np.maximum(n, 1)
    rest = np.square(y - mean[group])
    # Spread as wide in each: the few answers of a small group do not tell their own.
    pooled = float(rest[kept].sum()) / max(1.0, float(n.sum()) - int((n > 0).sum()))
    return mean, pooled / np.maximum(n, 1)


def _shares(group: Numbers, weight: Floats, count: int) -> Floats:
    total = np.bincount(group, weight, count)
    shares: Floats = total / total.sum()
    return shares


def _noise_of_shares(
    mean: Floats, weight: Floats, sides: tuple[Truths, Truths], when: Numbers
) -> tuple[float, float, float]:
    """Variance of the difference of both sides' means of `mean`, as drawn; by how much more it
    scatters between periods (not under 1: by chance it scatters less); and degrees of freedom.
    """
    drawn, scatter, cells = 0.0, 0.0, 0
    for side in sides:
        value, own = mean[side], weight[side]
        middle = float(own @ value / own.sum())
        variance = float(own @ np.square(value - middle) / own.sum())
        if variance <= 0:
            continue
        drawn += variance * float(np.square(own).sum() / own.sum() ** 2)
        sums = np.bincount(when[side], own)
        there = sums > 0
        means = np.bincount(when[side], own * value)[there] / sums[there]
        worth = sums[there] ** 2 / np.bincount(when[side], own**2)[there]
        scatter += float(worth @ np.square(means - middle)) / variance
        cells += int(there.sum()) - 1
    if not cells:
        return drawn, 1.0, math.inf
    dispersion = max(1.0, scatter / cells)
    return dispersion * drawn, dispersion, float(cells)


def _parted(
    cell: Numbers, value: Numbers, place: tuple[Numbers, Numbers], least: Numbers
) -> Numbers:
    """The cells parted by a mark, where at least two values of it are thick enough."""
    when, who = place
    finer, following = np.zeros_like(cell), 0
    for one in range(int(cell.max()) + 1):
        inside = cell == one
        apart = _kept_apart(value[inside], when[inside], who[inside], least)
        finer[inside] = following + apart
        following += int(apart.max()) + 1
    return finer


def _worth(cell: Numbers, when: Numbers) -> float:
    """What answers are worth once each period's cells count in the shares of all."""
    periods, cells = np.unique(when, return_inverse=True)[1], int(cell.max()) + 1
    n = np.bincount(periods * cells + cell).reshape(-1, cells).astype(float)
    shares = n.sum(axis=0) / n.sum()
    return float((1 / (shares**2 / n).sum(axis=1)).sum() / n.sum())


def _kept_apart(value: Numbers, when: Numbers, who: Numbers, least: Numbers) -> Numbers:
    """A number for each thick value, one for all others; 0 for all where nothing is parted."""
    thick = _thick(value, when, who, least)
    if not thick.any():
        return np.zeros_like(value)
    number = np.where(thick, np.cumsum(thick) - 1, int(thick.sum()))
    if not thick.all() and not _thick(number[value], when, who, least)[-1]:
        sizes = np.where(thick, np.bincount(value, minlength=len(thick)), -1)
        number[~thick] = number[int(np.argmax(sizes))]
    return number[value].astype(np.intp)


def _thick(value: Numbers, when: Numbers, who: Numbers, least: Numbers) -> Truths:
    """For each value whether enough were heard in every period."""
    key = (value * len(least) + when) * (int(who.max()) + 1) + who
    place = np.unique(key) // (int(who.max()) + 1)
    count = (int(value.max()) + 1) * len(least)
    heard = np.bincount(place, minlength=count).reshape(-1, len(least))
    return np.asarray((heard >= least).all(axis=1))
