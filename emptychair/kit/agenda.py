"""What a domain can put on Today. The domain registers a source; `agenda` gathers from all.

    @agenda_source("loop.cases")
    def cases_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]: ...

Sources live in a domain's `agenda_source.py`, which `agenda` finds at start-up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

ItemKind = Literal["contact", "fix", "decide"]
Tone = Literal["bad", "good", "quiet", "wait"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A few words beside the name: "72万円 a year", "renews in 41 days"."""

    text: str
    tone: Tone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One row of Today: who, why, what next. Words are in the language of the moment.

    `key` is stable ("case:17"): what was done with it is remembered under it. `subject` tells the
    page what to open: ("case", 17), ("person", 3), ("touchpoint", 9), ("initiative", 4).
    `actions` are codes in order, the main one first; the page knows their words and addresses.
    `response_id` is the answer behind the row: a case opened from here is about it.
    `value` is money a year in the workspace's currency (0 when unknown), `urgency` from 0 to 1.
    """

    key: str
    kind: ItemKind
    tone: Tone
    sign: str  # what stands in the box: a score, or the name of a sign ("clock", "silence", "team")
    title: str
    why: str
    subject: tuple[str, int]
    actions: tuple[str, ...]
    person_id: int | None = None
    response_id: int | None = None
    quote: str = ""
    tags: tuple[Tag, ...] = ()
    value: float = 0.0
    urgency: float = 0.0
    due_at: datetime | None = None
    team_id: int | None = None
    assignee_id: int | None = None


Source = Callable[..., list[AgendaItem]]
_SOURCES: dict[str, Source] = {}
_READERS: list[Source] = []


def agenda_source(name: str) -> Callable[[Source], Source]:
    """Register a source under its own name. Raises `ValueError` for a name in use."""

    def register(source: Source) -> Source:
        if name in _SOURCES:
            raise ValueError(f"Two sources of Today are called {name}: give one another name.")
        _SOURCES[name] = source
        return source

    return register


def agenda_sources() -> dict[str, Source]:
    """All sources by name."""
    return dict(sorted(_SOURCES.items()))


def gather(access: Any, *, now: datetime, limit: int) -> list[AgendaItem]:
    """What all sources have for this access, unordered."""
    found = [source(access, now=now, limit=limit) for source in agenda_sources().values()]
    return [item for items in found for item in items]


def reads_open_items(reader: Source) -> Source:
    """Register who knows which rows are done or put off: `agenda` does, once, when it is loaded."""
    _READERS[:] = [reader]
    return reader


def open_items(access: Any, *, now: datetime, limit: int) -> list[AgendaItem]:
    """The rows that are still open, in the order to work through, for domains beside `agenda`."""
    return _READERS[0](access, now=now, limit=limit) if _READERS else []
