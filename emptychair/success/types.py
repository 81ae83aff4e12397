"""Words about health and risk."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

HORIZONS = (30, 60, 90)
HORIZON = 90  # what models are trained on and judged by


class Half(TextChoices):
    """The two halves of health. They are never averaged into one number."""

    OUTCOME = "outcome", pgettext_lazy("of a customer", "Outcome")
    EXPERIENCE = "experience", _("Experience")


class Quadrant(TextChoices):
    """Where a customer stands."""

    BOTH = "both", _("Both good")
    FRAGILE = "fragile", _("Outcome good, experience bad")
    LOVED = "loved", _("Experience good, outcome bad")
    NEITHER = "neither", _("Both bad")
    UNKNOWN = "unknown", _("Unknown")


class Sign(TextChoices):
    """Named signs, each with a rule and a hit rate of its own."""

    PAYMENT = "payment", _("A payment failed")
    BROKEN_PROMISE = "broken_promise", _("A promise of ours is late")
    BAD_BEFORE_RENEWAL = "bad_before_renewal", _("A bad word before the renewal")
    BAD_WORD = "bad_word", _("A bad word lately")
    SILENT = "silent", _("Silent beyond their own rhythm")
    USE_DROPPING = "use_dropping", _("Use is dropping")
    NEVER_STARTED = "never_started", _("Came and never began")
    CHAMPION_LEFT = "champion_left", _("Somebody who knew us left")
    EMPTY_SEATS = "empty_seats", _("Most seats are empty")
    OUTCOME_OFF = "outcome_off", _("Far from what they want")
    OPEN_LONG = "open_long", _("A case has been open for long")
    UNANSWERED = "unanswered", _("No longer answers us")
    SPENDS_LESS = "spends_less", _("Spends less")


class Chance(TextChoices):
    """Signs that more is wanted."""

    SEATS_FULL = "seats_full", _("Seats are full")
    USE_RISING = "use_rising", _("Use is rising")
    NEWCOMERS = "newcomers", _("New people joined")
    PROMOTER = "promoter", _("Recommends us")


class Ranking(TextChoices):
    """How customers can be put in order of risk."""

    RECENCY = "recency", _("Plain recency")
    RHYTHM = "rhythm", _("Own rhythm")
    OUTCOME = "outcome", _("Outcome half, by expert weights")
    EXPERIENCE = "experience", _("Experience half, by expert weights")
    LOGISTIC = "logistic", _("Logistic regression")
    STAGED = "staged", _("Logistic regression by stage")
    SEGMENTED = "segmented", _("Logistic regression by segment and stage")
    TREES = "trees", _("Boosted trees")


class ModelState(TextChoices):
    """How far a model came."""

    FAILED = "failed", pgettext_lazy("model", "not switched on")
    PASSED = "passed", pgettext_lazy("model", "passed, not switched on")
    LIVE = "live", pgettext_lazy("model", "switched on")
    RETIRED = "retired", pgettext_lazy("model", "switched off")
    DEMOTED = "demoted", pgettext_lazy("model", "demoted")


class Ended(TextChoices):
    """How a customer was lost."""

    LEFT = "left", _("left")
    SILENT = "silent", _("fell silent without a word")


@dataclass(frozen=True, slots=True)
class InputReading:
    """One input of a half: its value from 0 to 100, None where unknown; what it adds."""

    key: str
    half: str
    weight: float
    value: float | None
    was: float | None
    contribution: float
    moved: float


@dataclass(frozen=True, slots=True)
class HealthRow:
    """One customer of a list, fit to show."""

    company_id: int | None
    person_id: int | None
    name: str
    owner: str
    outcome: float | None
    outcome_confidence: float
    experience: float | None
    experience_confidence: float
    quadrant: str
    risks: tuple[float | None, float | None, float | None]
    worth: float | None
    at_stake: float | None
    signs: tuple[dict[str, Any], ...]
    chances: tuple[dict[str, Any], ...]
    reasons: tuple[dict[str, Any], ...]
    renews_in: int | None
    as_of: date

    @property
    def key(self) -> str:
        """Stable, for Today: "risk:company:7"."""
        return f"company:{self.company_id}" if self.company_id else f"person:{self.person_id}"


@dataclass(frozen=True, slots=True)
class HitRate:
    """Of those with a sign on some past day, how many left within the horizon after it."""

    code: str
    flagged: int
    left: int
    share: float
    low: float
    high: float
    base: float
    customers: int


@dataclass(frozen=True, slots=True)
class ListTotals:
    """What a list promises."""

    customers: int
    with_risk: int
    expected: float | None
    worth: float | None
    basis: Literal["model", "rules", "none"]
    as_of: date | None
    run_at: datetime | None
