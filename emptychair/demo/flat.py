import csv
from datetime import date
from pathlib import Path

from emptychair.demo.catalogue import (
    BY_CODE,
    HOME,
    KITCHEN,
    PLANS,
    ROTA,
    STEPS,
    WEIGHTS,
    expected_nps,
    is_later,
)
from emptychair.demo.chance import Chance, stream
from emptychair.demo.comments import Situation, compose
from emptychair.demo.days import Days
from emptychair.demo.lexicon import names, voice
from emptychair.demo.opinion import draw_score
from emptychair.demo.tables import HEADERS

FLAT = 5  # beside the kinds of chance in people.py
_REGIONS = {"ja": ("東京都", "大阪府", "愛知県", "福岡県"), "en": ("North America", "Europe")}
_UNTIL = date(2026, 10, 31)


def survey_csv(
    path: Path,
    *,
    rows: int,
    seed: int = 20261122,
    comment_share: float = 1 / 3,
    language: str = "en",
) -> None:
    """Write one flat survey of `rows` answers, with Japanese (`ja`) or English (`en`) headers.

    For benches: no people behind it, every row is answered, and comments stand in about
    `comment_share` of the rows. The columns are those of `generate`'s survey files; a row is about
    150 bytes in English. Memory does not grow with `rows`.

    Raises ValueError for another language or a negative number of rows.
    """
    if language not in _REGIONS:
        raise ValueError(f"There are surveys in ja and en, none in {language!r}.")
    if rows < 0:
        raise ValueError(f"{rows} rows cannot be written. Give 0 or more.")
    chance, days = stream(seed, FLAT, rows), Days(_UNTIL)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADERS[f"survey-{language}.csv"])
        for number in range(rows):
            writer.writerow(_row(chance, days, number, language, comment_share))


def _row(
    chance: Chance, days: Days, number: int, language: str, comment_share: float
) -> tuple[str | int, ...]:
    japanese = language == "ja"
    brand, audience = (KITCHEN, "home") if japanese else (ROTA, "any")
    segment = HOME if japanese else chance.pick(PLANS)
    day = chance.below(days.last + 1)
    month = days.month(day)
    code = chance.weighted(tuple(WEIGHTS[audience]), STEPS[audience])
    level = expected_nps(brand, code, month, segment=segment, place="")
    score = draw_score(chance, level, language, 0)
    comment = ""
    if chance.yes(comment_share):
        later = is_later(brand, code, month)
        situation = Situation(code, audience, score, days.month_of_year(day), later)
        comment = compose(chance, voice(brand, language), situation).text
    text = days.text(day).replace("-", "/") if japanese else days.text(day)
    name = _name(chance, language)
    return (
        f"R{number + 1:08d}",
        f"P{number // 3 + 1:07d}",
        name,
        f"p{number // 3 + 1}@example.{'jp' if japanese else 'com'}",
        "",
        score,
        comment,
        BY_CODE[brand, code].name,
        segment,
        chance.pick(_REGIONS[language]),
        f"{text} 09:{chance.below(60):02d}",
        f"{text} {10 + chance.below(12)}:{chance.below(60):02d}",
        100 * chance.between(5, 900),
    )


def _name(chance: Chance, language: str) -> str:
    family = chance.pick(names(f"{language} family")).split(" ")[0]
    given = chance.pick(names(f"{language} given")).split(" ")[0]
    return f"{family} {given}" if language == "ja" else f"{given} {family}"
