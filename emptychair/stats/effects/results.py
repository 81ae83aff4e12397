"""What every design answers with. Explained in `docs/algorithms/effects-holdout.md`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.counts import Scores, signs_of
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import critical_t, p_of_t

Floats = NDArray[np.float64]
Method = Literal["holdout", "differences", "one-treated", "staggered", "series", "synthetic"]


@dataclass(frozen=True)
class Check:
    """One assumption that was looked at: its name, whether it held, and the numbers behind it."""

    name: str
    passed: bool
    numbers: Mapping[str, float] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The sentence to print: `parallel-before.kept`, `parallel-before.broken`."""
        return f"{self.name}.{'kept' if self.passed else 'broken'}"


@dataclass(frozen=True)
class Expected:
    """What one period would have shown without the change, with the band of noise around it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Effect:
    """What the change did, in the unit of the outcome, with interval, checks and refusals.

    `n` counts rows used, `n_treated` those of the treated, `clusters` the units that vary on their
    own. `refused` names what was not done and why, as codes. `alternative` is what each period
    would have shown without the change, `weights` the share of each donor in a synthetic control.
    """

    estimate: float
    low: float
    high: float
    p_value: float
    se: float
    degrees: float
    n: int
    n_treated: int
    clusters: int
    method: Method
    level: float
    checks: tuple[Check, ...] = ()
    refused: tuple[str, ...] = ()
    alternative: tuple[Expected, ...] = ()
    weights: tuple[float, ...] = ()

    @property
    def sound(self) -> bool:
        """Every check held."""
        return all(check.passed for check in self.checks)


@dataclass(frozen=True)
class Student:
    """An estimate with its standard error and Student's degrees of freedom."""

    estimate: float
    se: float
    degrees: float

    @property
    def p_value(self) -> float:
        """Two-sided, against no effect."""
        if self.se == 0:
            return 1.0 if self.estimate == 0 else 0.0
        return p_of_t(self.estimate / self.se, self.degrees)

    def limits(self, level: float) -> tuple[float, float]:
        """The interval of that level."""
        half = critical_t(level, self.degrees) * self.se
        return self.estimate - half, self.estimate + half


def nps_points(
    scores: Scores, *, detractors_up_to: int = 6, promoters_from: int = 9
) -> NDArray[np.float64]:
    """Each 0-10 answer as -100, 0 or +100: the outcome whose mean is the NPS in points."""
    signs = signs_of(scores, detractors_up_to=detractors_up_to, promoters_from=promoters_from)
    return 100 * signs


def column(values: ArrayLike, what: str, n: int | None = None) -> Floats:
    """One number per row; raises `Impossible` for gaps, text, tables and wrong lengths."""
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 1 or (n is not None and len(found) != n):
        raise Impossible(f"{what} needs one number for each row.")
    if not np.isfinite(found).all():
        raise Impossible(f"{what} holds a gap; leave such rows out first.")
    return found


def flags(values: ArrayLike, what: str, n: int) -> NDArray[np.bool_]:
    """Yes or no for each row; raises `Impossible` for anything else, `TooFew` if all are alike."""
    found = column(values, what, n)
    if not np.isin(found, (0, 1)).all():
        raise Impossible(f"{what} is yes or no for each row, 1 or 0.")
    if n == 0 or found.min() == found.max():
        raise TooFew(f"{what} is the same in every row, so there is nothing to compare with.")
    return found.astype(bool)


def labels(values: ArrayLike, what: str, n: int) -> NDArray[np.intp]:
    """Each distinct label as a number from 0; raises `Impossible` for a wrong length."""
    found = np.asarray(values)
    if found.shape != (n,):
        raise Impossible(f"{what} needs one label for each row.")
    return np.unique(found, return_inverse=True)[1].astype(np.intp)
