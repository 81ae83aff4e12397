"""Words about the programme."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Every(TextChoices):
    """How often a routine comes round."""

    WEEK = "week", _("every week")
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    HALF_YEAR = "half_year", _("twice a year")
    YEAR = "year", _("once a year")
    EXCEPTION = "exception", _("when it happens")


class TaskState(TextChoices):
    """Whether it was done."""

    OPEN = "open", pgettext_lazy("task", "open")
    DONE = "done", pgettext_lazy("task", "done")
    SKIPPED = "skipped", pgettext_lazy("task", "left out")


class Exceptional(TextChoices):
    """What calls a task out of turn; also the key of its routine."""

    SCORE_DROP = "score_drop", _("a score fell beyond noise")
    COMPLAINT_BURST = "complaint_burst", _("complaints come in a burst")
    LOW_COVERAGE = "low_coverage", _("a wave reached too few")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """Who answers for the programme; an empty seat has no name."""

    officer_id: int | None
    officer: str
    executive_id: int | None
    executive: str
    executive_title: str
    executive_is_head: bool

    @property
    def is_owned(self) -> bool:
        """Somebody at the head of the business, or above, answers for it."""
        return bool(self.executive) and self.executive_is_head


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a checklist."""

    number: int
    words: str
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task as lists and its page show it."""

    id: int
    routine_key: str
    title: str
    why: str
    due_on: date
    state: str
    owner_id: int | None
    owner: str
    steps: tuple[Step, ...]
    note: str
    done_at: datetime | None
    is_exceptional: bool
    is_overdue: bool
    survey_id: int | None = None

    @property
    def done_steps(self) -> int:
        """How many lines are ticked."""
        return sum(step.is_done for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineRow:
    """A routine with the next day it comes round."""

    id: int
    key: str
    title: str
    every: str
    every_words: str
    owner: str
    is_active: bool
    steps: int
    next_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRow:
    """What no team can solve, before the executive owner."""

    id: int
    title: str
    needs: str
    raised_by: str
    raised_at: datetime
    case_number: int | None
    initiative_number: int | None
    decision: str
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An exception that was noticed: which one, about what, and the facts for its sentence."""

    key: str
    unique: str
    parameters: dict[str, Any]
