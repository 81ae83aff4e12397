"""Whether an event makes a survey ask somebody: by its conditions, and by chance."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from emptychair.surveys.rules.conditions import clause_holds
from emptychair.surveys.types.definition import Clause, Definition, Scalar
from emptychair.surveys.types.flow import Facts

EVENT, ATTRIBUTE = "event:", "attribute:"
OPERATORS = ("is", "is_not", "one_of", "contains", "at_least", "at_most", "answered", "empty")
WHOLE = 100
_NOTHING = Definition(pages=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event and whom it happened to, as conditions see them."""

    properties: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)
    language: str = ""


def read_clauses(stored: Any) -> tuple[Clause, ...]:
    """The stored conditions of a trigger; one that cannot be read is never fulfilled."""
    if not isinstance(stored, list):
        return ()
    return tuple(_clause(one) for one in stored)


def write_clauses(clauses: Iterable[Clause]) -> list[dict[str, Any]]:
    """The conditions as they are stored."""
    return [msgspec.to_builtins(one) for one in clauses]


def fits(clauses: Iterable[Clause], happening: Happening) -> bool:
    """Whether all conditions hold. `event:NAME` is a property of the event, `attribute:NAME` one of
    the person.
    """
    facts = Facts(
        language=happening.language,
        attributes=_plain(happening.attributes),
        hidden={name: str(value) for name, value in _plain(happening.properties).items()},
    )
    return all(clause_holds(_as_hidden(one), _NOTHING, {}, facts) for one in clauses)


def is_drawn(survey_id: int, message_id: str, percent: int) -> bool:
    """Whether the event belongs to the share that asks: by its id, so the same each time."""
    if percent >= WHOLE:
        return True
    digest = hashlib.sha256(f"{survey_id}:{message_id}".encode()).digest()
    return int.from_bytes(digest[:8]) % (WHOLE * 100) < percent * 100


def _clause(stored: Any) -> Clause:
    try:
        return msgspec.convert(stored, Clause)
    except msgspec.ValidationError:
        return Clause(subject="unreadable", operator="answered")


def _as_hidden(clause: Clause) -> Clause:
    if not clause.subject.startswith(EVENT):
        return clause
    return msgspec.structs.replace(clause, subject=f"hidden:{clause.subject.removeprefix(EVENT)}")


def _plain(values: Mapping[str, Any]) -> dict[str, Scalar]:
    return {
        str(name): value for name, value in values.items() if isinstance(value, str | int | float)
    }
