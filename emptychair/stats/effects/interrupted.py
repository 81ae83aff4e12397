"""One series, before and after. Explained in `docs/algorithms/effects-series.md`."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import fdtrc, stdtr

from emptychair.stats.effects.results import Check, Effect, Expected, Floats, column
from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import critical_t

FEWEST_BEFORE = 24
FEWEST_AFTER = 4
MOST_BEFORE, MOST_AFTER = 36, 6
"""In longer stretches slow wandering passes for a shift: `bench/effects.py` showed 91 of 100."""
LIKENESS = tuple(float(rho) for rho in np.tanh(np.linspace(np.arctanh(-0.5), np.arctanh(0.98), 14)))
"""Correlations of neighbours in the wandering part, evenly spaced on Fisher's scale."""
NOISE = (0.0, 0.25, 0.5)
"""Shares of the variance that are mere noise of answers, all equally likely beforehand."""
SLOW, MOST_ODDS = 0.8, 3.0
"""Neighbours this alike wander slowly; how likely that may be against other noise."""
FEWEST_CYCLES = 3
STRETCH, STRETCH_BY_LIKENESS = -0.225, 0.3
"""The mixture is drawn wider by exp(a + b · mean of Fisher's z of the likeness), chosen by
simulation so that quiet series and wandering ones are held equally often."""


@dataclass(frozen=True)
class Fits:
    """The series under each kind of noise, one place a kind: coefficients, their covariance over
    σ², RSS, weight.
    """

    likeness: Floats
    coefficients: Floats
    inverse: Floats
    rss: Floats
    weight: Floats


def interrupted_effect(
    series: ArrayLike, *, before: int, season: int = 0, level: float = 0.95
) -> Effect:
    """The shift of a series after its first `before` points, beyond trend and season.

    y = level + trend + season + shift after the date + wandering (AR 1) + the noise of answers. How
    alike neighbours are, and how much is mere noise, is not known: the interval averages Student's
    t over a grid of both, each weighted by its restricted likelihood, and is calibrated so that
    quiet series do not get too wide an interval, nor wandering ones too narrow a one. `season` is
    the length of a cycle in points (12 for months), 0 for none. Raises `TooFew` under 24 points
    before, three cycles before, or four points after; `Impossible` over 36 points before or six
    after.
    """
    y = column(series, "The series")
    _check_points(len(y), before, season)
    design = _design(len(y), before, season)
    fits = _fits(y, design)
    posterior = Mixture.of(fits, len(y) - design.shape[1])
    tail = posterior.below(0.0)
    return Effect(
        posterior.mean, posterior.quantile(0.5 - level / 2), posterior.quantile(0.5 + level / 2),
        2 * min(tail, 1 - tail), posterior.sd, float(posterior.degrees), n=len(y),
        n_treated=len(y) - before, clusters=1, method="series", level=level,
        checks=_checks(y, design, before, fits), refused=("newey-west.too-narrow",),
        alternative=_alternative(design, fits, posterior.degrees),
    )  # fmt: skip


def _odds_of_slow(fits: Fits) -> float:
    """How much better slow wandering explains the series than none or quick wandering."""
    slow = fits.likeness >= SLOW
    return float(fits.weight[slow].mean() / fits.weight[~slow].mean())


@dataclass(frozen=True)
class Mixture:
    """Student's t distributions, weighted, and drawn wider (or narrower) around their middle."""

    centre: Floats
    error: Floats
    weight: Floats
    degrees: int
    stretch: float

    @classmethod
    def of(cls, fits: Fits, degrees: int) -> "Mixture":
        """What each kind of noise says about the shift, the third coefficient."""
        error = np.sqrt(fits.rss / degrees * fits.inverse[:, 2, 2])
        stretch = STRETCH + STRETCH_BY_LIKENESS * float(fits.weight @ np.arctanh(fits.likeness))
        return cls(fits.coefficients[:, 2], error, fits.weight, degrees, float(np.exp(stretch)))

    @property
    def mean(self) -> float:
        """The middle of all."""
        return float(self.weight @ self.centre)

    @property
    def sd(self) -> float:
        """The standard error, that of not knowing the noise included."""
        spread = self.weight @ (self.error**2 + (self.centre - self.mean) ** 2)
        return float(self.stretch * np.sqrt(spread))

    def below(self, value: float) -> float:
        """The probability of less than the value."""
        plain = self.mean + (value - self.mean) / self.stretch
        return float(self.weight @ stdtr(self.degrees, (plain - self.centre) / self.error))

    def quantile(self, probability: float) -> float:
        """The value with that probability below it."""
        span = self.stretch * (60 * float(self.error.max()) + float(np.ptp(self.centre)))
        low, high = self.mean - span, self.mean + span
        return float(brentq(lambda v: self.below(v) - probability, low, high))


