"""What every dimension can do. Those that differ say so."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from emptychair.explore.types import Member
from emptychair.kit.periods import Period


class Dimension(ABC):
    """One thing to ask by. Its values are tokens, as they stand in addresses."""

    by: tuple[str, ...] = ()  # dimensions of a cube that it is made of
    is_atomic = False  # a union of what private surveys show together: whole months of a touchpoint
    is_time = False  # parts of time in order
    overlaps = False  # one answer may stand at several of its values
    counts_again = False  # a person's latest answer counts once at each of its values

    def __init__(self, name: str, words: str) -> None:
        self.name, self.words = name, words

    @abstractmethod
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        """The value of an answer that was counted under `key`."""

    def tokens(self, key: Mapping[str, Any], metric: str, score: int) -> tuple[str, ...]:
        """All its values, where it may have several."""
        return (self.token(key, metric, score),)

    @abstractmethod
    def words_of(self, token: str, metric: str) -> str:
        """What people call a value."""

    def in_order(self, tokens: Iterable[str]) -> list[str]:
        """Values as they follow one another; what is not known comes last."""
        return sorted(tokens)

    def choices(self) -> list[Member]:
        """The values to choose from in a filter."""
        return []

    @abstractmethod
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        """What a cube filters to count this value only."""

    def keeps(self, token: str, metric: str, score: int) -> bool:  # noqa: ARG002 - others ask
        """Whether an answer of this score is one of the value."""
        return True

    def narrowed(self, token: str, period: Period) -> Period | None:  # noqa: ARG002 - times ask
        """The days of a period that the value means; None where there are none."""
        return period

    def condition(self, token: str) -> Q | None:  # noqa: ARG002 - others ask
        """The answers of the value, for the page of voices; None where that page knows it."""
        return None
