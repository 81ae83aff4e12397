"""Words about fit."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from emptychair.stats import Share

ENOUGH = 30  # answers; fewer are shown and never judged


class Stage(TextChoices):
    """Where a product stands with a group of customers."""

    BEFORE = "before", pgettext_lazy("fit", "before fit")
    UNKNOWN = "unknown", pgettext_lazy("fit", "not shown yet")
    AFTER = "after", pgettext_lazy("fit", "after fit")


class FitTest(TextChoices):
    """What is asked of a group: something used again and again, or a job done once."""

    MUST_HAVE = "must_have", pgettext_lazy("fit", "would they miss it")
    ONE_OFF = "one_off", pgettext_lazy("fit", "would they come again, and recommend us")


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSetting:
    """How a group is tested. Lines are shares from 0 to 1, None where nobody has drawn one."""

    __test__ = False  # no test of pytest's

    segment: str = ""
    test: FitTest = FitTest.MUST_HAVE
    recent_days: int = 30
    repeat_line: float | None = None
    recommend_line: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrule:
    """Somebody goes on against the advice, by name."""

    id: int
    segment: str
    stage: Stage  # as it was when it was overruled
    reason: str
    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One share that is tested against a line."""

    code: str  # must_have, repeat, recommend
    share: Share | None
    line: float | None

    @property
    def is_enough(self) -> bool:
        """Whether it may be judged."""
        return self.share is not None and self.share.n >= ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFit:
    """What the test says of one group; `segment` is empty for everybody.

    `left_out` were asked and do not count: they did not use it twice lately. `unnamed` answered
    without a name. `needed`: so many more answers, at this share, until it would be told.
    """

    segment: str
    setting: TestSetting
    stage: Stage
    parts: tuple[Part, ...]
    left_out: int = 0
    unnamed: int = 0
    use_is_known: bool = True
    needed: int | None = None
    overrule: Overrule | None = None

    @property
    def may_scale(self) -> bool:
        """Whether machinery for many customers may be built: after fit, or by somebody's name."""
        return self.stage == Stage.AFTER or self.overrule is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FitAdvice:
    """What to tell somebody who builds for many. Shares are from 0 to 1, None when nobody answered.

    `words` say it in the language of the moment; `overruled_by` is empty unless somebody took it
    upon them, and then `may_scale` is True whatever the stage.
    """

    segment: str
    stage: Stage
    share: float | None
    low: float | None
    high: float | None
    n: int
    words: str
    may_scale: bool
    overruled_by: str = ""
    overruled_on: date | None = None
    overruled_because: str = ""


@dataclass(frozen=True, slots=True)
class Loved:
    """How many people said it in the last twelve months: they would be very disappointed without
    it, or recommend us with a nine or a ten.
    """

    people: int
    very_disappointed: int
    promoters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Somebody to talk to, because of what they answered."""

    person_id: int
    name: str
    company: str
    segment: str
    score: int
    words: str
    comment: str
    answered_at: datetime
    has_used: bool | None
    is_loved: bool  # would be very disappointed, or recommends with nine or ten
