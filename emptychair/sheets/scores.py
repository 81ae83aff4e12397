"""Scores as people's tools write them, and the scale they were given on."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from emptychair.sheets.types import Problem, Scale, ScaleKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BLANK: Final = -1
NOT_A_NUMBER: Final = -2
FRACTION: Final = -3
OUT_OF_SCALE: Final = -4

REASONS: Final = {
    BLANK: "no-score",
    NOT_A_NUMBER: "score-not-a-number",
    FRACTION: "score-fraction",
    OUT_OF_SCALE: "score-out-of-scale",
}
HIGHEST: Final = 10
_LONGEST: Final = 200
"""More characters than any label of a score has: what is longer is not looked through."""

_BLANKS: Final = frozenset(
    ("", "-", "--", "—", "–", "ー", "n/a", "na", "#n/a", "null", "none", "nan", "無回答", "未回答"),
)
_NUMBER_FIRST: Final = re.compile(
    r"""([+-]?\d{1,6}(?:[.,]\d{1,9})?)
        \s*(?:点|pts?\b|points?\b)?
        (?:\s*/\s*\d{1,2}\s*点?)?
        (?:\s*[-–—―ー:;(=.、,~|]\s*[^\d\s].*|\s+[^\d\W].*|[^\x00-\x7f\d].*)?""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER_LAST: Final = re.compile(r"[^\d]*[^\d\W][^\d]*[(:\-–—=\s](\d{1,2})\s*点?\s*\)?")
_ZERO_FIRST: Final = re.compile(r"(?<!\d)0\s*(?:から|[-–—~〜～ー]|to|through)\s*10(?!\d)")
_ONE_FIRST: Final = re.compile(r"(?<!\d)1\s*(?:から|[-–—~〜～ー]|to|through)\s*(5|7|10)(?!\d)")


class ScoreCache(dict[str, int]):
    """Text to score 0..10, or one of the negative codes above; remembers what it has seen."""

    def __missing__(self, text: str) -> int:
        if len(self) > 50_000:
            self.clear()
        score = self[text] = read_score(text)
        return score


def read_score(text: str) -> int:
    """The score 0..10 in a cell such as "9 - とても勧めたい" or "９点", or a negative code."""
    if len(text) > _LONGEST and len(text := text.strip()) > _LONGEST:
        return NOT_A_NUMBER
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.casefold() in _BLANKS:
        return BLANK
    match = _NUMBER_FIRST.fullmatch(plain) or _NUMBER_LAST.fullmatch(plain)
    if match is None:
        return NOT_A_NUMBER
    number = float(match[1].replace(",", "."))
    if not number.is_integer():
        return FRACTION
    return int(number) if 0 <= number <= HIGHEST else OUT_OF_SCALE


def scale_of(counts: Sequence[int], headers: Iterable[str]) -> Scale:
    """The scale behind `counts` (how many answers gave 0, 1, … 10) under these headers.

    The header's own words win. Without them, a zero or too few answers to tell leave 0-10, and
    values that stay within 1..5 or 1..7 over 20 answers, or ones without a single zero, do not:
    on a 0-10 scale the bottom end is chosen more often than its neighbour.
    """
    used = [score for score, count in enumerate(counts) if count]
    kind = _kind(counts, used, _said(headers))
    low, high = {"1-10": (1, 10), "1-5": (1, 5), "1-7": (1, 7)}.get(kind, (0, 10))
    return Scale(low, high, kind)


def _said(headers: Iterable[str]) -> ScaleKind | None:
    for header in headers:
        plain = unicodedata.normalize("NFKC", header)
        if _ZERO_FIRST.search(plain):
            return "0-10"
        if match := _ONE_FIRST.search(plain):
            said: dict[str, ScaleKind] = {"5": "1-5", "7": "1-7", "10": "1-10"}
            return said[match[1]]
    return None


def _kind(counts: Sequence[int], used: list[int], said: ScaleKind | None) -> ScaleKind:
    answers = sum(counts)
    if not used:
        return said or "unknown"
    if used[0] == 0:
        return "0-10"
    if said and used[-1] <= int(said.split("-")[1]):
        return said
    if used[-1] <= 7:
        if answers < 20:
            return "unknown"
        return "1-5" if used[-1] <= 5 else "1-7"
    enough = answers >= 100 and counts[1] >= 5
    return "1-10" if enough else "0-10"


def scale_problems(scale: Scale, header: str) -> tuple[Problem, ...]:
    """What must be said about a scale that is known not to be 0-10."""
    if scale.kind in {"0-10", "unknown"}:
        return ()
    return (Problem(f"scale-{scale.kind}", {"header": header}, "warning"),)
