"""From values to places: ranges, round ticks in them, and the line between value and place."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

_AIR = 0.03  # of the range, so that nothing sticks to the edge


@dataclass(frozen=True)
class Scale:
    """A straight line from `low`..`high` in values to `start`..`end` in drawing units."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of `value`; what lies beyond the range is drawn at its edge."""
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * (self.end - self.start)

    def holds(self, value: float) -> bool:
        """Whether `value` lies within the range, so that a line for it may be drawn."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Axis:
    """A range and the distance of its ticks, a round number."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """Multiples of the step inside the range."""
        first = math.ceil(self.low / self.step - 1e-9)
        last = math.floor(self.high / self.step + 1e-9)
        return tuple(index * self.step for index in range(first, last + 1))

    @property
    def decimals(self) -> int:
        """How many decimals a tick needs."""
        return max(0, -math.floor(math.log10(self.step) + 1e-9))


def axis_for(
    values: Iterable[float],
    *,
    ticks: int,
    least: float = 0.0,
    bounds: tuple[float, float] = (-math.inf, math.inf),
) -> Axis:
    """The axis over `values` with about `ticks` ticks.

    It spans `least` at the least, so that noise does not look like a mountain, and never leaves
    `bounds`, since a score beyond ±100 cannot exist. Values all equal still get a range.
    """
    inside = [min(max(value, bounds[0]), bounds[1]) for value in values]
    low, high = _widened(min(inside), max(inside), least, bounds)
    step = _round_step((high - low) / max(1, ticks))
    air = (high - low) * _AIR
    return Axis(max(bounds[0], low - air), min(bounds[1], high + air), step)


def _widened(
    low: float, high: float, least: float, bounds: tuple[float, float]
) -> tuple[float, float]:
    span = max(high - low, least, abs(high) * 1e-6) or 1.0
    spare = (span - (high - low)) / 2
    low, high = low - spare, high + spare
    shift = max(0.0, bounds[0] - low) - max(0.0, high - bounds[1])
    return max(bounds[0], low + shift), min(bounds[1], high + shift)


def round_days(last: int, most: int) -> list[int]:
    """Days from 0 up to the last, evenly apart, at most so many after the first; people read them
    below the axis, so they are round: 0, 10, 20 and not 0, 18, 35.
    """
    step = max(1, round(_round_step(max(1, last) / most)))
    return list(range(0, last + 1, step))


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * unit for unit in (1, 2, 5, 10) if power * unit >= rough * 0.999)
