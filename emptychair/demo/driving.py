"""What moves the score of the two made-up companies, planted in the answers to a few statements.

Scores come first (`lives`); what somebody says to the statements is drawn so that it belongs to
their score: of many possible ways to answer, one that would have led about there.
"""

import math
from dataclasses import dataclass
from random import Random
from typing import Literal

from emptychair.demo.catalogue import KITCHEN, ROTA

Role = Literal["must_have", "delighter", "performance", "goes_along", "nothing"]
LOW, TOP = 2, 5  # of five points: up to here low, from here high
_WAYS = 80  # of answering that are tried
_SPREAD = 1.1  # of the score around what the statements say
_SHARED = 0.5  # of all statements, a common temper
_CLOSE = 0.75  # what goes along shares this with the statement it follows
_BASE = 7.1
_PENALTY, _REWARD, _STEP = 3.2, 2.6, 0.7


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with five steps of agreement, and what it truly does to the score."""

    key: str
    role: Role
    ja: str
    en: str
    level: float = 3.6  # what is said on average


STATEMENTS: dict[str, tuple[Statement, ...]] = {
    KITCHEN: (
        Statement("taste", "performance", "料理がおいしかった。", "The food was good.", level=3.8),
        Statement(
            "chat",
            "goes_along",
            "料理人と気持ちよく話せた。",
            "It was a pleasure to talk with the chef.",
            level=3.9,
        ),
        Statement(
            "cleaned_up",
            "must_have",
            "台所がきれいに片付いていた。",
            "The kitchen was left clean.",
            level=3.4,
        ),
        Statement(
            "surprise",
            "delighter",
            "思いがけない一皿や工夫があった。",
            "There was a dish or an idea we had not expected.",
            level=3.6,
        ),
        Statement(
            "booking",
            "nothing",
            "予約がすぐに決まった。",
            "The booking was settled quickly.",
            level=3.9,
        ),
    ),
    ROTA: (
        Statement(
            "easy",
            "performance",
            "シフトを組む手間が減った。",
            "Planning shifts takes us less effort.",
            level=3.9,
        ),
        Statement(
            "looks",
            "goes_along",
            "画面が見やすい。",
            "The screens are pleasant to look at.",
            level=3.8,
        ),
        Statement(
            "reliable",
            "must_have",
            "使いたいときにいつでも使えた。",
            "It was always there when we needed it.",
            level=3.4,
        ),
        Statement(
            "surprise",
            "delighter",
            "気づかなかったことを教えてくれた。",
            "It showed us something we had not seen.",
            level=3.6,
        ),
        Statement(
            "price", "nothing", "請求の内容がわかりやすい。", "Our bills are clear.", level=3.8
        ),
    ),
}


def answered_statements(brand: str, score: int, seed: str) -> dict[str, int]:
    """What somebody with this score says to each statement, from 1 to 5."""
    chance = Random(f"driving {brand} {seed}")
    ways = [_way(brand, chance) for _ in range(_WAYS)]
    distances = [score - expected_score(brand, way) for way in ways]
    weights = [math.exp(-((far / _SPREAD) ** 2) / 2) + 1e-12 for far in distances]
    return chance.choices(ways, weights)[0]


def expected_score(brand: str, answers: dict[str, int]) -> float:
    """The score (not cut to 0 to 10) that these answers lead to on average."""
    found = _BASE
    for statement in STATEMENTS[brand]:
        answer = answers[statement.key]
        if statement.role == "must_have" and answer <= LOW:
            found -= _PENALTY
        elif statement.role == "delighter" and answer >= TOP:
            found += _REWARD
        elif statement.role == "performance":
            found += _STEP * (answer - 3)
    return found


def _way(brand: str, chance: Random) -> dict[str, int]:
    temper, close = chance.gauss(0, 1), chance.gauss(0, 1)
    found = {}
    for statement in STATEMENTS[brand]:
        own = chance.gauss(0, 1)
        if statement.role in {"performance", "goes_along"}:
            own = math.sqrt(_CLOSE) * close + math.sqrt(1 - _CLOSE) * own
        felt = math.sqrt(_SHARED) * temper + math.sqrt(1 - _SHARED) * own
        found[statement.key] = min(5, max(1, round(statement.level + felt)))
    return found
