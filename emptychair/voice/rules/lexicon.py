"""What a list of telling words is made of; the lists themselves are one file a language."""

import re
from dataclasses import dataclass
from typing import NamedTuple


class Weighted(NamedTuple):
    """Patterns of one strength: how bad it is, from 0 to 1, when a customer writes them."""

    weight: float
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """The telling words of one language. All are regular expressions, read without case.

    A match counts unless the text before it ends in `denied_before`, or the text after it begins
    with `denied_after` (negation, each language its own way round). `irony` makes thanks and
    praise void. `persons` says that praise is meant for somebody.
    """

    thanks: tuple[str, ...]
    no_thanks: tuple[str, ...]
    praise: tuple[str, ...]
    persons: tuple[str, ...]
    asks: tuple[str, ...]
    asks_nothing: tuple[str, ...]
    leaves: tuple[str, ...]
    stays: tuple[str, ...]
    hurt: tuple[Weighted, ...]
    irony: tuple[str, ...]
    denied_before: str
    denied_after: str


def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One compiled pattern for a list; of two that begin at one place the earlier listed wins."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)
