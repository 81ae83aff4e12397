"""Bounds that hold at every look, however often one looks. Explained in
`docs/algorithms/looking-every-day.md`.
"""

import math
from dataclasses import dataclass

from scipy.special import lambertw

from emptychair.stats.errors import Impossible, TooFew
from emptychair.stats.quantiles import checked_level


@dataclass(frozen=True)
class Bounds:
    """A mean or a difference with the bounds that all looks together keep at the level."""

    estimate: float
    low: float
    high: float
    n: int

    @property
    def excludes_nothing(self) -> bool:
        """No change is still among the possible ones."""
        return self.low <= 0 <= self.high


def confidence_sequence(
    mean: float,
    n: int,
    *,
    lowest: float = -100,
    highest: float = 100,
    tuned_for: int = 500,
    level: float = 0.95,
) -> Bounds:
    """Bounds around the running mean of answers between `lowest` and `highest`.

    The normal mixture of Robbins (1970) in the closed form of Howard, Ramdas, McAuliffe and Sekhon
    (2021): at all n at once the truth is left out with probability of at most 1 - level, whatever
    the answers' distribution, as they are bounded and each comes with the same expectation given
    those before. Narrowest at about `tuned_for` answers. Raises `TooFew` without answers.
    """
    scale = _scale(lowest, highest)
    if n < 1:
        raise TooFew("Without an answer nothing can be watched.")
    kappa = _kappa(tuned_for, level)
    reach = math.log(1 / (1 - level)) + _log_growth(n, kappa)
    half = scale * math.sqrt(2 * reach * (n + kappa)) / n
    return Bounds(mean, max(lowest, mean - half), min(highest, mean + half), n)


def difference_sequence(
    mean_before: float,
    n_before: int,
    mean_after: float,
    n_after: int,
    *,
    lowest: float = -100,
    highest: float = 100,
    level: float = 0.95,
) -> Bounds:
    """Bounds around after minus before that hold at every look while both may still grow.

    One mixture for the two errors together; its ellipse, seen along the difference, is
    σ·sqrt(2R·Σ(nᵢ + κᵢ)/nᵢ²) with R = log(1/α) + ½Σ log((nᵢ + κᵢ)/κᵢ) and σ half the range of an
    answer. Tuned for the larger of each side and 200 answers. Raises `TooFew` for an empty side.
    """
    scale = _scale(lowest, highest)
    if min(n_before, n_after) < 1:
        raise TooFew("A watched difference needs an answer on each side.")
    sides = [(n_before, _kappa(200, level)), (n_after, _kappa(200, level))]
    reach = math.log(1 / (1 - level)) + sum(_log_growth(n, kappa) for n, kappa in sides)
    half = scale * math.sqrt(2 * reach * sum((n + kappa) / n**2 for n, kappa in sides))
    estimate = mean_after - mean_before
    widest = highest - lowest
    low, high = max(-widest, estimate - half), min(widest, estimate + half)
    return Bounds(estimate, low, high, n_before + n_after)


def difference_sequence_p(
    mean_before: float,
    n_before: int,
    mean_after: float,
    n_after: int,
    *,
    lowest: float = -100,
    highest: float = 100,
) -> float:
    """A p-value of no difference that may be read at every look: the smallest error at which
    `difference_sequence`, with its mixture as for 95 percent, leaves nothing out.

    min(1, exp(G - d²/(2σ²Σ(nᵢ + κᵢ)/nᵢ²))) with G = ½Σ log((nᵢ + κᵢ)/κᵢ), the difference d and σ
    half the range of an answer. Raises `TooFew` for an empty side.
    """
    scale = _scale(lowest, highest)
    if min(n_before, n_after) < 1:
        raise TooFew("A watched difference needs an answer on each side.")
    kappa = _kappa(200, 0.95)
    growth = _log_growth(n_before, kappa) + _log_growth(n_after, kappa)
    spread = sum((n + kappa) / n**2 for n in (n_before, n_after))
    distance = (mean_after - mean_before) ** 2 / (2 * scale**2 * spread)
    return min(1.0, math.exp(min(0.0, growth - distance)))


def _kappa(tuned_for: int, level: float) -> float:
    """The mixture's width that makes the bound narrowest there: n/(-W₋₁(-α²/e) - 1)."""
    if tuned_for < 1:
        raise Impossible("Bounds are tuned for at least one answer.")
    alpha = 1 - checked_level(level)
    return tuned_for / float(-lambertw(-(alpha**2) / math.e, -1).real - 1)


def _log_growth(n: int, kappa: float) -> float:
    return 0.5 * math.log((n + kappa) / kappa)


def _scale(lowest: float, highest: float) -> float:
    if not lowest < highest:
        raise Impossible("The lowest answer lies below the highest.")
    return (highest - lowest) / 2
