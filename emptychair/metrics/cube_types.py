"""What can be asked of a cube, and what comes back."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from emptychair.kit.periods import Period
from emptychair.metrics.rules.scoring import score_from
from emptychair.metrics.types import Score, Which

Filters = Mapping[str, Sequence[Any]]
People = frozenset[int] | None  # whose answers; None: everybody's


@dataclass(frozen=True, slots=True)
class Joined:
    """A column that the answers do not have: the word of `values` for the key in the column `on`.

    `name` is then a dimension like others, `""` where the key is not in `values`. `mark` is another
    whenever the values are; `words` are all that there are, where somebody knows them.
    """

    name: str
    on: Literal["person_id", "company_id", "id"]
    values: Mapping[int, str] = field(hash=False, compare=False)
    mark: Hashable = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """What the dataset does not hold: further columns, and whose answers are counted at all."""

    joined: tuple[Joined, ...] = ()
    people: People = None

    @property
    def mark(self) -> Hashable:
        """Tells questions apart in memory without keeping everybody's number there."""
        group = None if self.people is None else (len(self.people), hash(self.people))
        return (self.joined, group)


ALONE = Beside()


@dataclass(frozen=True, slots=True)
class CubeRow:
    """One combination: `key` has a value for each dimension asked for, in their order.

    Ids are numbers or None, words may be `""`, parts of time are their first day, and 0 is Monday.
    """

    key: tuple[Any, ...]
    by_score: Mapping[int, int]

    @property
    def n(self) -> int:
        """How many answers."""
        return sum(self.by_score.values())


@dataclass(frozen=True, slots=True)
class Cube:
    """The rows, in the order of their keys; `read` says what was counted, as of which moment."""

    metric: str
    by: tuple[str, ...]
    rows: tuple[CubeRow, ...]
    read: Literal["daily counts", "answers"]
    as_of: datetime

    def scores(self) -> dict[tuple[Any, ...], Score]:
        """The score of each combination with its interval."""
        return {row.key: score_from(self.metric, row.by_score) for row in self.rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class CubeAsked:
    """One cube; `also` asks for further ones, of the same rows by fewer parts of time: each names
    those that it keeps.
    """

    period: Period
    metric: str = ""
    by: tuple[str, ...] = ()
    filters: Filters = field(default_factory=dict)
    which: Which = "latest"
    beside: Beside = ALONE
    also: tuple[tuple[str, ...], ...] = ()
