"""What the cells of a column look like, from the first rows of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from emptychair.sheets.amounts import read_number
from emptychair.sheets.dates import looks_like_a_time
from emptychair.sheets.scores import BLANK, NOT_A_NUMBER, read_score

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from emptychair.sheets.types import Kind

_TRIED: Final = 100
_ADDRESS: Final = re.compile(
    r"\S+@\S+\.\S+|\d{1,3}(?:\.\d{1,3}){3}|https?://\S+|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}"
)
_FEW: Final = 50


@dataclass(frozen=True)
class Profile:
    """One column of the sample: `cells` are its values that are not blank."""

    cells: tuple[str, ...]

    def share(self, test: Callable[[str], bool]) -> float:
        """The share of the cells (of the first few hundred) that pass a test."""
        tried = self.cells[:_TRIED]
        return sum(map(test, tried)) / len(tried) if tried else 0.0

    @cached_property
    def scores(self) -> float:
        return self.share(lambda cell: read_score(cell) not in {BLANK, NOT_A_NUMBER})

    @cached_property
    def good_scores(self) -> float:
        return self.share(lambda cell: read_score(cell) >= 0)

    @cached_property
    def times(self) -> float:
        return self.share(looks_like_a_time)

    @cached_property
    def numbers(self) -> float:
        return self.share(lambda cell: read_number(cell) is not None)

    @cached_property
    def addresses(self) -> float:
        return self.share(lambda cell: bool(_ADDRESS.fullmatch(cell)))

    @cached_property
    def distinct(self) -> int:
        return len(set(self.cells))

    @cached_property
    def length(self) -> float:
        """Mean number of characters, a Japanese one counted as two."""
        tried = self.cells[:_TRIED]
        signs = sum(len(cell) + sum(sign > "⺀" for sign in cell) for cell in tried)
        return signs / max(1, len(tried))

    def fits(self, kind: Kind) -> bool:
        """Whether the cells could be of this kind; a blank column could be of any."""
        if not self.cells:
            return True
        if kind == "score":
            return self.scores >= 0.5
        if kind == "time":
            return self.times >= 0.5 or self.numbers == 1.0
        if kind == "number":
            return self.numbers >= 0.5
        return kind != "text" or self._is_text

    @property
    def _is_text(self) -> bool:
        if max(self.numbers, self.times, self.addresses) >= 0.9:
            return False
        return not (len(self.cells) >= 20 and self.distinct <= 10 and self.length < 20)

    @property
    def is_segment(self) -> bool:
        """Few values that come back: no ids, addresses, dates or sentences."""
        count = len(self.cells)
        if not 2 <= self.distinct <= _FEW:
            return False
        # Of a short file, one in five would leave nothing: there each value must come back once.
        few = self.distinct < 0.2 * count or (count < 100 and self.distinct * 2 <= count)
        return few and self.addresses < 0.5 and self.times < 0.8 and self.length <= 40


def profiles_of(rows: Sequence[list[str]], width: int) -> list[Profile]:
    """One profile a column."""
    return [
        Profile(tuple(cell for row in rows if at < len(row) and (cell := row[at].strip())))
        for at in range(width)
    ]
