"""What can start a playbook: the events of all domains, described for people.

    register_trigger(
        Trigger("left", _("left us"), words=..., parameters=(...), moments=people_who_left)
    )

A trigger either has `moments`, things that happened at a time (read again by day for a dry run, by
arrival for what is live), or a state that `holds` for some customers and not for others: who comes
into it starts a run. Readers lie in `queries/` and register themselves when the product starts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from emptychair.accounts.access import Access
from emptychair.automation.types import About, Conditions, Occurrence, Plain, Subject

Choices = list[tuple[str, str]]
LATE = timedelta(days=3)  # what arrives later than so starts nothing: it is history


@dataclass(frozen=True, slots=True)
class Window:
    """Which happenings are wanted: by when they happened, or by when we heard of them."""

    since: datetime
    until: datetime
    by_arrival: bool = False
    only: int | None = None  # the one row with this id
    most: int = 5000


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something one fills in: `kind` is number, text, choice or switch."""

    name: str
    kind: str
    label: str | Promise
    usual: str = ""
    lowest: int = 0
    highest: int = 3650
    choices: Callable[[Access], Choices] | None = None
    needed: bool = True
    help: str | Promise = ""


ABOUT = Parameter(
    "about",
    "choice",
    gettext_lazy("Whom a run is about"),
    usual=About.PERSON.value,
    choices=lambda _access: [(one.value, str(one.label)) for one in About],
)
Moments = Callable[[Access, Plain, Window], Iterable[Occurrence]]
Holds = Callable[[Access, Plain, datetime], Iterable[Subject]]
Words = Callable[[Access, Plain], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One thing that can start a playbook."""

    key: str
    label: str | Promise
    words: Words  # "answers %(score)s or less", after "When a customer"
    about: Callable[[Plain], str]
    parameters: tuple[Parameter, ...] = ()
    moments: Moments | None = None
    holds: Holds | None = None
    known_from: Callable[[Access], date | None] | None = None  # first day `holds` can be asked of
    past_note: str | Promise = ""  # what is to be known of earlier days
    after_case: bool = False  # mails of its runs may follow a closed case at once
    to_leavers: bool = False  # it is about those who left
    to_silent: bool = False  # about those who fell silent: only an end on record stops a run
    help: str | Promise = field(default="")
    rests_on: Callable[[Access, Plain], Conditions] | None = None  # what `holds` asks of customers
    problem: Callable[[Plain], str] | None = None  # what is missing beyond single fields

    @property
    def asks_leavers(self) -> bool:
        """Whether a survey of it may go to who has left."""
        return self.to_leavers or self.to_silent

    def parameters_of(self, given: Plain) -> dict[str, str]:
        """What was filled in, with what is usual in the place of the rest."""
        return {one.name: str(given.get(one.name, one.usual)) for one in self.parameters}


_TRIGGERS: dict[str, Trigger] = {}


def register_trigger(one: Trigger) -> None:
    """Offer a trigger; the same key again replaces it."""
    _TRIGGERS[one.key] = one


def trigger_named(key: str) -> Trigger | None:
    """The trigger, or nothing when the code no longer has it."""
    return _TRIGGERS.get(key)


def known_triggers() -> list[Trigger]:
    """All triggers, in the order they were registered."""
    return list(_TRIGGERS.values())


def of_people(_parameters: Plain) -> str:
    """Runs are about a person."""
    return About.PERSON.value


def of_companies(_parameters: Plain) -> str:
    """Runs are about a company."""
    return About.COMPANY.value


def as_given(parameters: Plain) -> str:
    """Runs are about what the parameter `about` says."""
    given = str(parameters.get("about", ""))
    return given if given in About.values else About.PERSON.value


def number_of(parameters: Plain, name: str, usual: int) -> int:
    """A whole number among the parameters."""
    try:
        return int(str(parameters.get(name, usual)))
    except ValueError:
        return usual
