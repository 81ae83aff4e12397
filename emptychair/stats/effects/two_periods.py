"""Difference in differences: the treated moved more than the others. Explained in
`docs/algorithms/effects-differences.md`.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.effects.clustered import ClusteredFit
from emptychair.stats.effects.ranks import limit_by_rank, p_by_rank
from emptychair.stats.effects.results import (
    Check,
    Effect,
    Floats,
    Student,
    column,
    flags,
    labels,
)
from emptychair.stats.errors import Impossible, TooFew

FEWEST_DEGREES = 4.0
"""Below, Satterthwaite's approximation is known to be rough (Pustejovsky and Tipton 2018)."""
FEWEST_PLACEBOS = 19
"""With 19 comparison units the treated one is the most extreme by chance in 1 of 20."""


class Rows:
    """Answers with the group, the side of the date and the unit of each."""

    def __init__(
        self,
        y: Floats,
        treated: NDArray[np.bool_],
        after: NDArray[np.bool_],
        unit: NDArray[np.intp],
    ) -> None:
        self.y, self.treated, self.after, self.unit = y, treated, after, unit

    def __len__(self) -> int:
        return len(self.y)

    def fit(self) -> Student:
        """The interaction of group and date, with clustered errors."""
        group, date = self.treated.astype(float), self.after.astype(float)
        design = np.column_stack([np.ones(len(self)), group, date, group * date])
        return ClusteredFit(self.y, design, self.unit).contrast(np.array([0.0, 0.0, 0.0, 1.0]))

    def fit_at_mix(self, cell: NDArray[np.intp]) -> Student:
        """The same, each cell counted with its share of the treated before the date."""
        count = int(cell.max()) + 1
        place = (cell * 2 + self.treated) * 2 + self.after
        design = (place[:, None] == np.arange(4 * count)).astype(float)
        shares = np.bincount(cell[self.treated & ~self.after], minlength=count).astype(float)
        signs = np.tile([1.0, -1.0, -1.0, 1.0], count)  # others before, after, treated the same
        contrast = np.repeat(shares / shares.sum(), 4) * signs
        if design.sum(axis=0).min() == 0:
            raise TooFew("A cell without answers on one side cannot be held; pool it with another.")
        return ClusteredFit(self.y, design, self.unit).contrast(contrast)

    def where(self, kept: NDArray[np.bool_], after: NDArray[np.bool_] | None = None) -> "Rows":
        """Some of the rows, perhaps with another date."""
        date = self.after if after is None else after
        return Rows(self.y[kept], self.treated[kept], date[kept], self.unit[kept])

    def units(self, *, treated: bool) -> int:
        """How many units of that group."""
        return len(np.unique(self.unit[self.treated == treated]))


def difference_in_differences(
    outcome: ArrayLike,
    treated: ArrayLike,
    after: ArrayLike,
    clusters: ArrayLike,
    *,
    periods: ArrayLike | None = None,
    picked_by_outcome: bool = False,
    level: float = 0.95,
) -> Effect:
    """(After - before) of the treated minus the same of the others; rows are answers.

    `clusters` names the unit the change came to whole: a touchpoint, a place, a company. Errors are
    CR2 with Satterthwaite's degrees. One treated unit has no error of its own: then its change is
    ranked among those of at least 19 other units instead. With `periods`, the month of each row,
    the time before is checked for a parting trend and an effect at a made-up date. Raises `TooFew`
    when units or degrees do not suffice, `Impossible` for units that were picked because their
    outcome was low or high: they move back by themselves, the others do not.
    """
    if picked_by_outcome:
        raise Impossible(
            "Units picked because they scored low rise by themselves; units that were not picked "
            "do not. Draw at random among the low ones instead."
        )
    rows = _rows(outcome, treated, after, clusters)
    checks = () if periods is None else before_checks(rows, column(periods, "Periods", len(rows)))
    if rows.units(treated=True) == 1:
        return _one_treated(rows, np.zeros(len(rows), dtype=np.intp), checks, level)
    if rows.units(treated=False) == 1:
        raise TooFew("One comparison unit cannot show how units vary; name at least two.")
    return _effect(rows, rows.fit(), checks, level)


def difference_at_fixed_mix(
    outcome: ArrayLike,
    treated: ArrayLike,
    after: ArrayLike,
    clusters: ArrayLike,
    cells: ArrayLike,
    *,
    periods: ArrayLike | None = None,
    level: float = 0.95,
) -> Effect:
    """The difference in differences, each cell (a kind of customers) counted with its share among
    the treated before the date: Σ share · (change of the treated - change of the others).

    Of one treated unit, each unit's change is that of its cells in these shares, ranked as in
    `difference_in_differences` among units with all the cells on both sides. Explained in
    `docs/algorithms/effects-fixed-mix.md`. Raises `TooFew` as that does, and for a cell with an
    empty side.
    """
    rows = _rows(outcome, treated, after, clusters)
    cell = labels(cells, "Cells", len(rows))
    checks = () if periods is None else before_checks(rows, column(periods, "Periods", len(rows)))
    if rows.units(treated=True) == 1:
        return _one_treated(rows, cell, checks, level)
    if rows.units(treated=False) == 1:
        raise TooFew("One comparison unit cannot show how units vary; name at least two.")
    return _effect(rows, rows.fit_at_mix(cell), checks, level)


def _effect(rows: Rows, found: Student, checks: tuple[Check, ...], level: float) -> Effect:
    if found.degrees < FEWEST_DEGREES:
        raise TooFew(
            f"The units compared leave {found.degrees:.1f} degrees of freedom; 4 are needed. "
            "Add treated or comparison units."
        )
    low, high = found.limits(level)
    return Effect(
        found.estimate, low, high, found.p_value, found.se, found.degrees, n=len(rows),
        n_treated=int(rows.treated.sum()), clusters=int(rows.unit.max()) + 1, level=level,
        method="differences", checks=checks,
    )  # fmt: skip


