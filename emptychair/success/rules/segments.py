"""Which saved segment each customer belongs to, for models of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from emptychair.success.rules.rows import Whole

NONE = 0  # belongs to no segment that may have a model


@dataclass(frozen=True, slots=True)
class Memberships:
    """Customers in order, and the segment of each."""

    units: Whole
    segment: Whole

    def of(self, units: Whole) -> Whole:
        """The segment of each of these; 0 for none."""
        if not len(self.units):
            return np.zeros(len(units), dtype=np.int64)
        place = np.minimum(np.searchsorted(self.units, units), len(self.units) - 1)
        return np.where(self.units[place] == units, self.segment[place], NONE)


NOBODY = Memberships(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


def memberships(by_segment: Mapping[int, set[int]]) -> Memberships:
    """From the customers of each segment. Who is in several counts for the smallest of them, which
    says most about them.
    """
    found: dict[int, int] = {}
    for segment, units in sorted(by_segment.items(), key=lambda one: (-len(one[1]), -one[0])):
        found.update(dict.fromkeys(units, segment))
    ordered = sorted(found)
    return Memberships(
        np.array(ordered, dtype=np.int64),
        np.array([found[unit] for unit in ordered], dtype=np.int64),
    )
