"""What is looked at: numbers by stream and day, and what was told before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Stream(NamedTuple):
    """Where, and which metric; `place` is an id or a word, empty for the company."""

    place_kind: str
    place: str = ""
    metric: str = ""

    @property
    def name(self) -> str:
        """As it stands in the list of what is kept quiet."""
        return f"{self.place_kind}:{self.place}"


@dataclass(frozen=True, slots=True)
class Block:
    """Several streams side by side, one column a day from `first`.

    `total` and `squares` are sums over the answers' values, `low` how many were low.
    """

    first: date
    streams: tuple[Stream, ...]
    n: Floats
    total: Floats
    squares: Floats
    low: Floats
    least_spread: float = 0.0

    @property
    def days(self) -> int:
        """How many."""
        return int(self.n.shape[1])

    def position(self, day: date) -> int:
        """The column of a day; below nothing for one before the first."""
        return (day - self.first).days

    def day(self, position: int) -> date:
        """The day of a column."""
        return self.first + timedelta(days=position)


@dataclass(frozen=True, slots=True)
class MonthHeard:
    """Of the customers of a quarter that ended before `first`, and of those of a year earlier: how
    many there were, and how many of them were heard.
    """

    first: date
    customers: int
    heard: int
    customers_before: int
    heard_before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything a look needs, for all the days it may be asked about."""

    scores: tuple[Block, ...] = ()  # one a metric
    counts: Block | None = None  # answers and low answers of each touchpoint, cases of the company
    rates: Block | None = None  # one stream a survey; total is a hundred for each who answered
    tags: Block | None = None  # n: all answers, low: those with the tag
    heard: tuple[MonthHeard, ...] = ()
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """A change, with its figures in the unit of its kind."""

    kind: str
    stream: Stream
    since: date
    first_seen: date
    before: float
    after: float
    estimate: float
    low: float
    high: float
    n_before: int
    n_after: int
    is_good: bool = False
    parameters: Mapping[str, Any] = field(default_factory=dict)


class Past(NamedTuple):
    """What was told before."""

    kind: str
    stream: Stream
    since: date
    first_seen: date


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the workspace wants to be told."""

    kinds: frozenset[str]
    interest: float = 5.0
    good_too: bool = True
    quiet: frozenset[str] = frozenset()


def last_told(past: Sequence[Past], kind: str, stream: Stream) -> Past | None:
    """The newest alert of this kind at this place."""
    found = [one for one in past if one.kind == kind and one.stream == stream]
    return max(found, key=lambda one: one.first_seen, default=None)


def counts_of(blocks: Iterable[Block]) -> Block | None:
    """Answers and low answers of each touchpoint, all metrics together."""
    found: dict[str, tuple[Floats | float, Floats | float]] = {}
    first = date.min
    for block in blocks:
        first = block.first
        for row, stream in enumerate(block.streams):
            if stream.place_kind != "touchpoint":
                continue
            n, low = found.get(stream.place, (0.0, 0.0))
            found[stream.place] = (n + block.n[row], low + block.low[row])
    if not found:
        return None
    places = sorted(found)
    n, low = (np.stack([found[place][side] for place in places]) for side in (0, 1))
    streams = tuple(Stream("touchpoint", place) for place in places)
    return Block(first, streams, n, np.zeros_like(n), np.zeros_like(n), low)
