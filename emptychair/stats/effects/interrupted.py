"""One series, before and after. Explained in `docs/algorithms/effects-series.md`."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
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
NOISE = (0.0, 0.25, 0.5, 0.75)
"""Shares of the variance that are mere noise of answers, all equally likely beforehand."""
SLOW, MOST_ODDS = 0.8, 3.0
"""Neighbours this alike wander slowly; how likely that may be against other noise."""
SEASONS = (0.0, 1.0, 4.0)
"""Variance of a season that was not seen, over that of the rest; all equally likely beforehand."""
MOST_BEFORE_UNSEEN, MOST_AFTER_UNSEEN = 28, 4
"""In longer stretches the trend swallows half a turn, whose other half then passes for a shift: 90
of 100 at 36 and six."""
FEWEST_CYCLES = 3
STRETCH, STRETCH_BY_LIKENESS, MOST_LIKENESS = -0.33, 0.61, 1.0
"""The mixture is drawn wider by exp(a + b · z̄²), z̄ the mean of Fisher's z of the likeness and 1 at
most, chosen by simulation so that quiet series and wandering ones are held equally often."""
STRETCH_OF_MOST_AFTER = 0.68
"""The second of the numbers where as many points as may be lie after the date: slow wandering goes
further there."""
STRETCH_SEEN_TWICE = -0.285
"""The first of the two where a season was seen twice."""
UNSEEN = (-0.71, -0.91, 1.72, 0.94, -0.06)
"""Where a season was not seen, the stretch is exp(a + b · z̄ + c · z̄² + d · (s - ½) + e · g): s the
standard deviation of z, g by how much (as a logarithm) answers make less noise after the date."""


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
    series: ArrayLike,
    *,
    before: int,
    season: int = 0,
    year: int = 0,
    left_out: int = 0,
    answers: ArrayLike | None = None,
    level: float = 0.95,
) -> Effect:
    """By how much a series lies, in the mean of the points after the first `before`, off what its
    past promises: trend, season and wandering.

    y = level + trend + season + wandering (AR 1) + the noise of answers, and after the date a gap
    of its own for each point: an effect may come at once, grow or fade. How alike neighbours are,
    and how much is mere noise, is not known: the interval averages Student's t over a grid of both,
    each weighted by its restricted likelihood, and is calibrated so that quiet series do not get
    too wide an interval, nor wandering ones too narrow a one. `season` is the length of a cycle in
    points (12 for months), 0 for none. `year` is that of a year of which the points see less than
    three turns (12 for months, 52 for weeks): then a season is among the kinds of noise, as levels
    of each month's own where two turns were seen, as swings of a year and of half a year otherwise.
    `left_out` are the points between both sides that are not given, such as the month in which the
    change came. `answers` says how many stand behind each point: few make more noise. Raises
    `TooFew` under 24 points before, three cycles before, or four points after; `Impossible` over 36
    points before or six after, those left out counted (28 and four with a `year` not seen twice),
    and for points without answers.
    """
    y = column(series, "The series")
    _check_points(len(y), before, season, year, left_out)
    time = steps_of(len(y), before, left_out)
    design = _design(time, before, season)
    noise = noise_of_answers(answers, len(y))
    fits = _fits(y, design, time, noise, year)
    wider = float(stretch_of(fits.weight, fits.likeness, year, time, before, noise))
    posterior = Mixture.of(fits, len(y) - design.shape[1], wider)
    tail = posterior.below(0.0)
    return Effect(
        posterior.mean, posterior.quantile(0.5 - level / 2), posterior.quantile(0.5 + level / 2),
        2 * min(tail, 1 - tail), posterior.sd, float(posterior.degrees), n=len(y),
        n_treated=len(y) - before, clusters=1, method="series", level=level,
        checks=_checks(y, design, before, fits, noise), refused=("newey-west.too-narrow",),
        alternative=_alternative(y, design, before, fits, posterior.degrees),
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
    def of(cls, fits: Fits, degrees: int, wider: float) -> "Mixture":
        """What each kind of noise says about the mean gap, the third coefficient."""
        error = np.sqrt(fits.rss / degrees * fits.inverse[:, 2, 2])
        return cls(fits.coefficients[:, 2], error, fits.weight, degrees, wider)

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


def stretch_of(
    weight: Floats,
    likeness: Floats,
    year: int,
    time: tuple[int, ...],
    before: int,
    noise: tuple[float, ...],
) -> Floats:
    """By how much wider the mixture is drawn, given the weight of each kind of noise (the last
    axis).
    """
    z = np.arctanh(likeness)
    mean = weight @ z
    capped = np.minimum(mean, MOST_LIKENESS)
    if year and not _seen_twice(year, len(time)):
        scatter = np.sqrt(np.maximum(weight @ z**2 - mean**2, 0.0))
        gained = float(np.log(np.mean(noise[:before]) / np.mean(noise[before:])))
        a, b, c, d, e = UNSEEN
        return np.asarray(np.exp(a + b * capped + c * capped**2 + d * (scatter - 0.5) + e * gained))
    most = time[-1] + 1 - before >= MOST_AFTER
    by_likeness = STRETCH_OF_MOST_AFTER if most else STRETCH_BY_LIKENESS
    return np.asarray(np.exp((STRETCH_SEEN_TWICE if year else STRETCH) + by_likeness * capped**2))


def _seen_twice(year: int, n: int) -> bool:
    return 0 < 2 * year <= n


def steps_of(n: int, before: int, left_out: int = 0) -> tuple[int, ...]:
    """When each point was, counted in points."""
    if left_out < 0:
        raise Impossible("No less than no point is left out between both sides.")
    return tuple(t + left_out * (t >= before) for t in range(n))


def _check_points(n: int, before: int, season: int, year: int, left_out: int) -> None:
    if before < FEWEST_BEFORE or n - before < FEWEST_AFTER:
        raise TooFew(
            f"A series needs {FEWEST_BEFORE} points before the date and {FEWEST_AFTER} after it; "
            f"there are {before} and {n - before}."
        )
    if before > MOST_BEFORE or n - before + left_out > MOST_AFTER:
        raise Impossible(
            f"Give the last {MOST_BEFORE} points before the date at most, and the first "
            f"{MOST_AFTER} after it, those left out counted: in longer series wandering passes "
            "for a shift."
        )
    unseen = year and not _seen_twice(year, n)
    if unseen and (before > MOST_BEFORE_UNSEEN or n - before > MOST_AFTER_UNSEEN):
        raise Impossible(
            f"Give the last {MOST_BEFORE_UNSEEN} points before the date at most, and the first "
            f"{MOST_AFTER_UNSEEN} after it, where a year was not seen: in more the trend hides it."
        )
    if season and not 2 <= season <= 12:
        raise Impossible("A season has between 2 and 12 points, such as 12 months or 4 quarters.")
    if season and before < FEWEST_CYCLES * season:
        raise TooFew(f"A season of {season} points must have been seen three times before.")


def _design(time: tuple[int, ...], before: int, season: int) -> Floats:
    """Level, trend, mean gap after the date, season, and how each gap differs from their mean."""
    t, n = np.array(time, dtype=float), len(time)
    place = np.arange(n)
    columns = [np.ones(n), (t - t.mean()) / n, (place >= before).astype(float)]
    columns += [(t % season == s).astype(float) - (t % season == 0) for s in range(1, season)]
    columns += [(place == j).astype(float) - (place == n - 1) for j in range(before, n - 1)]
    return np.column_stack(columns)


def noise_of_answers(answers: ArrayLike | None, n: int) -> tuple[float, ...]:
    """The variance that answers alone give each point, against that of the usual one."""
    if answers is None:
        return (1.0,) * n
    found = column(answers, "Answers", n)
    if found.min() <= 0:
        raise Impossible("Each point of a series has answers behind it; leave the others out.")
    return tuple((1 / found / (1 / found).mean()).tolist())


@lru_cache(maxsize=64)
def _whiteners(
    noise: tuple[float, ...], time: tuple[int, ...], year: int = 0
) -> tuple[Floats, Floats, Floats]:
    """For each kind of noise: its likeness, what makes the points independent, its log determinant.

    What multiplies a series is the inverse of the Cholesky root of its covariances.
    """
    steps = np.array(time)
    distance = np.abs(steps[:, None] - steps[None, :])
    swing, seasons = _season(distance, year), SEASONS if year else (0.0,)
    kinds = [(rho, share, more) for more in seasons for rho in LIKENESS for share in NOISE]
    mere = np.diag(noise)
    roots = np.array([
        np.linalg.cholesky((1 - s) * rho**distance + s * mere + more * swing)
        for rho, s, more in kinds
    ])  # fmt: skip
    logs = np.log(np.diagonal(roots, axis1=1, axis2=2)).sum(axis=1)
    return np.array([rho for rho, _, _ in kinds]), np.linalg.inv(roots), logs


def _season(distance: NDArray[np.int_], year: int) -> Floats:
    """The covariance of a season: seen twice, each month has a level of its own, drawn by chance;
    seen less, it is a cosine without a known turn, that of a year and that of half of it alike.
    """
    if _seen_twice(year, len(distance)):
        return np.asarray(distance % year == 0, dtype=np.float64)
    turns = 2 * np.pi * distance / (year or 1)
    return np.asarray((np.cos(turns) + np.cos(2 * turns)) / 2)


def _fits(
    y: Floats, design: Floats, time: tuple[int, ...], noise: tuple[float, ...], year: int = 0
) -> Fits:
    """Generalised least squares under each kind of noise, weighted by restricted likelihood."""
    likeness, whiteners, logs = _whiteners(noise, time, year)
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


def _alternative(
    y: Floats, design: Floats, before: int, fits: Fits, degrees: int
) -> tuple[Expected, ...]:
    """Each point without the gap, with the band in which 95 of 100 points of noise would lie."""
    best = int(np.argmax(fits.weight))
    gap = design.copy()
    gap[:, : len(gap.T) - (len(y) - before - 1)] = 0.0
    gap[:, 2] = design[:, 2]
    late = design[:, 2] > 0
    line = (design - gap) @ fits.coefficients[best]
    middle = np.where(late, y - gap @ fits.coefficients[best], line)
    shown = np.where(late[:, None], gap, design)
    unsure = np.einsum("ti,ij,tj->t", shown, fits.inverse[best], shown) + ~late
    half = critical_t(0.95, degrees) * np.sqrt(fits.rss[best] / degrees * unsure)
    return tuple(
        Expected(float(m), float(m - h), float(m + h)) for m, h in zip(middle, half, strict=True)
    )


def _checks(
    y: Floats, design: Floats, before: int, fits: Fits, noise: tuple[float, ...]
) -> tuple[Check, ...]:
    slow = _odds_of_slow(fits)
    wandering = Check("steady-level", slow <= MOST_ODDS, {"odds": slow})
    steady = design[:, : design.shape[1] - (len(y) - before - 1)]  # one gap for all of them
    mere = NOISE[int(np.argmax(fits.weight)) % len(NOISE)]
    usual = np.sqrt(1 - mere + mere * np.array(noise))
    rest = (y - steady @ np.linalg.lstsq(steady, y, rcond=None)[0]) / usual
    freed = steady.shape[1] / len(y)  # each point has given a part of itself to the fit
    many, few = (before * (1 - freed), (len(y) - before) * (1 - freed))
    ratio = float(np.square(rest[before:]).sum() / few / (np.square(rest[:before]).sum() / many))
    p = float(fdtrc(few, many, ratio))
    return (wandering, Check("steady-noise", p >= 0.01, {"ratio": ratio, "p": p}))
