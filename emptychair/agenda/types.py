"""Words about Today."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emptychair.kit.agenda import AgendaRow


class MarkAction(TextChoices):
    """What was done with a row."""

    DONE = "done", _("done")
    CALL_NOTED = "call_noted", _("called")
    CASE_OPENED = "case_opened", _("case opened")
    ASSIGNED = "assigned", _("given to somebody")
    SNOOZED = "snoozed", _("put off")
    DISMISSED = "dismissed", _("taken off")


class DismissReason(TextChoices):
    """Why a row needs nothing."""

    ALREADY_DONE = "already_done", _("Already done elsewhere")
    NOT_NEEDED = "not_needed", _("Nothing to do here")
    WRONG = "wrong", _("The reason is not right")
    NOT_NOW = "not_now", _("It would disturb the customer")
    OTHER = "other", _("Something else")


class Scope(TextChoices):
    """Whose rows one looks at."""

    MINE = "mine", pgettext_lazy("rows of Today", "Mine")
    TEAM = "team", pgettext_lazy("rows of Today", "My teams'")
    ALL = "all", pgettext_lazy("rows of Today", "All")


Row = TypeVar("Row", bound=AgendaRow)


@dataclass(frozen=True, slots=True)
class Agenda(Generic[Row]):
    """Today in three lists, each in the order to work through, and how many each scope has."""

    contact: list[Row]
    fix: list[Row]
    decide: list[Row]
    scope: Scope
    counts: dict[str, int]  # by scope

    @property
    def total(self) -> int:
        """How many rows there are in this scope."""
        return len(self.contact) + len(self.fix) + len(self.decide)

    @property
    def customers_waiting(self) -> int:
        """How many rows somebody is to be contacted for."""
        return len(self.contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSteps:
    """What a new workspace has already."""

    people: bool
    touchpoints: bool
    survey: bool
    mail: bool
    colleagues: bool
    answers: bool
    survey_id: int | None = None  # the newest one that is not closed

    @property
    def complete(self) -> bool:
        """Whether the first round is done."""
        return self.people and self.touchpoints and self.survey and self.mail and self.colleagues


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRow:
    """One thing that was done with a row, ready to be shown."""

    id: int
    title: str
    action: str
    action_words: str
    by: str
    given_to: str
    reason: str
    note: str
    until: datetime | None
    marked_at: datetime
    subject: tuple[str, int]
    undone: bool
    may_undo: bool
