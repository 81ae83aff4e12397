"""Words about alerts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What is watched."""

    SCORE = "score", _("A score changed")
    SHARE = "share", _("More low answers than usual")
    COUNTS = "counts", _("A day out of the ordinary")
    RATE = "rate", _("Fewer answer when asked")
    COVERAGE = "coverage", _("Fewer customers are heard")
    TAG = "tag", _("A theme comes up more often")


class PlaceKind(TextChoices):
    """Where it was noticed."""

    COMPANY = "company", _("Whole company")
    TOUCHPOINT = "touchpoint", _("Touchpoint")
    SEGMENT = "segment", _("Segment")
    SURVEY = "survey", _("Survey")
    TAG = "tag", _("Theme")


class AlertState(TextChoices):
    """What became of it."""

    OPEN = "open", pgettext_lazy("alert", "new")
    SEEN = "seen", pgettext_lazy("alert", "seen")
    ACTED = "acted", pgettext_lazy("alert", "acted on")
    DISMISSED = "dismissed", pgettext_lazy("alert", "known")


WAITING = (AlertState.OPEN.value, AlertState.SEEN.value)
MOST_VOICES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """An alert as lists, its page and Today show it. Figures are in the unit of its kind."""

    id: int
    kind: str
    place_kind: str
    place: str  # its name
    touchpoint_id: int | None
    segment: str
    metric: str
    since: date
    first_seen: date
    is_good: bool
    before: float
    after: float
    estimate: float
    low: float
    high: float
    n_before: int
    n_after: int
    parameters: Mapping[str, Any]
    state: str
    reason: str
    owner_id: int | None
    owner: str
    team_id: int | None
    response_ids: tuple[int, ...]
    initiative_number: int | None
    decided_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether somebody still has to look."""
        return self.state in WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """What the workspace wants to be told."""

    is_on: bool = True
    switched_off: tuple[str, ...] = ()  # kinds
    interest: float = 5.0  # points; smaller changes are not told, however sure
    good_too: bool = True
    quiet: tuple[str, ...] = ()  # "touchpoint:3"
    told_to_id: int | None = None
    looked_on: date | None = None
    dry_run: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DryLine:
    """One alert that the last twelve months would have brought."""

    day: date
    kind: str
    title: str
    sentence: str
