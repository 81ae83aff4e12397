"""How a Japanese name is probably read, when nobody told us: SudachiPy's guess, for searching only.

It is never shown and never stored as the reading: 東 may be Azuma or Higashi.
"""

from functools import cache, lru_cache
from typing import Any

from emptychair.customers.rules.names import needs_reading


@cache
def _tokenizer() -> Any:
    from sudachipy import Dictionary

    return Dictionary(dict="core").tokenizer()


@lru_cache(maxsize=20_000)
def guessed_reading(name: str) -> str:
    """The reading in katakana, or nothing for a name without kanji."""
    if not needs_reading(name):
        return ""
    from sudachipy import SplitMode

    found = (one for one in _tokenizer().tokenize(name, SplitMode.C) if one.surface().strip())
    return "".join(one.reading_form() or one.surface() for one in found)
