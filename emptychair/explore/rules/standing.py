"""What customers pay at both ends of some days: sums, and the figures that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from emptychair.explore.types import CHURN, CUSTOMERS, MRR, NRR, Figure
from emptychair.metrics.rules.readings import reading_of_retention
from emptychair.metrics.types import TOO_FEW
from emptychair.stats import (
    RevenueSums,
    gross_retention_of_sums,
    logo_churn,
    net_retention_of_sums,
)

NOTHING = RevenueSums(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
PARTS = tuple(one.name for one in fields(RevenueSums))


@dataclass(frozen=True, slots=True)
class Standing:
    """How many customers there were before some days and are on the last of them, how many of the
    first have left, what all pay on the last; and what retention is made of.
    """

    began: int = 0
    lost: int = 0
    there: int = 0
    ending: float = 0.0
    sums: RevenueSums = NOTHING

    def __add__(self, other: "Standing") -> "Standing":
        """Of other customers on the same days."""
        both = {name: getattr(self.sums, name) + getattr(other.sums, name) for name in PARTS}
        return Standing(
            self.began + other.began,
            self.lost + other.lost,
            self.there + other.there,
            self.ending + other.ending,
            RevenueSums(**both),
        )


def standing_of(row: Mapping[str, Any]) -> Standing:
    """From a row of what the engine added up."""
    return Standing(
        began=row["began"],
        lost=row["lost"],
        there=row["there"],
        ending=row["ending"],
        sums=RevenueSums(**{name: row[name] for name in PARTS}),
    )


def figure_of_standing(measure: str, one: Standing) -> Figure:
    """The figure of a measure. What is counted in full has no interval; retention has none where
    its customers, or a few large ones among them, are too few (`stats.growth`).
    """
    if measure == CUSTOMERS:
        return Figure(float(one.there), None, None, one.there, too_few=False)
    if measure == MRR:
        return Figure(round(one.ending, 2), None, None, one.there, too_few=False)
    if measure == CHURN:
        return _churn(one)
    if one.sums.customers == 0 or one.sums.before <= 0:
        return Figure(None, None, None, 0, too_few=True)
    share = net_retention_of_sums if measure == NRR else gross_retention_of_sums
    told = reading_of_retention(share(one.sums))
    n = one.sums.customers
    return Figure(told.value, told.low, told.high, n, too_few=n < TOO_FEW or not told.has_interval)


def _churn(one: Standing) -> Figure:
    if not one.began:
        return Figure(None, None, None, 0, too_few=True)
    told = logo_churn(one.lost, one.began)
    too_few = one.began < TOO_FEW
    return Figure(100 * told.share, 100 * told.low, 100 * told.high, one.began, too_few=too_few)
