"""A change that reached one unit after another. Explained in
`docs/algorithms/effects-differences.md`.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.effects.results import Check, Effect, Floats, Student, column, labels
from emptychair.stats.errors import Impossible, TooFew

FEWEST_TREATED = 8
"""Fewer units treated are refused; `bench/effects.py` shows the intervals hold from here."""
FEWEST_COMPARED = 8

Alike = Literal["everywhere", "in-cohort"]


class Panel:
    """Rows with unit, period, cell (a kind of customers), and whether the change had come; solves
    the effects of all three.
    """

    def __init__(
        self,
        unit: NDArray[np.intp],
        period: NDArray[np.intp],
        free: Floats,
        cell: NDArray[np.intp] | None = None,
    ) -> None:
        self.unit, self.period, self.free = unit, period, free  # free: 1 where not yet treated
        shape = (int(unit.max()) + 1, int(period.max()) + 1)
        self.cells = np.zeros(shape)
        np.add.at(self.cells, (unit, period), free)
        self.of_unit, self.of_period = self.cells.sum(axis=1), self.cells.sum(axis=0)
        self._share = np.divide(
            self.cells, self.of_unit[:, None], out=np.zeros(shape), where=self.of_unit[:, None] > 0
        )
        self._inverse = np.linalg.pinv(np.diag(self.of_period) - self.cells.T @ self._share)
        kind = np.zeros(len(unit), dtype=np.intp) if cell is None else cell
        self._kinds = (kind[:, None] == np.arange(1, int(kind.max()) + 1)).astype(float)
        known = self._kinds * free[:, None]
        self._of_kinds = np.array([self._solve(one) for one in known.T]).T.reshape(known.shape)
        self._rest = np.linalg.pinv(known.T @ (self._kinds - self._of_kinds))

    @property
    def reachable(self) -> NDArray[np.bool_]:
        """Rows whose unit and period were both seen without the change."""
        reached: NDArray[np.bool_] = (self.of_unit[self.unit] > 0) & (
            self.of_period[self.period] > 0
        )
        return reached

    def solve(self, values: Floats) -> Floats:
        """Z(Z₀'Z₀)⁻¹Z'values for every row, Z₀ the rows without the change."""
        found = self._solve(values)
        known = self._kinds * self.free[:, None]
        kinds = self._rest @ (self._kinds.T @ values - known.T @ found)
        return np.asarray(found + (self._kinds - self._of_kinds) @ kinds)

    def _solve(self, values: Floats) -> Floats:
        """The same without cells."""
        by_unit = np.bincount(self.unit, values, len(self.of_unit))
        by_period = np.bincount(self.period, values, len(self.of_period))
        periods = self._inverse @ (by_period - self._share.T @ by_unit)
        rest = by_unit - self.cells @ periods
        units = np.divide(rest, self.of_unit, out=np.zeros_like(rest), where=self.of_unit > 0)
        found: Floats = units[self.unit] + periods[self.period]
        return found


def staggered_effect(
    outcome: ArrayLike,
    unit: ArrayLike,
    period: ArrayLike,
    first_treated: ArrayLike,
    *,
    alike: Alike = "everywhere",
    cells: ArrayLike | None = None,
    level: float = 0.95,
) -> Effect:
    """The mean effect on treated rows, by imputation (Borusyak, Jaravel and Spiess 2024).

    Unit and period effects are fitted where the change had not come (`first_treated` is the first
    period with it, nan for never); each treated row is compared with what they give. Plain two-way
    regression would compare the late with the early treated. The standard error is the paper's,
    clustered by unit, leave-one-out, with one mean effect for all rows (or each cohort). With
    `cells`, kinds of customers, each has an effect of its own and counts with its share among the
    treated units' answers before the change. Raises `TooFew` under eight treated or eight other
    units, and for a cell without answers before or after.
    """
    y = column(outcome, "The outcome")
    when = column(period, "Periods", len(y))
    first = np.asarray(first_treated, dtype=np.float64)
    if first.shape != y.shape:
        raise Impossible("Each row needs the first period of the change, or nan for never.")
    units = labels(unit, "Units", len(y))
    came = when >= first  # never: nan is never reached
    kind = np.zeros(len(y), dtype=np.intp) if cells is None else labels(cells, "Cells", len(y))
    panel = Panel(units, np.unique(when, return_inverse=True)[1], (~came).astype(float), kind)
    used = came & panel.reachable
    _check_units(units, came, used)
    weights = _weights(kind, used, np.isfinite(first) & ~came)
    gap = y - panel.solve(np.where(came, 0.0, y))
    estimate = float(weights @ gap)
    spread = np.where(came, weights, -panel.solve(weights))
    cohort = np.unique(first[used], return_inverse=True)[1]
    group = cohort if alike == "in-cohort" else np.zeros(len(cohort), dtype=np.intp)
    found = Student(estimate, _error(spread, gap, units, used, group), _degrees(spread, units))
    low, high = found.limits(level)
    checks = (_parallel(gap, units, when, first, came),)
    lost = int((came & ~used).sum())
    return Effect(
        estimate, low, high, found.p_value, found.se, found.degrees, n=len(y),
        n_treated=int(used.sum()), clusters=int(units.max()) + 1, method="staggered", level=level,
        checks=checks, refused=("rows-without-comparison",) if lost else (),
    )  # fmt: skip


def _weights(kind: NDArray[np.intp], used: NDArray[np.bool_], before: NDArray[np.bool_]) -> Floats:
    """Each treated row's part of the mean: cells count with their shares of before."""
    count = int(kind.max()) + 1
    if count == 1:
        return np.asarray(used / used.sum())
    n, old = (np.bincount(kind[rows], minlength=count) for rows in (used, before))
    if min(n.min(), old.min()) == 0:
        raise TooFew("A cell without answers before or after cannot be held; pool it with another.")
    return np.asarray(used * (old / old.sum() / n)[kind])


def _check_units(units: NDArray[np.intp], came: NDArray[np.bool_], used: NDArray[np.bool_]) -> None:
    if not used.any():
        raise TooFew("No treated row has a unit seen before and others not yet treated then.")
    treated = len(np.unique(units[used]))
    others = len(np.setdiff1d(units, units[came]))
    if treated < FEWEST_TREATED or others < FEWEST_COMPARED:
        raise TooFew(
            f"A change that spreads needs {FEWEST_TREATED} units it reached and {FEWEST_COMPARED} "
            f"it did not reach; here {treated} and {others}."
        )


def _error(
    spread: Floats,
    gap: Floats,
    units: NDArray[np.intp],
    used: NDArray[np.bool_],
    group: NDArray[np.intp],
) -> float:
    """Root of Σ over units of (Σ vε)²; a treated row's ε is its effect less the others' mean."""
    total = np.bincount(units[~used], (spread * gap)[~used], int(units.max()) + 1)
    for one in np.unique(group):
        rows = np.flatnonzero(used)[group == one]
        weight = np.bincount(units[rows], spread[rows], len(total))
        effect = np.bincount(units[rows], (spread * gap)[rows], len(total))
        square = float((weight**2).sum())
        mean = float((weight * effect).sum()) / square
        own = np.minimum(weight**2 / square, 1 - 1e-9)
        factor = np.where(own < 0.999, 1 / (1 - own), 1.0)  # alone in its group: nothing to leave
        total += factor * (effect - weight * mean)
    return float(np.sqrt((total**2).sum()))


def _degrees(spread: Floats, units: NDArray[np.intp]) -> float:
    """Satterthwaite's with rows alike and independent: (Σc)²/Σc² - 1, c = Σv² of each unit."""
    parts = np.bincount(units, spread**2)
    return max(1.0, float(parts.sum() ** 2 / (parts**2).sum()) - 1)


def _parallel(
    gap: Floats,
    units: NDArray[np.intp],
    when: Floats,
    first: Floats,
    came: NDArray[np.bool_],
) -> Check:
    """Residuals of units soon to be treated, against their distance to the date."""
    soon = ~came & np.isfinite(first)
    if len(np.unique(when[soon])) < 3:
        return Check("periods-before", passed=False)
    distance = when[soon] - first[soon]
    slopes = []
    for one in np.unique(units[soon]):
        rows = units[soon] == one
        x = distance[rows] - distance[rows].mean()
        if float(x @ x) > 0:
            slopes.append(float(x @ gap[soon][rows] / (x @ x)))
    mean, se = float(np.mean(slopes)), float(np.std(slopes, ddof=1) / np.sqrt(len(slopes)))
    found = Student(mean, se, len(slopes) - 1)
    low, high = found.limits(0.95)
    numbers = {"slope": mean, "low": low, "high": high, "p": found.p_value}
    return Check("parallel-before", found.p_value >= 0.05, numbers)
