"""Reading a score out of a short message, and leaving alone what only looks like one."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from emptychair.surveys.rules.scores import scores_of
from emptychair.surveys.rules.texts import score_words

# "9", "９点", "9/10", "9 out of 10", "9. Quick and kind"
_SCORE = re.compile(r"(\d{1,2})\s*(?:点|ポイント|points?\b|pts?\b)?\s*(?:(?:/|out of)\s*\d{1,2})?")
# After these a number counts something else: "10 minutes late", "10分待った".
_UNITS = re.compile(
    r"[ \t]*(?:分|時間?|日|人|回|個|円|年|月|週|秒|度|本|枚|件|台|名|階|番|号|割"
    r"|%|:|\.\d|,\d|-\d|/\d|min|minutes?|h|hours?|days?|weeks?|months?|years?|times?|people|persons?|of\b|am\b|pm\b"
    r"|[$€£¥])",
    re.IGNORECASE,
)
_BETWEEN = " \t\r\n.,:;!?、。：；！？・-–—~〜です"


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says: a score of the scale or none, and the words besides."""

    score: int | None
    words: str


def read_score(text: str, scale: Collection[int], labels: Mapping[int, str] | None = None) -> Said:
    """The score at the beginning of a message and the words after it.

    `labels` are the words of a scale that has words. A number that is not on the scale, or that
    counts minutes, is none: the whole message is words then.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    for score, label in (labels or {}).items():
        if plain.casefold() == unicodedata.normalize("NFKC", label).casefold():
            return Said(score, "")
    found = _SCORE.match(plain)
    if found is None or int(found[1]) not in scale:
        return Said(None, plain)
    is_bare, after = found[0].strip() == found[1], plain[found.end(1) :]
    if is_bare and (_UNITS.match(after) or _is_one_word(after)):
        return Said(None, plain)
    return Said(int(found[1]), plain[found.end() :].lstrip(_BETWEEN))


def labels_of(metric: str, language: str) -> dict[int, str]:
    """What stands on the button of each score."""
    return {score: score_words(metric, score, language) for score in scores_of(metric)}


def _is_one_word(rest: str) -> bool:
    """Whether a letter follows at once: "3rd", "9番目"."""
    return rest[:1].isalnum() and not rest.startswith("です")
