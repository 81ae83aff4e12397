"""Words about score and money, and about who is heard."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from emptychair.kit.periods import Period
from emptychair.stats import Hazard, Link, Share, SurvivalCurve

Outcome = Literal["stayed", "again", "revenue"]
OUTCOMES: tuple[Outcome, ...] = ("stayed", "again", "revenue")
WINDOWS = (90, 180, 365)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyQuestion:
    """Answers of which days, followed for how many."""

    days: int
    first: date
    end: date
    today: date

    @property
    def period(self) -> Period:
        """The days of the answers."""
        return Period(self.first, self.end)


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """Customers who answered alike; `low` and `high` are those of the share, or of the mean."""

    key: Literal["detractors", "passives", "promoters"]
    n: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class SegmentLink:
    """The link within one segment; `told` after allowing for so many looks (5% false)."""

    segment: str
    link: Link
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLink:
    """One outcome: by group, as one customer is a point higher, and by segment."""

    outcome: Outcome
    n: int
    groups: tuple[ScoreGroup, ...]
    plain: Link | None
    adjusted: Link | None
    beside: tuple[str, ...]  # what it is adjusted for: tenure, revenue, segment
    segments: tuple[SegmentLink, ...]
    refusal: str = ""  # why there is no link, as the statistics say it

    @property
    def link(self) -> Link | None:
        """The one that is shown: adjusted where it can be."""
        return self.adjusted or self.plain


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyFigures:
    """Everything the page shows. `over` customers have been followed to the end of the window."""

    question: MoneyQuestion
    currency: str
    customers: int
    over: int
    there_now: int
    outcomes: tuple[OutcomeLink, ...]
    curves: tuple[tuple[str, SurvivalCurve], ...]
    hazard: Hazard | None
    left_within: Share | None
    as_of: datetime
