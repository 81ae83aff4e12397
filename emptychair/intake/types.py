"""Words about requests."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(TextChoices):
    """How it came."""

    MAIL = "mail", pgettext_lazy("request", "by mail")
    PASTE = "paste", pgettext_lazy("request", "pasted")
    CALL = "call", pgettext_lazy("request", "by telephone")
    FORM = "form", pgettext_lazy("request", "by form")
    CASE = "case", pgettext_lazy("request", "from a case")
    API = "api", pgettext_lazy("request", "by API")


class RequestState(TextChoices):
    """How far it came."""

    NEW = "new", pgettext_lazy("request", "to be sorted")
    OPEN = "open", pgettext_lazy("request", "in work")
    SETTLED = "settled", pgettext_lazy("request", "to be told back")
    CLOSED = "closed", pgettext_lazy("request", "closed")


class Ending(TextChoices):
    """How it was closed."""

    TOLD = "told", pgettext_lazy("request", "told back")
    SAME = "same", pgettext_lazy("request", "the same as another one")
    NONE = "none", pgettext_lazy("request", "no request")


class Priority(TextChoices):
    """How soon."""

    HIGH = "high", _("urgent")
    NORMAL = "normal", _("normal")
    LOW = "low", _("when there is time")


class WishState(TextChoices):
    """What became of one task."""

    OPEN = "open", pgettext_lazy("task", "open")
    DONE = "done", pgettext_lazy("task", "done")
    DECLINED = "declined", pgettext_lazy("task", "will not be done")


class NoteKind(TextChoices):
    """What stands in the history of a request."""

    NOTE = "note", _("note")
    SITUATION = "situation", _("the customer's situation")
    MAIL_IN = "mail_in", _("mail from the customer")
    MAIL_OUT = "mail_out", _("mail to the customer")
    CHANGE = "change", _("change")


class RequestView(TextChoices):
    """The lists of requests one may look at."""

    NEW = "new", pgettext_lazy("requests", "To be sorted")
    MINE = "mine", pgettext_lazy("requests", "Mine")
    OPEN = "open", pgettext_lazy("requests", "All open")
    LATE = "late", pgettext_lazy("requests", "Late")
    AGAIN = "again", pgettext_lazy("requests", "To look at again")
    SETTLED = "settled", pgettext_lazy("requests", "To be told back")
    CLOSED = "closed", pgettext_lazy("requests", "Closed")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A task somebody's words seem to ask for. `why`: bullet, number or wish."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request as lists show it; names and words are fit to show."""

    id: int
    number: int
    title: str
    customer: str
    person_id: int | None
    company_id: int | None
    channel: str
    channel_words: str
    state: str
    state_words: str
    ending_words: str
    priority: str
    priority_words: str
    due_on: date | None
    next_on: date | None
    is_late: bool
    open_tasks: int
    tasks: int
    again: int
    owner: str
    yearly_value: Decimal | None
    received_at: datetime
    closed_at: datetime | None
    external_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task of a request."""

    id: int
    title: str
    state: str
    state_words: str
    reason: str
    assignee_id: int | None
    assignee: str
    due_on: date | None
    priority: str
    priority_words: str
    is_late: bool
    look_again: str  # why, or nothing
    initiative_number: int | None
    initiative: str
    case_number: int | None
    told_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRow:
    """One line of the history."""

    kind: str
    kind_words: str
    words: str
    who: str
    happened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SameRow:
    """An open task that reads much the same. `likeness` from 0 to 1."""

    number: int
    title: str
    customer: str
    likeness: float
    same_customer: bool
    initiative_number: int | None

    @property
    def percent(self) -> int:
        """The likeness, for people."""
        return round(self.likeness * 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A task to look at again, with the day it moves to and who hears of it."""

    task_id: int
    number: int
    title: str
    before: date | None
    after: date | None
    assignee_id: int | None
    assignee: str
