"""Which signs were not there at the last look."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emptychair.success.models import CustomerHealth


@dataclass(frozen=True, slots=True)
class New:
    """A customer whose first sign was not there at the last look."""

    unit: int
    code: str
    rank: float
    as_of: date

    @property
    def company_id(self) -> int | None:
        """Of a company."""
        return self.unit if self.unit > 0 else None

    @property
    def person_id(self) -> int | None:
        """Of a person who buys for themselves."""
        return -self.unit if self.unit < 0 else None


def new_signs(made: Iterable["CustomerHealth"], before: Mapping[int, set[str]]) -> list[New]:
    """Of those who were there at the last look."""
    return [
        New(row.unit, code, row.rank, row.as_of)
        for row in made
        if row.is_listed and row.unit in before
        for code in [sign["code"] for sign in row.signs][:1]
        if code not in before[row.unit]
    ]
