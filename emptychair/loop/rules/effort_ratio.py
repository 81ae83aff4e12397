"""Counting is 1 part, planning is 1 part, doing is 18 parts."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["nothing", "little", "counting", "planning", "doing"]
PARTS = {"counting": 1, "planning": 1, "doing": 18}
ENOUGH_MINUTES = 120  # below this a share says nothing
DOING_SHARE = PARTS["doing"] / sum(PARTS.values())


@dataclass(frozen=True, slots=True)
class EffortShares:
    """Minutes of one period, by what they were spent on."""

    counting: int = 0
    planning: int = 0
    doing: int = 0

    @property
    def total(self) -> int:
        """All minutes."""
        return self.counting + self.planning + self.doing

    def share(self, kind: str) -> float:
        """From 0 to 1; 0 when nothing was logged."""
        minutes: int = getattr(self, kind)
        return minutes / self.total if self.total else 0.0

    @property
    def parts(self) -> tuple[float, float, float]:
        """The three as parts of twenty, to be read beside 1 : 1 : 18."""
        whole = sum(PARTS.values())
        return (
            round(self.share("counting") * whole, 1),
            round(self.share("planning") * whole, 1),
            round(self.share("doing") * whole, 1),
        )


def verdict_of(shares: EffortShares) -> Verdict:
    """`doing` when at least nine parts in ten were doing, else what took its place.

    `nothing` without any minutes, `little` below two hours, since a share of them says nothing.
    """
    if not shares.total:
        return "nothing"
    if shares.total < ENOUGH_MINUTES:
        return "little"
    if shares.share("doing") >= DOING_SHARE:
        return "doing"
    return "counting" if shares.counting >= shares.planning else "planning"