def _check_points(n: int, before: int, season: int) -> None:
    if before < FEWEST_BEFORE or n - before < FEWEST_AFTER:
        raise TooFew(
            f"A series needs {FEWEST_BEFORE} points before the date and {FEWEST_AFTER} after it; "
            f"there are {before} and {n - before}."
        )
    if before > MOST_BEFORE or n - before > MOST_AFTER:
        raise Impossible(
            f"Give the last {MOST_BEFORE} points before the date at most, and the first "
            f"{MOST_AFTER} after it: in longer series wandering passes for a shift."
        )
    if season and not 2 <= season <= 12:
        raise Impossible("A season has between 2 and 12 points, such as 12 months or 4 quarters.")
    if season and before < FEWEST_CYCLES * season:
        raise TooFew(f"A season of {season} points must have been seen three times before.")


def _design(n: int, before: int, season: int) -> Floats:
    t = np.arange(n, dtype=float)
    columns = [np.ones(n), (t - t.mean()) / n, (t >= before).astype(float)]
    columns += [(t % season == s).astype(float) - (t % season == 0) for s in range(1, season)]
    return np.column_stack(columns)


@lru_cache(maxsize=64)
def _whiteners(n: int) -> tuple[Floats, Floats, Floats]:
    """For each kind of noise: its likeness, what makes n points independent, its log determinant.

    What multiplies a series is the inverse of the Cholesky root of its correlations.
    """
    steps = np.arange(n)
    distance = np.abs(steps[:, None] - steps[None, :])
    kinds = [(rho, share) for rho in LIKENESS for share in NOISE]
    roots = np.array(
        [np.linalg.cholesky((1 - s) * rho**distance + s * np.eye(n)) for rho, s in kinds]
    )
    logs = np.log(np.diagonal(roots, axis1=1, axis2=2)).sum(axis=1)
    return np.array([rho for rho, _ in kinds]), np.linalg.inv(roots), logs


def _fits(y: Floats, design: Floats) -> Fits:
    """Generalised least squares under each kind of noise, weighted by restricted likelihood."""
    likeness, whiteners, logs = _whiteners(len(y))
    x: Floats = whiteners @ design
    z: Floats = whiteners @ y
    gram = x.transpose(0, 2, 1) @ x
    inverse = np.asarray(np.linalg.inv(gram), dtype=np.float64)
    coefficients: Floats = np.einsum("kij,klj,kl->ki", inverse, x, z)
    rss: Floats = np.square(z - np.einsum("klj,kj->kl", x, coefficients)).sum(axis=1)
    if rss.min() <= 1e-12 * max(1.0, float(y @ y)):
        raise TooFew("The series lies on a line; without noise there is nothing to judge by.")
    free = len(y) - design.shape[1]
    log_weight = -logs - 0.5 * np.linalg.slogdet(gram)[1] - free / 2 * np.log(rss)
    weight = np.exp(log_weight - log_weight.max())
    return Fits(likeness, coefficients, inverse, rss, weight / weight.sum())


def _alternative(design: Floats, fits: Fits, degrees: int) -> tuple[Expected, ...]:
    """Each point without the shift, with the band in which 95 of 100 points of noise would lie."""
    best = int(np.argmax(fits.weight))
    without = design.copy()
    without[:, 2] = 0.0
    middle = without @ fits.coefficients[best]
    unsure = np.einsum("ti,ij,tj->t", without, fits.inverse[best], without)
    half = critical_t(0.95, degrees) * np.sqrt(fits.rss[best] / degrees * (1 + unsure))
    return tuple(
        Expected(float(m), float(m - h), float(m + h)) for m, h in zip(middle, half, strict=True)
    )


def _checks(y: Floats, design: Floats, before: int, fits: Fits) -> tuple[Check, ...]:
    slow = _odds_of_slow(fits)
    wandering = Check("steady-level", slow <= MOST_ODDS, {"odds": slow})
    plain = np.linalg.lstsq(design, y, rcond=None)[0]
    rest = y - design @ plain
    freed = design.shape[1] / len(y)  # each point has given a part of itself to the fit
    many, few = (before * (1 - freed), (len(y) - before) * (1 - freed))
    ratio = float(np.square(rest[before:]).sum() / few / (np.square(rest[:before]).sum() / many))
    p = float(fdtrc(few, many, ratio))
    steady = Check("steady-noise", p >= 0.01, {"ratio": ratio, "p": p})
    return (wandering, steady)
