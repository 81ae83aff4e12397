"""Words about success plans."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(TextChoices):
    """How far a plan came."""

    ACTIVE = "active", pgettext_lazy("plan", "under way")
    PAUSED = "paused", pgettext_lazy("plan", "paused")
    DONE = "done", pgettext_lazy("plan", "reached")
    DROPPED = "dropped", pgettext_lazy("plan", "given up")


class Side(TextChoices):
    """Who has to do it, and so who is waited for."""

    US = "us", pgettext_lazy("side", "us")
    CUSTOMER = "customer", pgettext_lazy("side", "the customer")
    THIRD = "third", pgettext_lazy("side", "a third party")


class StepState(TextChoices):
    """Whether it was done."""

    OPEN = "open", pgettext_lazy("task", "open")
    DONE = "done", pgettext_lazy("task", "done")
    DROPPED = "dropped", pgettext_lazy("task", "no longer needed")


class SaidKind(TextChoices):
    """What stands in the history of a plan."""

    NOTE = "note", _("note")
    COMMENT = "comment", _("comment of the customer")
    QUESTION = "question", _("question of the customer")
    ANSWER = "answer", pgettext_lazy("plan", "answer to the customer")
    CHANGE = "change", _("change")


class PlanView(TextChoices):
    """The lists of plans one may look at."""

    BOARD = "board", pgettext_lazy("plans", "Board")
    US = "us", pgettext_lazy("plans", "Waiting for us")
    CUSTOMER = "customer", pgettext_lazy("plans", "Waiting for the customer")
    THIRD = "third", pgettext_lazy("plans", "Waiting for a third party")
    LATE = "late", pgettext_lazy("plans", "Late")
    OPEN = "open", pgettext_lazy("plans", "All under way")
    OVER = "over", pgettext_lazy("plans", "Paused and over")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDraft:
    """A task of a template: whose it is, and how many days after the start it is due."""

    title: str
    side: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDraft:
    """A milestone of a template with the tasks that lead to it."""

    title: str
    days: int
    steps: tuple[StepDraft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """A template as lists show it: built in, changed, or the company's own."""

    key: str
    title: str
    goal: str
    language: str
    is_built_in: bool
    is_changed: bool
    milestones: tuple[MilestoneDraft, ...]

    @property
    def steps(self) -> int:
        """How many tasks it has."""
        return sum(len(one.steps) for one in self.milestones)

    @property
    def days(self) -> int:
        """How long it takes."""
        return max((one.days for one in self.milestones), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A plan as lists show it; names are fit to show."""

    id: int
    title: str
    customer: str
    company_id: int | None
    person_id: int | None
    state: str
    state_words: str
    waiting_for: str
    waiting_words: str
    waiting_since: datetime | None
    next_on: date | None
    next_title: str
    is_late: bool
    owner: str
    done: int
    steps: int
    yearly_value: Decimal | None
    starts_on: date

    @property
    def share(self) -> int:
        """Done tasks in percent."""
        return round(100 * self.done / self.steps) if self.steps else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A task of a plan."""

    id: int
    title: str
    side: str
    side_words: str
    whose: str
    owner_id: int | None
    person_id: int | None
    due_on: date
    state: str
    is_late: bool
    is_shown: bool
    done_at: datetime | None
    done_by: str
    note: str
    milestone_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """A milestone with its tasks."""

    id: int | None
    title: str
    due_on: date | None
    reached_at: datetime | None
    reached_by_hand: bool
    is_late: bool
    steps: tuple[StepRow, ...]

    @property
    def open_tasks(self) -> int:
        """How many of its tasks are open."""
        return sum(one.state == StepState.OPEN for one in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """One line of the history."""

    id: int
    kind: str
    words: str
    who: str
    happened_at: datetime
    is_waiting: bool  # a question or comment nobody answered


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStanding:
    """Where a customer's plans stand, for health, risk and first value."""

    plan_ids: tuple[int, ...]
    open_tasks: int
    late_ours: int
    late_theirs: int
    late_third: int
    waiting_for: str
    waiting_since: datetime | None
    next_milestone: str
    next_milestone_on: date | None
    done_tasks: int

    @property
    def progress(self) -> float | None:
        """Done tasks among all of the plans under way, from 0 to 1."""
        whole = self.open_tasks + self.done_tasks
        return self.done_tasks / whole if whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One day that planning anew moves."""

    kind: str  # step, milestone
    id: int
    title: str
    side: str
    before: date
    after: date
