"""The guard: a short-term number must not be bought with customers' patience (M8).

A pair warns when both numbers moved beyond noise over the same months: the short-term one to the
better, the customer number to the worse. The p-value of a pair is the larger of its two (both must
hold: an intersection-union test, Berger 1982), and looking at many pairs is paid for by
Benjamini-Hochberg. The simulation in `tests/scorecard/test_the_guard.py` measures false warnings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from emptychair.metrics.figures import FigureGroup, Horizon
from emptychair.metrics.types import Change
from emptychair.stats import benjamini_hochberg

Q = 0.05  # at most this share of the warnings is expected to be false


@dataclass(frozen=True, slots=True)
class Movement:
    """One figure over the two windows."""

    key: str
    group: str
    horizon: str
    better: str
    change: Change | None
    is_outcome: bool = False

    @property
    def is_quick(self) -> bool:
        """A number of brand or funnel that answers at once: it can be bought."""
        return self.group != FigureGroup.CUSTOMER and self.horizon == Horizon.SHORT

    @property
    def is_of_customers(self) -> bool:
        """A number that tells how customers fare, and answers late."""
        return self.is_outcome and self.horizon != Horizon.SHORT

    def moved(self, *, to_the_better: bool) -> bool:
        """Beyond noise, in this direction."""
        if self.change is None or not self.change.is_told:
            return False
        rose = self.change.estimate > 0
        return (rose == (self.better == "higher")) == to_the_better

    def p_in_direction(self, *, to_the_better: bool) -> float:
        """One-sided p-value; 1 where nothing is known."""
        if self.change is None:
            return 1.0
        rose = self.change.estimate > 0
        as_asked = (rose == (self.better == "higher")) == to_the_better
        return self.change.p_value / 2 if as_asked else 1 - self.change.p_value / 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A short-term number bought with a customer number; `q` is adjusted for all pairs."""

    quick: Movement
    customer: Movement
    q: float


def warnings_among(movements: Sequence[Movement]) -> list[Pair]:
    """The pairs to warn of, the surest first."""
    quick = [each for each in movements if each.is_quick and each.change is not None]
    customer = [each for each in movements if each.is_of_customers and each.change is not None]
    pairs = list(product(quick, customer))
    if not pairs:
        return []
    p_values = [
        max(a.p_in_direction(to_the_better=True), b.p_in_direction(to_the_better=False))
        for a, b in pairs
    ]
    adjusted = benjamini_hochberg(p_values)
    found = [
        Pair(a, b, float(q))
        for (a, b), q in zip(pairs, adjusted, strict=True)
        if q <= Q and a.moved(to_the_better=True) and b.moved(to_the_better=False)
    ]
    return sorted(found, key=lambda pair: (pair.q, pair.quick.key, pair.customer.key))
