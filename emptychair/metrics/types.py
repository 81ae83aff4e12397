"""Words about scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from emptychair.kit.periods import Period
from emptychair.stats import NpsCounts

Which = Literal["latest", "all"]
Dimension = Literal["touchpoint", "segment", "language", "channel"]
DIMENSIONS: tuple[Dimension, ...] = ("touchpoint", "segment", "language", "channel")
TOO_FEW = 30
NOBODY = NpsCounts(0, 0, 0)
UNKNOWN = "-"  # as a filter: those of whom it is not known


@dataclass(frozen=True, slots=True)
class Score:
    """A score with its interval and the counts it was made from; no value when nobody answered.

    NPS in points from -100 to 100, CSAT in percent (share of 4 and 5), CES from 1 to 7.
    """

    metric: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    by_score: Mapping[int, int] = field(default_factory=dict)
    groups: NpsCounts = NOBODY  # high, middle and low answers

    @property
    def too_few(self) -> bool:
        """Too few to rank or compare."""
        return self.n < TOO_FEW


@dataclass(frozen=True, slots=True)
class Change:
    """The later score less the earlier one. `needed` answers each time would show this change."""

    estimate: float
    low: float
    high: float
    p_value: float
    needed: int | None

    @property
    def is_told(self) -> bool:
        """Whether it is more than noise."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class MonthScore:
    """One calendar month of the workspace."""

    first: date
    score: Score
    notable: Literal["up", "down"] | None = None


@dataclass(frozen=True, slots=True)
class GroupScore:
    """One value of a dimension: `key` is an id or a word, `""` or None where it is not known."""

    key: int | str | None
    score: Score
    rest: Change | None  # the group less everybody else; None when too few


@dataclass(frozen=True, slots=True)
class Mix:
    """A change split into who answered and how they scored."""

    total: float
    mix: float
    rate: float


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """Invitations of a period and how many were answered."""

    asked: int
    answered: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; nothing when nobody was asked."""
        return self.answered / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the customers, and of their yearly value, were heard in a period."""

    people: int
    heard: int
    value: float
    value_heard: float

    @property
    def share(self) -> float | None:
        """Of customers, from 0 to 1."""
        return min(1.0, self.heard / self.people) if self.people else None

    @property
    def value_share(self) -> float | None:
        """Of yearly value, from 0 to 1."""
        return min(1.0, self.value_heard / self.value) if self.value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreQuestion:
    """What is asked of the score page. `None` and `""` filter nothing, `"-"` asks for unknown."""

    metric: str
    period: Period
    touchpoint_id: int | None = None  # 0: answers without a touchpoint
    segment: str = ""
    language: str = ""
    channel: str = ""
    which: Which = "latest"
    group_id: int | None = None  # a saved segment of customers: only who is in it now
    against: Period | None = None  # compared with; None: the run of days just before


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFigures:
    """Everything the score page shows, from one reading of the answers."""

    question: ScoreQuestion
    score: Score
    earlier: Period  # what it is compared with
    before: Score  # of that period
    change: Change | None
    mix: Mapping[Dimension, Mix]
    months: tuple[MonthScore, ...]
    groups: Mapping[Dimension, tuple[GroupScore, ...]]
    as_of: datetime
