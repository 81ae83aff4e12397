"""Words about who is heard."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from emptychair.kit.periods import Period
from emptychair.stats import Balance, Heard, LateAnswers, NpsEstimate, WeightedNps

Dimension = Literal["segment", "plan", "size", "region", "language"]
HEARD_DIMENSIONS: tuple[Dimension, ...] = ("segment", "plan", "size", "region", "language")


@dataclass(frozen=True, slots=True)
class HeardGroup:
    """One segment, plan or size: how many there are, were asked, answered, and their value."""

    key: str
    people: int
    asked: int
    heard: int
    answered: int  # of those asked
    heard_share: Heard | None
    score: NpsEstimate | None


@dataclass(frozen=True, slots=True)
class Weighted:
    """The score raked to the customers there are; `refusal` tells why it cannot be."""

    margins: tuple[Dimension, ...]
    score: WeightedNps | None
    design_effect: float = 1.0
    trimmed: int = 0
    gap: float = 0.0
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Strata:
    """Response by chance to answer, and whether weights make those who answered like all asked."""

    rates: tuple[float, ...]
    balance: tuple[Balance, ...]
    score: WeightedNps | None
    refusal: str = ""

    @property
    def is_balanced(self) -> bool:
        """Whether everything known is within a tenth of a standard deviation."""
        return bool(self.balance) and all(each.is_balanced for each in self.balance)


@dataclass(frozen=True, slots=True)
class SilentCustomer:
    """One of the largest who said nothing; `kind` is that of the page it leads to."""

    kind: Literal["person", "company"]
    id: int
    name: str
    value: float
    people: int
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardFigures:
    """Everything the page shows."""

    period: Period
    by: Dimension
    people: int
    asked: int
    answered: int
    heard: int
    share: Heard | None
    score: NpsEstimate | None
    bounds: tuple[float, float] | None
    groups: tuple[HeardGroup, ...]
    weighted: Weighted
    strata: Strata
    late: LateAnswers | None
    silent: tuple[SilentCustomer, ...]
    silent_more: int
    as_of: datetime
    empty: int = 0  # companies of whose people none is known
    empty_value: float = 0.0  # what they pay, which nobody was heard of
