"""Words about what moves a score."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from emptychair.kit.periods import Period
from emptychair.metrics.types import Which
from emptychair.stats import DriverShare, ExpectedGain, MapPoint, PenaltyReward
from emptychair.stats.drivers import Figure

Source = Literal["questions", "before", "tags"]
SOURCES: tuple[Source, ...] = ("questions", "before", "tags")
State = Literal["told", "not_asked", "too_few"]
LeftOutReason = Literal["few", "alike", "seldom_together", "copy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverQuestion:
    """What is asked of the drivers page. `None` and `""` filter nothing, `"-"` asks for unknown."""

    survey_id: int
    period: Period
    source: Source = "questions"
    touchpoint_id: int | None = None  # 0: answers without a touchpoint
    segment: str = ""
    language: str = ""
    channel: str = ""
    which: Which = "latest"
    group_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverItem:
    """Something that may move the score: a question, a row of a matrix, a touchpoint, a tag.

    `low` is the highest answer that is low, `high` the lowest that is high; without them nothing
    is said of must-haves and gains. `touchpoint_id` where it is about one.
    """

    key: str  # "easy", "service/clean", "place:12:csat", "tag:price"
    label: str
    lowest: float = 0.0
    highest: float = 1.0
    low: float | None = None
    high: float | None = None
    touchpoint_id: int | None = None

    @property
    def bands(self) -> tuple[float, float] | None:
        """Up to where an answer is low, and from where it is high."""
        return None if self.low is None or self.high is None else (self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverRow:
    """One driver with everything that may be said of it."""

    item: DriverItem
    share: DriverShare
    contrast: PenaltyReward | None = None
    gain: ExpectedGain | None = None  # in the unit of the score
    point: MapPoint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutRow:
    """A driver of which nothing can be said, why, and how many answered it."""

    item: DriverItem
    reason: LeftOutReason
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """What moves the score of one survey, the largest share first."""

    question: DriverQuestion
    metric: str
    state: State
    scored: int  # answers with a score
    as_of: datetime
    n: int = 0  # of these, with an answer to every driver shown
    rows: tuple[DriverRow, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    r2: Figure | None = None
    exact: bool = True
    lines: tuple[float, float] | None = None  # of the map: performance, importance
    items: Mapping[str, DriverItem] = field(default_factory=dict)

    @property
    def gains(self) -> list[DriverRow]:
        """Drivers whose low answers could be lifted, the largest gain first."""
        found = [row for row in self.rows if row.gain]
        return sorted(found, key=lambda row: -row.gain.gain.value if row.gain else 0.0)

    @property
    def first(self) -> DriverRow | None:
        """What is clearly to be fixed first; nothing where chance could have chosen it."""
        return next((row for row in self.rows if row.gain and row.gain.clearly_first), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverSurvey:
    """A survey and how many of its answers hold further scales: how many `questions`."""

    id: int
    name: str
    metric: str
    answers: int
    questions: int
