"""Made-up companies with a planted effect, for `bench/effects.py`: the outcome layer only.

Each company has customers' units (places, accounts) that differ in level and wander by themselves
month by month, a trend and a season that all share, and answers of -1, 0, +1 whose mean is the
sum of these. The truth is known exactly, in points.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PASSIVES = 0.35
LIFT = 0.12
"""The planted effect as a mean of -1, 0, +1: twelve points."""


@dataclass
class Answers:
    """One row an answer; `y` in points."""

    y: Floats
    unit: NDArray[np.intp]
    month: NDArray[np.intp]


def draw(rng: np.random.Generator, mean: Floats) -> Floats:
    """Answers of -100, 0, +100 with these means and a fixed share of passives."""
    kept = np.clip(mean, -0.64, 0.64)
    promoters = (1 - PASSIVES + kept) / 2
    chance = rng.random(kept.shape)
    return 100.0 * ((chance < promoters).astype(float) - (chance > promoters + PASSIVES))


def wander(rng: np.random.Generator, shape: tuple[int, int], *, rho: float, sd: float) -> Floats:
    """A stationary AR(1) for each row, of that likeness and standard deviation; a random walk with
    steps of a third of it where the likeness is 1.
    """
    if rho == 1:
        return rng.normal(0, sd / 3, shape).cumsum(axis=1)
    noise = rng.normal(0, sd * np.sqrt(1 - rho * rho), shape)
    noise[:, 0] = rng.normal(0, sd, shape[0])
    for t in range(1, shape[1]):
        noise[:, t] += rho * noise[:, t - 1]
    return noise


def months_of(
    rng: np.random.Generator, units: int, months: int, *, rho: float = 0.5, sd: float = 0.08
) -> Floats:
    """The true mean of each unit in each month, without any change."""
    t = np.arange(months)
    common = 0.01 * (t - months / 2) * rng.normal(0, 1) + 0.05 * np.sin(
        2 * np.pi * (t + rng.integers(12)) / 12
    )
    level = rng.normal(0.15, 0.12, (units, 1))
    return level + common + wander(rng, (units, months), rho=rho, sd=sd)


def answers_of(
    rng: np.random.Generator, mean: Floats, *, a_month: float, spread: float = 0.5
) -> Answers:
    """Answers of every unit in every month, more from some units than from others."""
    units, months = mean.shape
    rate = a_month * np.exp(rng.normal(0, spread, (units, 1)) - spread**2 / 2)
    counts = rng.poisson(np.broadcast_to(rate, mean.shape)).ravel()
    unit = np.repeat(np.repeat(np.arange(units), months), counts)
    month = np.repeat(np.tile(np.arange(months), units), counts)
    return Answers(draw(rng, mean[unit, month]), unit, month)