def before_checks(rows: Rows, period: Floats) -> tuple[Check, ...]:
    """Whether the groups parted before the date, or a made-up date halfway shows an effect too."""
    early = rows.where(~rows.after)
    when = period[~rows.after]
    known = np.unique(when)
    if len(known) < 3 or min(early.units(treated=True), early.units(treated=False)) < 1:
        return (Check("periods-before", passed=False, numbers={"periods": float(len(known))}),)
    return (_parallel(early, when), _placebo_date(early, when >= known[len(known) // 2]))


def _rows(outcome: ArrayLike, treated: ArrayLike, after: ArrayLike, clusters: ArrayLike) -> Rows:
    y = column(outcome, "The outcome")
    group, date = flags(treated, "Treated", len(y)), flags(after, "After", len(y))
    unit = labels(clusters, "Clusters", len(y))
    rows = Rows(y, group, date, unit)
    if rows.units(treated=True) + rows.units(treated=False) > int(unit.max()) + 1:
        raise Impossible("A unit is treated or it is not; here one is in both groups.")
    for one in (True, False):
        if len(np.unique(date[group == one])) < 2:
            raise TooFew("Each group needs answers from before and from after the date.")
    return rows


def _parallel(early: Rows, when: Floats) -> Check:
    centred = when - when.mean()
    group = early.treated.astype(float)
    design = np.column_stack([np.ones(len(early)), group, centred, group * centred])
    slope = ClusteredFit(early.y, design, early.unit).contrast(np.array([0.0, 0.0, 0.0, 1.0]))
    low, high = slope.limits(0.95)
    numbers = {"slope": slope.estimate, "low": low, "high": high, "p": slope.p_value}
    return Check("parallel-before", slope.p_value >= 0.05, numbers)


def _placebo_date(early: Rows, after: NDArray[np.bool_]) -> Check:
    found = Rows(early.y, early.treated, after, early.unit).fit()
    low, high = found.limits(0.95)
    numbers = {"effect": found.estimate, "low": low, "high": high, "p": found.p_value}
    return Check("placebo-date", found.p_value >= 0.05, numbers)


def _one_treated(
    rows: Rows, cell: NDArray[np.intp], checks: tuple[Check, ...], level: float
) -> Effect:
    """The change of the one treated unit among the changes of the others."""
    change, size, treated, noise = _changes(rows, cell)
    others = change[~treated]
    if len(others) < FEWEST_PLACEBOS:
        raise TooFew(
            f"One treated unit is ranked among others; at least {FEWEST_PLACEBOS} comparison units "
            f"with answers before and after are needed, here {len(others)}."
        )
    k = len(others)
    usual = _usual(others, size, treated, noise)
    placebo = np.abs(others - (others.sum() - others) / (k - 1)) / usual[~treated]
    estimate, own = float(change[treated][0] - others.mean()), float(usual[treated][0])
    half, p_value = own * limit_by_rank(placebo, level), p_by_rank(placebo, abs(estimate) / own)
    ratio = float(size[treated][0] / np.median(size[~treated]))
    alike = Check("sizes-alike", 0.5 <= ratio <= 2, {"ratio": ratio, "units": float(k)})
    return Effect(
        estimate, estimate - half, estimate + half, p_value, float(others.std(ddof=1)),
        degrees=float(k - 1), n=len(rows), n_treated=int(rows.treated.sum()), clusters=k + 1,
        method="one-treated", level=level, checks=(*checks, alike),
        refused=("clustered-error.one-treated-unit",),
    )  # fmt: skip


def _usual(others: Floats, size: Floats, treated: NDArray[np.bool_], noise: float) -> Floats:
    """How far each unit's change usually strays: by the noise of its answers, known from within,
    and by what the others' changes stray beyond theirs (Ferman and Pinto 2019).
    """
    of_answers = noise / size
    beyond = max(0.0, float(others.var(ddof=1)) - float(of_answers[~treated].mean()))
    usual: Floats = np.sqrt(beyond + of_answers)
    return usual if usual.min() > 0 else np.ones_like(usual)


def _changes(rows: Rows, cell: NDArray[np.intp]) -> tuple[Floats, Floats, NDArray[np.bool_], float]:
    """Each unit's change, how many answers it rests on, whether it was treated, and the variance of
    an answer; cells count with their shares of the treated before.
    """
    shape = (int(rows.unit.max()) + 1, 2, int(cell.max()) + 1)
    place = (rows.unit * 2 + rows.after) * shape[2] + cell
    n = np.bincount(place, minlength=int(np.prod(shape))).reshape(shape)
    sums = np.bincount(place, rows.y, int(np.prod(shape))).reshape(shape)
    shares = np.bincount(cell[rows.treated & ~rows.after], minlength=shape[2]).astype(float)
    shares /= shares.sum()
    known = (n > 0).all(axis=(1, 2))
    mean = sums[known] / n[known]
    size = 1 / (shares**2 / n[known]).sum(axis=(1, 2))
    treated = np.bincount(rows.unit[rows.treated], minlength=shape[0])[known] > 0
    if treated.sum() != 1:
        raise TooFew("The treated unit needs answers from before and from after the date.")
    rest = rows.y - (sums / np.maximum(n, 1)).ravel()[place]
    noise = float(rest @ rest) / max(1, len(rest) - int((n > 0).sum()))
    return (mean[:, 1] - mean[:, 0]) @ shares, size, treated, noise
