"""What a domain can say beside one customer. It registers a source; the customer's page gathers.

    @card_source("usage.company", after=20)
    def use_of_company(access: Access, *, customer: Customer, now: datetime) -> list[Card]: ...

Sources live in a domain's `card_source.py`, which `agenda` finds at start-up. A source that has
nothing to say about this customer, or to somebody who may not see it, returns an empty list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Tone = Literal["bad", "good", "quiet", "wait"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Whose page it is: one of the two ids is given."""

    person_id: int | None = None
    company_id: int | None = None


@dataclass(frozen=True, slots=True)
class CardRow:
    """One line: what it is, how it stands, where to read on."""

    label: str
    value: str
    address: str = ""
    tone: Tone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A heading, a sentence that says what it means, lines, and the next step.

    Words are in the language of the moment. `actions` are words and addresses of pages.
    """

    title: str
    say: str = ""
    tone: Tone | None = None
    rows: tuple[CardRow, ...] = ()
    actions: tuple[tuple[str, str], ...] = ()


Source = Callable[..., list[Card]]
_SOURCES: dict[str, tuple[int, Source]] = {}


def card_source(name: str, *, after: int) -> Callable[[Source], Source]:
    """Register a source; those with a smaller `after` stand first. `ValueError`: a name in use."""

    def register(source: Source) -> Source:
        if name in _SOURCES:
            raise ValueError(f"Two sources of cards are called {name}: give one another name.")
        _SOURCES[name] = (after, source)
        return source

    return register


def cards_of(access: Any, customer: Customer, *, now: datetime) -> list[Card]:
    """All that the domains have to say about this customer, in order."""
    ordered = sorted(_SOURCES.items(), key=lambda one: (one[1][0], one[0]))
    return [
        card for _, (_, source) in ordered for card in source(access, customer=customer, now=now)
    ]
