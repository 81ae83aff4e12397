import bisect
import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_WORD = (1 << 64) - 1


class Chance:
    """One stream of chance: small draws that cost little, the same for the same seed everywhere."""

    __slots__ = ("uniform",)

    def __init__(self, seed: int) -> None:
        self.uniform = random.Random(seed).random

    def yes(self, share: float) -> bool:
        return self.uniform() < share

    def below(self, count: int) -> int:
        return int(self.uniform() * count)

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self.uniform() * len(items))]

    def wait(self, mean: float) -> float:
        """An exponential waiting time with this mean, in the unit of `mean`."""
        return -mean * math.log(1.0 - self.uniform())

    def weighted(self, items: Sequence[T], steps: Sequence[float]) -> T:
        """One item, where `steps` are the running sums of shares that end at 1 (see `running`)."""
        return items[bisect.bisect_right(steps, self.uniform(), 0, len(items) - 1)]


def running(weights: Sequence[float]) -> tuple[float, ...]:
    """Running sums of the weights, scaled to end at 1."""
    whole = sum(weights)
    steps: list[float] = []
    reached = 0.0
    for weight in weights:
        reached += weight / whole
        steps.append(reached)
    return tuple(steps)


def stream(seed: int, kind: int, index: int) -> Chance:
    """The stream of one thing (`kind` and `index`), the same however many others there are.

    The three numbers are mixed by the finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable
    pseudorandom number generators, OOPSLA 2014), so that neighbours share nothing.
    """
    mixed = seed & _WORD
    for part in (kind, index):
        mixed = (mixed + 0x9E3779B97F4A7C15 * (part + 1)) & _WORD
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _WORD
        mixed ^= mixed >> 31
    return Chance(mixed)
