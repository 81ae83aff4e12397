"""What conditions of a playbook may ask about beyond the fields of segments: contracts, the
company, and what happened in the run itself.

    register_fact(Fact("seats", "number", _("seats"), seats_of))

A fact is read for many customers at once. Domains below are asked by readers in `queries/`. What a
fact was on an earlier day is told by a `past` reader, where anybody wrote it down:

    register_past("seats", by_value("number", seats_then))
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from emptychair.accounts.access import Access
from emptychair.automation.rules.matching import fits
from emptychair.automation.types import Line, Subject
from emptychair.kit.periods import local_day

if TYPE_CHECKING:
    from emptychair.automation.models import Run

Choices = list[tuple[str, str]]
Read = Callable[[Access, Sequence[Subject], datetime], Mapping[Subject, Any]]
When = tuple[Subject, datetime]
ReadThen = Callable[[Access, Sequence[When]], Mapping[When, Any]]
FitThen = Callable[[Access, Line, Sequence[When]], set[When]]
ReadRun = Callable[[Access, "Run", datetime], bool]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: `kind` is text, number, day, switch or choice."""

    name: str
    kind: str
    label: str | Promise
    read: Read
    choices: Callable[[Access], Choices] | None = None


@dataclass(frozen=True, slots=True)
class RunFact:
    """Something only a run knows, for branches: yes or no, each with its words."""

    name: str
    label: str | Promise
    yes: str | Promise  # "the mail was not allowed"
    no: str | Promise
    read: ReadRun


_FACTS: dict[str, Fact] = {}
_PAST: dict[str, FitThen] = {}
_RUN_FACTS: dict[str, RunFact] = {}


def register_fact(one: Fact) -> None:
    """Offer a fact; the same name again replaces it."""
    _FACTS[one.name] = one


def register_run_fact(one: RunFact) -> None:
    """Offer a fact of runs; the same name again replaces it."""
    _RUN_FACTS[one.name] = one


def register_past(name: str, fit: FitThen) -> None:
    """Tell who fitted a line about this field at earlier moments; the same name replaces it."""
    _PAST[name] = fit


def past_of(name: str) -> FitThen | None:
    """How to ask about earlier moments; nothing where only today is known."""
    found = _PAST.get(name)
    prefix = name.partition(":")[0]
    return found or (_PAST.get(f"{prefix}:") if prefix != name else None)


def by_value(kind: str, read: ReadThen) -> FitThen:
    """A past reader from the value at each moment."""

    def fit(access: Access, line: Line, whens: Sequence[When]) -> set[When]:
        values, zone = read(access, whens), access.workspace.zone
        return {
            when
            for when in whens
            if fits(line, kind, values.get(when), today=local_day(when[1], zone))
        }

    return fit


def people_of_whens(whens: Iterable[When]) -> set[int]:
    """The people who are written to."""
    return {one.person_id for one, _moment in whens if one.person_id}


def known_facts() -> dict[str, Fact]:
    """All facts by name, in the order they were registered."""
    return dict(_FACTS)


def run_facts() -> dict[str, RunFact]:
    """All facts of runs by name."""
    return dict(_RUN_FACTS)
