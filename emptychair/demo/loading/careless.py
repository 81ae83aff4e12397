"""A few careless answers to the half-yearly survey, planted so that the page about care shows some.

They are made up like everything here: drawn by the number of the answer. Scores and statements stay
what they were, so that nothing that is planted elsewhere moves; only empty words of people who are
content become keys hit at random, and some pages were open for a moment only.
"""

from collections.abc import Iterable
from random import Random
from typing import Any

KEYS = {
    "ja": ("あああああああ", "asdfghjkl", "ｆｆｆｆｆｆ", "んんんんんん"),
    "en": ("asdfasdf", "qwertyuiop", "xxxxxxxx", "ghjghjghj"),
}
SHARE = 0.04  # of the answers that could be such
CONTENT = 7  # from here on: nobody opens a case for random keys
USUAL, SPREAD, HURRIED = 38.0, 9.0, 2.5  # seconds that the pages were open


def with_random_keys(rows: Iterable[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """The answers, a few of those without words with a hand on the keyboard."""
    return [
        {**row, "comment": _draw(row, "keys").choice(KEYS[language])} if _hits_keys(row) else row
        for row in rows
    ]


def seconds_open(external_id: str) -> float:
    """How long somebody had the pages open."""
    chance = Random(f"pace {external_id}")
    if chance.random() < SHARE:
        return round(HURRIED + chance.random(), 1)
    return round(max(20.0, chance.gauss(USUAL, SPREAD)), 1)


def _hits_keys(row: dict[str, Any]) -> bool:
    could = not row["comment"] and row["score"] >= CONTENT
    return could and _draw(row, "careless").random() < SHARE


def _draw(row: dict[str, Any], what: str) -> Random:
    return Random(f"{what} {row['external_id']}")
