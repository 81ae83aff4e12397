"""What is said of quiet loss, and of the silent beside promoters, passives and detractors.

Plain values: they are worked out at night and kept as JSON.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A share with its interval."""

    count: int
    n: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A sum before and after, and the share that the same customers kept."""

    before: float
    after: float
    customers: int
    kept: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def change(self) -> float | None:
        """By which share it rose or fell."""
        return self.after / self.before - 1 if self.before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Promoters, passives, detractors, the silent, or those not heard: then and half a year on."""

    key: str
    customers: int
    value: float
    kept: Part | None
    money: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Those whom a touchpoint reached last: how many are silent, or left, of how many."""

    key: str
    name: str
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What we sent them last."""

    purpose: str
    count: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The four groups side by side."""

    on: str
    days: int
    groups: list[Group]
    places: list[Place]
    messages: list[Sent]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The silent of a month ago beside those of today. `both` counts who had a rhythm on both days;
    `rose` is by how much their share of silent rose, with interval.
    """

    on: str
    days: int
    then: Part | None
    now: Part | None
    both: int
    became: int
    returned: int
    left: int  # of the silent then
    rose: tuple[float, float, float] | None
    groups: list[Group]  # as they were then, and what became of them
    counts: dict[str, int]  # of the same groups today


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A price change and those who left in the days after it, against what else would expect.

    With `contracts` it is told by so many contracts of the plan `words`, and is about those who
    hold them; else somebody entered it, and it is about everybody.
    """

    id: int
    on: str
    words: str
    percent: float | None
    days: int
    observed: int
    expected: float | None
    ratio: float | None
    low: float | None
    high: float | None
    p_value: float | None
    contracts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """One segment's part in the change of the share that left, in percent points."""

    segment: str
    before: Part | None
    after: Part | None
    mix: float
    rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What leavers chose when they were asked why."""

    words: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """One who left."""

    kind: str
    id: int
    left_on: str
    told: bool  # it stands on record; else they fell silent
    heard: bool
    value: float | None
    place: str

    @property
    def day(self) -> date:
        """When they left."""
        return date.fromisoformat(self.left_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A period against the one before, as long."""

    first: str
    end: str
    days: int
    revenue: Money
    left: Part | None
    left_before: Part | None
    told: int
    wordless: Part | None  # leavers who never answered or complained
    wordless_stayers: Part | None
    complaints: int
    complaints_before: int
    gap_before: float | None  # the middle of days between last sign and leaving
    mix: float | None
    rate: float | None
    segments: list[Mix] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    prices: list[Price] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    asked: int = 0  # leavers of whom an exit reason is known
    unfinished: int | None = None
    unfinished_before: int | None = None
    leavers: list[Leaver] = field(default_factory=list)
