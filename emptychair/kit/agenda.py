"""What a domain can put on Today. The domain registers a source; `agenda` gathers from all.

    @agenda_source("loop.cases")
    def cases_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]: ...

Sources live in a domain's `agenda_source.py`, which `agenda` finds at start-up. A source that may
have many rows gives `AgendaRow`s, what the order needs and no more, and names who puts those that
are shown into words (decision 39):

    @agenda_source("plans.late", told_by=late_plans_told)
    def late_plans_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]: ...
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import wraps
from typing import Any, Literal

ItemKind = Literal["contact", "fix", "decide"]
Tone = Literal["bad", "good", "quiet", "wait"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A few words beside the name: "72万円 a year", "renews in 41 days"."""

    text: str
    tone: Tone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """What the order of Today, its scopes and its marks need to know of a row.

    `key` is stable ("case:17"): what was done with it is remembered under it. `subject` tells the
    page what to open: ("case", 17), ("person", 3), ("touchpoint", 9), ("initiative", 4).
    `response_id` is the answer behind the row: a case opened from here is about it.
    `value` is money a year in the workspace's currency (0 when unknown), `urgency` from 0 to 1.
    `source` is the name of the source that puts it into words, and `about` the number by which
    that source finds it again; both are nothing where the words are there already.
    """

    key: str
    kind: ItemKind
    tone: Tone
    subject: tuple[str, int]
    person_id: int | None = None
    response_id: int | None = None
    value: float = 0.0
    urgency: float = 0.0
    due_at: datetime | None = None
    team_id: int | None = None
    assignee_id: int | None = None
    source: str = ""
    about: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(AgendaRow):
    """One row of Today in the language of the moment: who, why, what next.

    `actions` are codes in order, the main one first; the page knows their words and addresses.
    """

    sign: str  # what stands in the box: a score, or the name of a sign ("clock", "silence", "team")
    title: str
    why: str
    actions: tuple[str, ...]
    quote: str = ""
    tags: tuple[Tag, ...] = ()


Source = Callable[..., Sequence[AgendaRow]]
Teller = Callable[..., Iterable[AgendaItem]]
Whole = Callable[..., list[AgendaItem]]
_SOURCES: dict[str, Source] = {}
_TELLERS: dict[str, Teller] = {}
_READERS: list[Callable[..., list[AgendaRow]]] = []
_OF_A_ROW = tuple(one.name for one in fields(AgendaRow))


def agenda_source(name: str, *, told_by: Teller | None = None) -> Callable[[Source], Whole]:
    """Register a source under its own name. Raises `ValueError` for a name in use.

    `told_by(access, rows, now=now)` makes items of rows of this source, with `in_words`, in any
    order; a row of which nothing is left it leaves out. Called by itself, the source gives items.
    """

    def register(source: Source) -> Whole:
        if name in _SOURCES:
            raise ValueError(f"Two sources of Today are called {name}: give one another name.")
        _SOURCES[name] = source
        if told_by is not None:
            _TELLERS[name] = told_by
        return _in_words(source)

    return register


def in_words(row: AgendaRow, **words: Any) -> AgendaItem:
    """The row as an item: `sign`, `title`, `why` and `actions`, and perhaps `quote` and `tags`."""
    return AgendaItem(**{name: getattr(row, name) for name in _OF_A_ROW}, **words)


def agenda_sources() -> dict[str, Whole]:
    """All sources by name, each with its rows in words."""
    return {name: _in_words(source) for name, source in sorted(_SOURCES.items())}


def gather_rows(access: Any, *, now: datetime, limit: int) -> list[AgendaRow]:
    """What all sources have for this access, unordered; words may be missing."""
    found = [source(access, now=now, limit=limit) for _name, source in sorted(_SOURCES.items())]
    return [row for rows in found for row in rows]


def gather(access: Any, *, now: datetime, limit: int) -> list[AgendaItem]:
    """What all sources have for this access, in words, unordered."""
    return told(access, gather_rows(access, now=now, limit=limit), now=now)


def told(access: Any, rows: Iterable[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """These rows in words, in their order; without those of which nothing is left."""
    rows = list(rows)
    wanted: dict[str, list[AgendaRow]] = {}
    for row in rows:
        if not isinstance(row, AgendaItem):
            wanted.setdefault(row.source, []).append(row)
    items = {
        item.key: item
        for source, those in wanted.items()
        for item in _TELLERS[source](access, those, now=now)
    }
    found = (row if isinstance(row, AgendaItem) else items.get(row.key) for row in rows)
    return [item for item in found if item is not None]


def reads_open_items(
    reader: Callable[..., list[AgendaRow]],
) -> Callable[..., list[AgendaRow]]:
    """Register who knows which rows are done or put off: `agenda` does, once, when it is loaded."""
    _READERS[:] = [reader]
    return reader


def open_rows(access: Any, *, now: datetime, limit: int) -> list[AgendaRow]:
    """The rows that are still open, in the order to work through, for domains beside `agenda`;
    `told` puts them into words.
    """
    return _READERS[0](access, now=now, limit=limit) if _READERS else []


def open_items(access: Any, *, now: datetime, limit: int) -> list[AgendaItem]:
    """The same in words."""
    return told(access, open_rows(access, now=now, limit=limit), now=now)


def _in_words(source: Source) -> Whole:
    @wraps(source)
    def whole(access: Any, *, now: datetime, limit: int) -> list[AgendaItem]:
        return told(access, source(access, now=now, limit=limit), now=now)

    return whole
