"""Words about large customers who never said anything."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """One of them, fit to show. `ask_id` is the person who may be asked by mail, if anybody may."""

    kind: Literal["person", "company"]
    id: int
    name: str
    place: int
    customers: int  # with a value, of whom this is the place
    value: float
    people: int
    asked_at: datetime | None
    ask_id: int | None
    reason: str
    parameters: dict[str, Any] = field(default_factory=dict)
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnheardTotals:
    """What the last reading found."""

    as_of: date
    read_at: datetime
    customers: int
    large: int
    unheard: int
    share_of_value: float  # of what the large pay, by those unheard
