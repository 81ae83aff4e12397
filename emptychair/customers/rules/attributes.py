"""Values of attributes, by their type."""

import unicodedata
from collections.abc import Sequence
from datetime import date

Value = str | float | int | bool | None
_YES = frozenset({"1", "true", "yes", "on", "はい", "有", "あり", "○"})
_NO = frozenset({"0", "false", "no", "off", "いいえ", "無", "なし", "×"})


def read_value(text: str, kind: str, choices: Sequence[str] = ()) -> Value:
    """Text as a value of this type, nothing for no text. Raises `ValueError`.

    >>> read_value("１，２００", "number"), read_value("はい", "switch")
    (1200, True)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    if kind == "number":
        return _number(plain)
    if kind == "date":
        return date.fromisoformat(plain.replace("/", "-")).isoformat()
    if kind == "switch":
        return _switch(plain)
    if kind == "choice" and plain not in choices and text.strip() not in choices:
        raise ValueError(f"Choose one of {list(choices)}.")
    return text.strip()


def _number(plain: str) -> float | int:
    number = float(plain.replace(",", ""))
    if number != number or abs(number) >= 1e15:  # noqa: PLR0124 - not a number is not itself
        raise ValueError("This is too large a number.")
    return int(number) if number.is_integer() else number


def _switch(plain: str) -> bool:
    word = plain.casefold()
    if word not in _YES | _NO:
        raise ValueError("Write yes or no.")
    return word in _YES
