"""Words about playbooks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.customers.rules.segments import Condition

Line = Condition  # one condition reads as in a segment
Plain = Mapping[str, Any]


class PlaybookState(TextChoices):
    """Whether it acts."""

    DRAFT = "draft", pgettext_lazy("playbook", "draft")
    LIVE = "live", pgettext_lazy("playbook", "live")
    PAUSED = "paused", pgettext_lazy("playbook", "paused")
    ARCHIVED = "archived", pgettext_lazy("playbook", "archived")


class RunState(TextChoices):
    """How far a run came."""

    RUNNING = "running", pgettext_lazy("playbook", "under way")
    WAITING = "waiting", pgettext_lazy("playbook", "waiting")
    DONE = "done", pgettext_lazy("playbook", "done")
    STOPPED = "stopped", pgettext_lazy("playbook", "stopped")
    BROKEN = "broken", pgettext_lazy("playbook", "needs a look")
    UNDONE = "undone", pgettext_lazy("playbook", "taken back")
    HELD_OUT = "held_out", pgettext_lazy("playbook", "held out by chance")


UNDER_WAY = (RunState.RUNNING, RunState.WAITING)


class StepState(TextChoices):
    """What became of a step."""

    DONE = "done", pgettext_lazy("step", "done")
    REFUSED = "refused", pgettext_lazy("step", "not done")
    SKIPPED = "skipped", pgettext_lazy("step", "left out")
    WAITING = "waiting", pgettext_lazy("step", "waiting")
    UNDONE = "undone", pgettext_lazy("step", "taken back")
    STAYS = "stays", pgettext_lazy("step", "cannot be taken back")


class StepKind(TextChoices):
    """What a step does."""

    TASK = "task", _("A task for a colleague")
    PLAN = "plan", _("A task in the success plan")
    MAIL = "mail", _("A mail to the customer")
    SURVEY = "survey", _("A survey")
    WAIT = "wait", _("Wait")
    BRANCH = "branch", _("If … then")
    NOTIFY = "notify", _("Tell a colleague")
    ATTRIBUTE = "attribute", _("Note something on the customer")
    STOP = "stop", _("Stop here")


class Goal(TextChoices):
    """By what one will know whether it helped."""

    STAYED = "stayed", _("stays a customer")
    ACTIVE = "active", _("is active again")
    SCORE = "score", _("answers with a high score next time")
    PAID = "paid", _("buys")


class About(TextChoices):
    """Whom one run is about."""

    PERSON = "person", pgettext_lazy("playbook", "a person")
    COMPANY = "company", pgettext_lazy("playbook", "a company")


@dataclass(frozen=True, slots=True)
class Subject:
    """One customer. Of a company `person_id` is the one to write to, where there is one."""

    person_id: int | None = None
    company_id: int | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The trigger came, for one customer; `key` is the same however often it is looked at."""

    key: str
    subject: Subject
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class Conditions:
    """All or any of the lines; none: everybody."""

    match: str = "all"
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `under` names the branch it belongs to and `side` which way ("yes", "no")."""

    id: str
    kind: str
    settings: Plain = field(default_factory=dict)
    under: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a playbook does, as a draft or a version has it."""

    trigger: str = "answer"
    parameters: Plain = field(default_factory=dict)
    conditions: Conditions = field(default_factory=Conditions)
    steps: tuple[Step, ...] = ()
    again_days: int = 90  # once in so many days for the same customer; 0: once ever
    per_day: int = 50  # runs that begin on one day, at most
    hold_out: int = 0  # of a hundred, who get nothing so that the effect is known
    goal: str = Goal.STAYED.value
    goal_days: int = 90
    inside_too: bool = False  # who is in the state already when it goes live


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a playbook from going live, and the step it lies in."""

    words: str
    step_id: str = ""


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer, fit to show."""

    name: str
    person_id: int | None
    company_id: int | None
    value: float = 0.0
    company: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One step as a clause of the sentence; `depth` is how many branches it hangs below."""

    step: Step
    words: str
    lead: str = ""  # "if still silent"
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A playbook as it reads: when, if, then."""

    when: str
    conditions: tuple[str, ...]
    clauses: tuple[Clause, ...]
    rules: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Did:
    """What a step came to. `wake_at`: look again then; `state` is a `StepState`."""

    state: str
    reason: str = ""
    parameters: Plain = field(default_factory=dict)
    result: Plain = field(default_factory=dict)
    wake_at: datetime | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaybookRow:
    """One line of the list."""

    id: int
    name: str
    state: str
    owner: str
    sentence: str
    runs: int
    under_way: int
    broken: int
    version: int
    went_live_on: date | None
    has_changes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run in a list, fit to show."""

    id: int
    playbook_id: int
    playbook: str
    customer: Customer
    state: str
    state_words: str
    tone: str
    began_at: datetime
    wake_at: datetime | None
    version: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step of a run, done or still to come."""

    words: str
    lead: str
    depth: int
    state: str = ""
    state_words: str = ""
    tone: str = ""
    why: str = ""
    done_at: datetime | None = None
    address: tuple[str, int] | None = None  # ("case", 17)
