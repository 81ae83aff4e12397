"""Words about surveys."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Metric(TextChoices):
    """What is measured, and on which scale: see `SCALE`. Two scales are never mixed in a score."""

    NPS = "nps", _("NPS")
    CSAT = "csat", _("CSAT")
    CES = "ces", _("CES")
    CSAT3 = "csat3", _("CSAT of 3")
    CSAT7 = "csat7", _("CSAT of 7")
    CES5 = "ces5", _("CES of 5")
    PMF = "pmf", _("Must-have (PMF)")
    THUMBS = "thumbs", _("thumbs")


class SurveyState(TextChoices):
    """Whether it is being asked."""

    DRAFT = "draft", pgettext_lazy("survey", "draft")
    RUNNING = "running", pgettext_lazy("survey", "running")
    PAUSED = "paused", pgettext_lazy("survey", "paused")
    CLOSED = "closed", pgettext_lazy("survey", "closed")


class CollectorKind(TextChoices):
    """How answers come without an invitation."""

    LINK = "link", pgettext_lazy("collector", "link")
    QR = "qr", pgettext_lazy("collector", "printed code")
    EMBED = "embed", pgettext_lazy("collector", "frame in a page")
    KIOSK = "kiosk", pgettext_lazy("collector", "kiosk or tablet")
    WIDGET = "widget", pgettext_lazy("collector", "widget")


class LinkState(TextChoices):
    """What may be done through the link to an answer page."""

    OPEN = "open"
    EXPIRED = "expired"
    CLOSED = "closed"


SCALE: dict[str, tuple[int, int]] = {
    "nps": (0, 10),
    "csat": (1, 5),
    "ces": (1, 7),
    "csat3": (1, 3),
    "csat7": (1, 7),
    "ces5": (1, 5),
    "pmf": (1, 3),  # not, somewhat, very disappointed without it
    "thumbs": (0, 1),
}
USUAL_METRICS = (Metric.NPS.value, Metric.CSAT.value, Metric.CES.value)
LANGUAGES = ("ja", "en")
MAIL_TEXTS = ("mail_subject", "mail_opening")
TEXTS = ("question", "why", "thanks", *MAIL_TEXTS)
# A reason of ours beside those of the contact rule (`messaging`).
ALREADY_ASKED = "already_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of asking one person; `reason` is a code, see `messaging.queries`."""

    person_id: int
    asked: bool
    reason: str
    parameters: dict[str, Any] = field(default_factory=dict)
    invitation_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveResult:
    """A wave in numbers: how many people, how many asked (or who would be), and the reasons."""

    people: int
    asked: int
    reasons: dict[str, int]
    dry_run: bool
    looked_at: int | None = None  # set where a sample stands for all: the counts are estimates

    @property
    def not_asked(self) -> int:
        """How many were left out."""
        return self.people - self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTexts:
    """What the customer reads, in one language."""

    question: str
    why: str
    thanks: str
    mail_subject: str
    mail_opening: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveySettings:
    """Whom a survey asks, and when; given whole whenever it is changed."""

    name: str
    touchpoint_id: int | None = None
    segment_id: int | None = None
    trigger_event: str = ""
    trigger_delay_minutes: int = 0
    link_days: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRow:
    """One line of the list of surveys."""

    id: int
    name: str
    metric: str
    state: str
    touchpoint: str
    trigger_event: str
    asked: int
    answered: int
    last_asked_at: datetime | None

    @property
    def rate(self) -> int | None:
        """Answered of asked in whole percent, or nothing before anybody was asked."""
        return round(100 * self.answered / self.asked) if self.asked else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer as it may be shown to whoever asks; the name and words are masked already."""

    id: int
    person_id: int | None
    name: str
    metric: str
    score: int | None
    tone: str
    comment: str
    touchpoint: str
    answered_at: datetime
    corrected_at: datetime | None
    is_test: bool
    aside: str = ""  # why it is not counted, see `definition.Aside`
    is_partial: bool = False  # not finished, or not yet
    further: tuple[tuple[str, str], ...] = ()  # question and answer, beside score and why


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """Why somebody was asked or not, with the sentence."""

    person_id: int
    name: str
    allowed: bool
    reason: str
    sentence: str
    decided_at: datetime | None
