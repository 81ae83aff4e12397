"""Words about how carefully an answer was given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Mark(StrEnum):
    """What looks careless about an answer. A mark is a hint to a person, never a proof."""

    SPEEDING = "speeding"  # quicker than the questions can be read
    STRAIGHT_LINE = "straight_line"  # the same point all along a list
    GIBBERISH = "gibberish"  # letters that say nothing


class Verdict(StrEnum):
    """What a person decided about one answer; it goes before the rule of the survey."""

    NONE = ""
    EXCLUDED = "excluded"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long pages lay open, in seconds by their keys, and how long they usually do.

    The empty key stands for the whole, where only that is known. `usual` holds medians of this
    survey, for pages that enough people sent.
    """

    seconds: Mapping[str, float] = field(default_factory=dict)
    usual: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkCount:
    """How many answers of a survey bear a mark; `excluded` of them are not counted."""

    mark: str
    answers: int
    excluded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedRow:
    """One answer on the page of quality, fit to show to whoever asked."""

    id: int
    name: str
    metric: str
    score: int | None
    tone: str
    comment: str
    answered_at: datetime
    marks: tuple[str, ...]
    is_counted: bool
    aside: str
    verdict: str
    note: str
