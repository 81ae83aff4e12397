"""Facts that one domain tells the others.

    @dataclass(frozen=True, slots=True, kw_only=True)
    class ResponseReceived(Event, name="surveys.response_received"):
        response_id: int

    publish(ResponseReceived(workspace_id=1, response_id=7, about="person:3"))

    @subscribe(ResponseReceived, name="loop.open_case")
    def open_case_for_bad_score(event: ResponseReceived) -> None: ...

This module has no tables. `jobs` stores what is published, in the transaction of its cause, and
hands it to each subscriber once (`docs/decisions/0004-events.md`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

import msgspec
from typing_extensions import override


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact in the past tense, made of ids and plain values.

    Facts `about` the same thing, mostly a person, reach a subscriber in the order of their telling.
    Facts that come in thousands, and mostly concern nobody, set `asks_first`: what each reaction
    `wants` is then asked when they are told, and those that nobody wants are not stored at all.
    """

    name: ClassVar[str] = ""
    asks_first: ClassVar[bool] = False

    workspace_id: int
    about: str = ""

    @override
    def __init_subclass__(cls, *, name: str = "", **rest: Any) -> None:
        super(Event, cls).__init_subclass__(**rest)
        # dataclass(slots=True) makes the class anew, without our argument
        known = _EVENTS.get(name or cls.name)
        if known and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise ValueError(f"Two events are called {name}: give one of them another name.")
        cls.name = name or cls.name
        _EVENTS[cls.name] = cls


AnyEvent = TypeVar("AnyEvent", bound=Event)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One reaction: its own name, the fact, the function. The name is stored, so it stays.

    `wants` says of several facts, at the time of their reaction (and when they are told, where the
    fact `asks_first`), which ones it has anything to do for; the others pass without a call.
    """

    name: str
    event: type[Event]
    react: Callable[[Any], None]
    wants: Callable[[Sequence[Any]], Sequence[bool]] | None = None


class Outbox(Protocol):
    """Where facts are stored until all subscribers had them."""

    def store(self, told: Sequence[tuple[Event, list[Subscriber]]]) -> None:
        """Keep facts, each with who reacts to it, with the transaction that is open now."""


_EVENTS: dict[str, type[Event]] = {}
_SUBSCRIBERS: dict[str, Subscriber] = {}
_OUTBOX: list[Outbox] = []


def use_outbox(outbox: Outbox) -> None:
    """Say where facts are stored; `jobs` does so when the product starts."""
    _OUTBOX[:] = [outbox]


def publish(event: Event) -> None:
    """Tell a fact. It is stored with the transaction of its cause, or vanishes with it.

    Raises `RuntimeError` when no outbox is in use, since a fact would be lost.
    """
    publish_all([event])


def publish_all(events: Sequence[Event]) -> None:
    """Tell several facts of one cause, in this order; much quicker than one by one."""
    if not _OUTBOX:
        raise RuntimeError("No outbox is in use: start the product through Django.")
    known = {kind: subscribers_of(kind) for kind in {type(one) for one in events}}
    told = [(one, known[type(one)]) for one in events]
    for kind, those in known.items():
        if kind.asks_first:
            told = _wanted(told, kind, those)
    if told:
        _OUTBOX[0].store(told)


def anybody_wants(examples: Sequence[AnyEvent]) -> list[bool]:
    """Whether any reaction wants facts like each of these, all of one kind that `asks_first`.

    For whoever tells thousands: ask with one fact of each sort, and make those that are wanted.
    """
    told = [(one, subscribers_of(type(one))) for one in examples]
    wanted = _wanted([*told], type(examples[0]), told[0][1]) if told else []
    ids = {id(event) for event, _those in wanted}
    return [id(one) in ids for one in examples]


Told = list[tuple[Event, list[Subscriber]]]


def _wanted(told: Told, kind: type[Event], those: list[Subscriber]) -> Told:
    """The same, but each fact of this kind only for whom it concerns, and without those of none."""
    mine = [event for event, _those in told if type(event) is kind]
    takers: dict[int, list[Subscriber]] = {id(event): [] for event in mine}
    for one in those:
        answers = one.wants(mine) if one.wants else [True] * len(mine)
        for event, is_wanted in zip(mine, answers, strict=True):
            if is_wanted:
                takers[id(event)].append(one)
    found = [(event, takers.get(id(event), all_of_them)) for event, all_of_them in told]
    return [(event, some) for event, some in found if some or type(event) is not kind]


def subscribe(
    event: type[AnyEvent],
    *,
    name: str,
    wants: Callable[[Sequence[AnyEvent]], Sequence[bool]] | None = None,
) -> Callable[[Callable[[AnyEvent], None]], Callable[[AnyEvent], None]]:
    """Register a reaction under a name of its own, perhaps with what it `wants` (`Subscriber`).

    Raises `ValueError` when another reaction has this name.
    """

    def register(react: Callable[[AnyEvent], None]) -> Callable[[AnyEvent], None]:
        if name in _SUBSCRIBERS:
            raise ValueError(f"Two subscribers are called {name}: give one of them another name.")
        _SUBSCRIBERS[name] = Subscriber(name, event, react, wants)
        return react

    return register


def unsubscribe(name: str) -> None:
    """Take a reaction away again; tests do."""
    _SUBSCRIBERS.pop(name, None)


def subscribers_of(event: type[Event]) -> list[Subscriber]:
    """Who reacts to this fact, by name."""
    found = [one for one in _SUBSCRIBERS.values() if one.event.name == event.name]
    return sorted(found, key=lambda one: one.name)


def subscriber_named(name: str) -> Subscriber | None:
    """The reaction with this name, or nothing when the code no longer has it."""
    return _SUBSCRIBERS.get(name)


def known_events() -> list[type[Event]]:
    """Every fact the product can tell, by name."""
    return [_EVENTS[name] for name in sorted(_EVENTS) if name]


def to_plain(event: Event) -> dict[str, Any]:
    """The fact as plain JSON values."""
    plain: dict[str, Any] = msgspec.to_builtins(event)
    return plain


def from_plain(name: str, plain: dict[str, Any]) -> Event:
    """The fact again. Raises `LookupError` for a name the code no longer knows."""
    if name not in _EVENTS:
        raise LookupError(f"No event is called {name}.")
    return msgspec.convert(plain, _EVENTS[name])
