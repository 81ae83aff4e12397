"""Headers compared as a person would: width, case, signs and spacing do not matter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_BORDER: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SIGNS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Words:
    """A header taken apart: `spaced` for words of Latin script, `squeezed` for all others."""

    spaced: str
    squeezed: str

    def contains(self, part: Words) -> bool:
        """Whether these words stand in this header: whole Latin words, any run of Japanese."""
        if part.squeezed.isascii():
            return f" {part.spaced} " in f" {self.spaced} "
        return part.squeezed in self.squeezed


@lru_cache(maxsize=20_000)
def words_of(header: str) -> Words:
    """The comparable form of a header."""
    plain = unicodedata.normalize("NFKC", header)
    spaced = _SIGNS.sub(" ", _BORDER.sub(" ", plain)).strip().casefold()
    return Words(spaced, spaced.replace(" ", "") or plain.strip())
