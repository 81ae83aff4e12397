"""Amounts of money as people write them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SIGNS: Final = re.compile(r"[¥\\$€£\s']|円|JPY|USD|EUR|GBP", re.IGNORECASE)
_COMMA_DECIMAL: Final = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|-?\d+,\d{1,2}")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d{1,2})?", re.IGNORECASE)
_UNITS: Final = {"万": 10_000, "億": 100_000_000, "千": 1_000}
_COMPOSED: Final = re.compile(r"(-?)(?:(\d{1,6})億)?(?:(\d[\d,]{0,8})万)?(\d[\d,]{0,8})?")


def read_number(text: str) -> float | None:
    """The amount in a cell such as "¥12,300", "1.234,50 €", "12万円" or "1億2,000万円"; None when
    there is none.
    """
    plain = _SIGNS.sub("", unicodedata.normalize("NFKC", text)).strip()
    composed = _COMPOSED.fullmatch(plain)
    if composed and sum(part is not None for part in composed.groups()[1:]) > 1:
        hundred_millions, ten_thousands, rest = (
            int((part or "0").replace(",", "")) for part in composed.groups()[1:]
        )
        found = hundred_millions * _UNITS["億"] + ten_thousands * _UNITS["万"] + rest
        return float(-found if composed[1] else found)
    factor = _UNITS.get(plain[-1:], 1)
    if factor > 1:
        plain = plain[:-1]
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    if _COMMA_DECIMAL.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    else:
        plain = plain.replace(",", "")
    return float(plain) * factor if _NUMBER.fullmatch(plain) else None
