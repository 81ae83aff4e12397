"""What conditions of a playbook may ask about beyond the fields of segments: contracts, the
company, and what happened in the run itself.

    register_fact(Fact("seats", "number", _("seats"), seats_of))

A fact is read for many customers at once. Domains below are asked by readers in `queries/`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from emptychair.accounts.access import Access
from emptychair.automation.types import Subject

if TYPE_CHECKING:
    from emptychair.automation.models import Run

Choices = list[tuple[str, str]]
Read = Callable[[Access, Sequence[Subject], datetime], Mapping[Subject, Any]]
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
_RUN_FACTS: dict[str, RunFact] = {}


def register_fact(one: Fact) -> None:
    """Offer a fact; the same name again replaces it."""
    _FACTS[one.name] = one


def register_run_fact(one: RunFact) -> None:
    """Offer a fact of runs; the same name again replaces it."""
    _RUN_FACTS[one.name] = one


def known_facts() -> dict[str, Fact]:
    """All facts by name, in the order they were registered."""
    return dict(_FACTS)


def run_facts() -> dict[str, RunFact]:
    """All facts of runs by name."""
    return dict(_RUN_FACTS)
