"""Words about voices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Q

from emptychair.kit.periods import Period

Band = Literal["", "good", "middle", "bad"]
Order = Literal["newest", "oldest", "lowest", "highest"]
UNKNOWN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFilters:
    """Which voices. What is empty filters nothing; `"-"` asks for what is not known."""

    text: str = ""
    metric: str = ""
    scores: tuple[int, ...] = ()
    touchpoint_id: int | None = None  # 0: without a touchpoint
    segment: str = ""
    language: str = ""
    channel: str = ""
    period: Period | None = None
    with_case: bool | None = None
    marks: Literal["", "marked", "excluded"] = ""  # of quality; excluded: those left out
    silent_too: bool = False  # also answers without words
    person_id: int | None = None
    group_id: int | None = None  # a saved segment of customers: only who is in it now
    further: Q | None = None  # a condition on answers by those who know more dimensions
    order: Order = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What somebody said, fit to show to whoever asked: names masked where they must be."""

    response_id: int
    person_id: int | None
    name: str
    company: str
    metric: str
    score: int | None
    comment: str
    touchpoint: str
    touchpoint_id: int | None
    segment: str
    language: str
    channel: str
    answered_at: datetime
    case_number: int | None
    initiatives: int
    marks: tuple[str, ...] = ()  # of quality: surveys.types.quality.Mark
    is_counted: bool = True
    aside: str = ""  # why not, see surveys.types.definition.Aside
