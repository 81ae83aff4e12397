"""Words about effects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Literal, TypedDict

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.stats import Effect, Rise


class Design(TextChoices):
    """With what the outcome is compared."""

    HOLDOUT = "holdout", _("Random hold-out")
    DIFFERENCES = "differences", _("Differences in differences")
    SERIES = "series", _("One series, before and after")
    SYNTHETIC = "synthetic", _("A mix of other touchpoints")


class DrawBy(TextChoices):
    """Who is drawn: a person alone, or a company with everybody in it."""

    PERSON = "person", _("each person")
    COMPANY = "company", _("whole companies")


class MixHeld(TextChoices):
    """Whose answers an effect is read from, where others answer than before."""

    BEFORE = "before", _("Each kind with its share of before")
    ANSWERED = "answered", _("As they answered")


class Judged(TextChoices):
    """What came of it."""

    HELPED = "helped", pgettext_lazy("effect", "helped")
    NOT = "not", pgettext_lazy("effect", "did not help")
    UNKNOWN = "unknown", pgettext_lazy("effect", "cannot be told")


class Decision(TextChoices):
    """What is done with the change."""

    KEEP = "keep", pgettext_lazy("effect", "keep it")
    ADJUST = "adjust", pgettext_lazy("effect", "change it and look again")
    WITHDRAW = "withdraw", pgettext_lazy("effect", "take it back")


class Standing(TextChoices):
    """How far one is with an effect: judged, to be judged, or still running."""

    HELPED = "helped", pgettext_lazy("effect", "helped")
    NOT = "not", pgettext_lazy("effect", "did not help")
    UNKNOWN = "unknown", pgettext_lazy("effect", "cannot be told")
    DUE = "due", pgettext_lazy("effect", "to be decided")
    RUNNING = "running", pgettext_lazy("effect", "still running")


class DesignFields(TypedDict, total=False):
    """What is chosen with a design."""

    design: str
    metric: str
    touchpoint_id: int | None
    segment: str
    draw_by: str
    held_out_share: float
    starts_on: date
    ends_on: date
    picked_low: bool
    worth: float
    hour_costs: Decimal | None
    other_costs: Decimal | None
    mix: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which answers are looked at, and when."""

    metric: str
    starts_on: date
    ends_on: date
    touchpoint_id: int | None = None
    segment: str = ""


@dataclass(frozen=True, slots=True)
class Possibility:
    """What a design could see with this company's answers, or what it would need."""

    design: str
    words: str
    possible: bool
    smallest: float | None
    say: str


@dataclass(frozen=True, slots=True)
class PicturePoint:
    """One month or week: what was, and what would have been with its band of noise."""

    day: date
    value: float | None
    n: int
    expected: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class MixMove:
    """What is known of answers by one mark (`by`: segment, survey, touchpoint, channel, language):
    the group whose share moved most, and what the change of all shares alone moved the score.

    `p_value` is that of the shares, whatever was said. `unheard`: groups answer that nobody had
    heard before. `moved`: beyond a draw, and by what may bend the estimate.
    """

    by: str
    group: str
    before: float
    after: float
    points: float
    low: float
    high: float
    p_value: float
    unheard: bool
    moved: bool


@dataclass(frozen=True, slots=True)
class MixRead:
    """The effect as answered and at the mix of before. `used` (types.MixHeld) is the verdict's,
    `held` are the marks that were held, none where too few answered.
    """

    used: str
    answered: Effect
    fixed: Effect | None
    held: tuple[str, ...]
    moves: tuple[MixMove, ...]

    @property
    def moved(self) -> bool:
        """Others answer than before, beyond noise."""
        return any(one.moved for one in self.moves)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the answers say now. `refused` is a sentence where nothing can be said."""

    state: Literal["waiting", "refused", "read"]
    effect: Effect | None = None
    refused: str = ""
    picture: tuple[PicturePoint, ...] = ()
    start_index: int = 0
    step: Literal["month", "week"] = "month"
    arms: tuple[tuple[str, int], ...] = ()
    proposed: str = Judged.UNKNOWN.value
    mix: MixRead | None = None
    rise: Rise | None = None
    rise_refused: str = ""


class Unreadable(Enum):
    """Why one series cannot be read as it was planned."""

    LONG = "long"  # the watch goes on after what is read
    SHORT = "short"  # the watch ends before enough was seen
    PAST = "past"  # too little was seen before the start


@dataclass(frozen=True, slots=True)
class SeriesLimit:
    """What the plan of one series overlooks. `day` is the last one that is read, or the first on
    which enough is.
    """

    why: Unreadable
    step: Literal["month", "week"]
    before: int
    day: date


@dataclass(frozen=True, slots=True)
class Cost:
    """What went into it."""

    minutes: int
    money: Decimal | None
    currency: str

    @property
    def hours(self) -> float:
        """The work as people tell it."""
        return self.minutes / 60


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of the design after it was frozen."""

    changed_at: datetime
    by: str
    reason: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """What somebody decided."""

    verdict: str
    verdict_words: str
    decision: str
    decision_words: str
    note: str
    by: str
    decided_at: datetime
    estimate: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """An effect among all of them. The estimate is what the numbers said when it was judged: none
    before that, so that nobody stops when it looks best, nor where scores may not be seen.
    """

    number: int
    title: str
    metric: str
    design: str
    starts_on: date
    ends_on: date
    smallest: float | None
    worth: float
    standing: str
    estimate: float | None
    low: float | None
    high: float | None
    decision: str
    note: str
    decided_by: str
    decided_at: datetime | None
    cost: Cost | None


@dataclass(frozen=True, slots=True)
class Sizes:
    """The smallest effects that the designs of one metric were told to see."""

    metric: str
    designs: int
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Tally:
    """How many effects stand where, and how fine the eyes of the designs are."""

    counts: Mapping[str, int]
    sizes: tuple[Sizes, ...]

    @property
    def judged(self) -> int:
        """Those that somebody decided about."""
        return sum(self.counts.get(one, 0) for one in Judged.values)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class DueRow:
    """An effect that waits for somebody's decision."""

    number: int
    title: str
    ends_on: date
    owner_id: int | None
    team_id: int | None
    limit: SeriesLimit | None = None
