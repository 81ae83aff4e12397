"""What a comment does: thanks, asks, is warm, speaks of leaving, hurts. By lists that anyone may read.

The lists are `lexicon_ja.py` and `lexicon_en.py`. They put comments in an order for people who will
read them; they measure nothing, and no figure of a report is built on them.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from emptychair.voice.rules.language import Language
from emptychair.voice.rules.lexicon import any_of
from emptychair.voice.rules.lexicon_en import ENGLISH
from emptychair.voice.rules.lexicon_ja import JAPANESE

# Somebody this badly hurt is not writing warmly, whatever the polite words around it.
_TOO_HURT_TO_BE_WARM = 0.5
# How far before a word its negation may begin.
_LOOK_BACK = 60
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


class _Compiled(NamedTuple):
    thanks: re.Pattern[str]
    no_thanks: re.Pattern[str]
    praise: re.Pattern[str]
    persons: re.Pattern[str]
    asks: re.Pattern[str]
    asks_nothing: re.Pattern[str]
    leaves: re.Pattern[str]
    stays: re.Pattern[str]
    hurt: tuple[tuple[float, re.Pattern[str]], ...]
    irony: re.Pattern[str]
    denied_before: re.Pattern[str]
    denied_after: re.Pattern[str]


def thanks(text: str, language: Language) -> bool:
    """Whether the comment thanks somebody, and means it: not 「ありがたいとは思えません」, not
    "thanks for nothing". Comments in other languages never do.
    """
    return signals(text, language).thanks


def asks(text: str, language: Language) -> bool:
    """Whether the comment asks a question or for something; a closing よろしくお願いします is neither."""
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
    listed = _compiled(language)
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


def _hurting(text: str, listed: _Compiled) -> tuple[Matched, float]:
    calm = 1.0
    found: list[str] = []
    for weight, pattern in listed.hurt:
        matched = _matched(text, pattern, listed)
        calm *= (1 - weight) ** len(matched.words)
        found.extend(matched.words)
    return Matched(bool(found), tuple(found)), round(1 - calm, 4)


def _personal_praise(text: str, listed: _Compiled) -> Matched:
    found: list[str] = []
    for sentence in _SENTENCE.findall(text):
        if listed.persons.search(sentence):
            found.extend(_matched(sentence, listed.praise, listed).words)
    return Matched(bool(found), tuple(found))


def _matched(text: str, pattern: re.Pattern[str], listed: _Compiled) -> Matched:
    """The distinct words that match and are not negated."""
    found = {
        match.group(): None for match in pattern.finditer(text) if not _denied(text, match, listed)
    }
    return Matched(bool(found), tuple(found))


def _plainly(text: str, pattern: re.Pattern[str]) -> Matched:
    found = tuple({match.group(): None for match in pattern.finditer(text)})
    return Matched(bool(found), found)


def _denied(text: str, match: re.Match[str], listed: _Compiled) -> bool:
    begin = match.start()
    before = text[max(0, begin - _LOOK_BACK) : begin]
    return bool(listed.denied_before.search(before) or listed.denied_after.match(text, match.end()))


def _without(text: str, exceptions: re.Pattern[str]) -> str:
    return exceptions.sub(" ", text)


def _distinct(*results: Matched) -> tuple[str, ...]:
    return tuple({word: None for result in results for word in result.words})


@cache
def _compiled(language: Language) -> _Compiled:
    listed = JAPANESE if language == "ja" else ENGLISH
    return _Compiled(
        thanks=any_of(listed.thanks),
        no_thanks=any_of(listed.no_thanks),
        praise=any_of(listed.praise),
        persons=any_of(listed.persons),
        asks=any_of(listed.asks),
        asks_nothing=any_of(listed.asks_nothing),
        leaves=any_of(listed.leaves),
        stays=any_of(listed.stays),
        hurt=tuple((row.weight, any_of(row.patterns)) for row in listed.hurt),
        irony=any_of(listed.irony),
        denied_before=re.compile(listed.denied_before, re.IGNORECASE),
        denied_after=re.compile(listed.denied_after),
    )
