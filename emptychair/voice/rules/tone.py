"""What a comment does: thanks, asks, is warm, speaks of leaving, hurts.

Judged by lists that anyone may read and mend, `tone_ja.txt` and `tone_en.txt`. They put comments in
an order for people who will read them; they measure nothing, and no figure is built on them.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from emptychair.voice.rules.language import Language
from emptychair.voice.rules.lexicon import Lexicon, lexicon_of

# Somebody this badly hurt is not writing warmly, whatever the polite words around it.
_TOO_HURT_TO_BE_WARM = 0.5
_SENTENCE = re.compile(r"[^。．！!?？\n]+")
_LAUGH = re.compile(r"[（(]笑[）)]|[wｗ]{2,}|笑$")


class Matched(NamedTuple):
    """Whether a list matched, and the words in the text that did it."""

    hit: bool
    words: tuple[str, ...]


@dataclass(frozen=True)
class ToneSignals:
    """All judgements on one comment; `words` are those in the text that led to them."""

    thanks: bool
    asks: bool
    warm: bool
    leaves: bool
    hurt: float
    words: tuple[str, ...]


def thanks(text: str, language: Language) -> bool:
    """Whether the comment thanks somebody, and means it: not 「ありがたいとは思えません」, not
    "thanks for nothing". Comments in other languages never do.
    """
    return signals(text, language).thanks


def asks(text: str, language: Language) -> bool:
    """Whether the comment asks something or for something, beyond 今後ともよろしくお願いします."""
    return signals(text, language).asks


def warm(text: str, language: Language) -> bool:
    """Whether the comment thanks, or praises people, without irony and without being badly hurt."""
    return signals(text, language).warm


def threatens_to_leave(text: str, language: Language) -> bool:
    """Whether the comment speaks of cancelling, going elsewhere or never coming back."""
    return signals(text, language).leaves


def hurt(text: str, language: Language) -> float:
    """How bad the words are, 0 to 1, to put comments in an order for reading. Not a measurement.

    Each listed word or phrase that stands unnegated adds its weight w once: 1 - Π(1 - w).
    """
    return signals(text, language).hurt


def signals(text: str, language: Language) -> ToneSignals:
    """All judgements at once, with the words that led to them, so that a page can show why."""
    if language == "other":
        return ToneSignals(thanks=False, asks=False, warm=False, leaves=False, hurt=0.0, words=())
    listed = lexicon_of(language)
    text = text.replace("’", "'")
    hurting, pain = _hurting(text, listed)
    ironic = bool(listed.irony.search(text)) or bool(pain and _LAUGH.search(text))
    thanking = _matched(_without(text, listed.no_thanks), listed.thanks, listed)
    praising = _personal_praise(text, listed)
    asking = _plainly(_without(text, listed.asks_nothing), listed.asks)
    leaving = _matched(_without(text, listed.stays), listed.leaves, listed)
    thankful = thanking.hit and not ironic
    kind = not ironic and pain < _TOO_HURT_TO_BE_WARM
    return ToneSignals(
        thanks=thankful,
        asks=asking.hit,
        warm=kind and (thankful or praising.hit),
        leaves=leaving.hit,
        hurt=pain,
        words=_distinct(thanking, praising, asking, leaving, hurting),
    )


def _hurting(text: str, listed: Lexicon) -> tuple[Matched, float]:
    calm = 1.0
    found: list[str] = []
    for weight, pattern in listed.hurt:
        matched = _matched(text, pattern, listed)
        calm *= (1 - weight) ** len(matched.words)
        found.extend(matched.words)
    return Matched(bool(found), tuple(found)), round(1 - calm, 4)


def _personal_praise(text: str, listed: Lexicon) -> Matched:
    found: list[str] = []
    for sentence in _SENTENCE.findall(text):
        if listed.persons.search(sentence):
            found.extend(_matched(sentence, listed.praise, listed).words)
    return Matched(bool(found), tuple(found))


def _matched(text: str, pattern: re.Pattern[str], listed: Lexicon) -> Matched:
    """The distinct words that match and are not negated."""
    found = {
        match.group(): None for match in pattern.finditer(text) if not listed.is_denied(text, match)
    }
    return Matched(bool(found), tuple(found))


def _plainly(text: str, pattern: re.Pattern[str]) -> Matched:
    found = tuple({match.group(): None for match in pattern.finditer(text)})
    return Matched(bool(found), found)


def _without(text: str, exceptions: re.Pattern[str]) -> str:
    return exceptions.sub(" ", text)


def _distinct(*results: Matched) -> tuple[str, ...]:
    return tuple({word: None for result in results for word in result.words})
