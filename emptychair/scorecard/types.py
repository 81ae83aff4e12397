"""Words about the scorecard."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.kit.periods import Period
from emptychair.metrics.figures import Figure, Reading
from emptychair.metrics.types import Change

Verdict = Literal["better", "worse", "cannot_tell"]


class Combining(TextChoices):
    """How days make a month, and months a longer run."""

    SUM = "sum", _("added up (leads, visits)")
    MEAN = "mean", _("on average (a share, a rate)")
    LAST = "last", _("the last one counts (a stock, such as the pipeline)")


class Grain(TextChoices):
    """Of what a value tells."""

    DAY = "day", pgettext_lazy("grain", "day")
    MONTH = "month", pgettext_lazy("grain", "month")


class WarningState(TextChoices):
    """What was decided about a warning."""

    OPEN = "open", pgettext_lazy("warning", "not decided")
    ACCEPTED = "accepted", pgettext_lazy("warning", "accepted")
    ACTING = "acting", pgettext_lazy("warning", "something is done")
    DISMISSED = "dismissed", pgettext_lazy("warning", "no warning")


class Why(TextChoices):
    """Why nothing can be told."""

    NONE = "", ""
    MISSING = "missing", _("a month has no value yet")
    EMPTY = "empty", _("there was nothing to count in one of the two periods")
    FEW = "few", _("fewer than 30 were counted in one of the two periods")
    NOISE = "noise", _("the change is not larger than chance makes it")
    SHORT = "short", _("the series is too short to know its own noise")
    SHARED = "shared", _("the same customers stand in both, so no difference is claimed")
    UNKNOWN = "unknown", _("no uncertainty is known")
    READING = "reading", _("is being read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a figure from outside is."""

    key: str
    name: str
    unit: str
    group: str
    horizon: str
    better: str = "higher"
    combining: str = Combining.MEAN.value
    definition: str = ""
    source: str = ""
    owner_id: int | None = None
    team_id: int | None = None
    beside: str = ""  # a metric: others' level of it, which is no row and never warns


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The newest value of a published level, to stand beside our own score."""

    key: str
    name: str
    metric: str
    value: float
    day: date
    n: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenValue:
    """One value as it is given."""

    grain: str
    day: date  # the first day of what it tells of
    value: float
    n: int | None = None
    standard_error: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Two runs of whole months that do not overlap, the later one on show."""

    before: Period
    after: Period
    months: Period  # shown as a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A target: of a score as the programme has it, of the figure, or of the row itself.

    `months`: of how many a value is the sum; the target is one of a month then.
    """

    value: float
    by_day: date
    target_id: int | None = None
    is_reached: bool | None = None  # None: cannot be told
    months: int = 1

    @property
    def of_period(self) -> float:
        """What the value of the whole period is held against."""
        return self.value * self.months


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the scorecard."""

    figure: Figure
    horizon: str
    before: Reading
    after: Reading
    change: Change | None
    verdict: Verdict
    why: str
    months: tuple[tuple[date, Reading], ...]
    compared: Windows  # with what; for a figure of twelve months the twelve before
    aim: Aim | None = None
    owner_id: int | None = None
    owner: str = ""
    team_id: int | None = None
    team: str = ""
    missing: date | None = None  # the month to enter
    read_at: datetime | None = None  # None: just now


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSetting:
    """What was chosen for a row; also for figures nobody chose anything for."""

    figure: Figure
    position: int
    hidden: bool
    horizon: str
    owner_id: int | None
    team_id: int | None
    aim_value: float | None
    aim_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRow:
    """A warning as lists and its page show it."""

    id: int
    quick: "Side"
    customer: "Side"
    first: date
    end: date
    before_first: date
    before_end: date
    state: str
    raised_at: datetime
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    initiative_number: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody decided yet."""
        return self.state == WarningState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two numbers of a warning as it was when it was raised."""

    key: str
    label: str
    unit: str
    before: float | None
    after: float | None
    change: float
    low: float
    high: float
    team_id: int | None = None
    team: str = ""
    owner_id: int | None = None
    owner: str = ""
    leads_to: str = ""
    metric: str = ""
    outside_id: int | None = None
