"""The words that set promoters and detractors apart, and the themes among them worth fixing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emptychair.report.comments import Comments, Sides
from emptychair.report.segments import Group
from emptychair.report.types import Word, WordSource
from emptychair.stats import NpsCounts
from emptychair.voice.rules.contrast import ContrastWord, contrast
from emptychair.voice.rules.language import Language, language_of
from emptychair.voice.rules.tokens import TermReader
from emptychair.voice.rules.tone import signals

FEWEST_COMMENTS = 10
WORDS_A_LANGUAGE = 20
THEMES = 12
WISHES = frozenset(["改善", "工夫", "期待", "配慮", "今後", "至急"])
"""Nouns with which people ask for something better; what it is stands beside them."""
ENOUGH_RECENT = 2_000


@dataclass(frozen=True)
class Spoken:
    """What the words say, and the themes of detractors as groups of answers."""

    words: tuple[Word, ...]
    source: WordSource
    themes: list[Group]
    voices: dict[str, tuple[str, ...]]


def spoken_words(comments: Comments, *, seed: int, header: str) -> Spoken:
    """Contrast promoters and detractors, a language at a time, the larger first."""
    words: list[Word] = []
    themes: list[Group] = []
    voices: dict[str, tuple[str, ...]] = {}
    ordered = sorted(comments.everything.items(), key=lambda item: -len(item[1]))
    for language, sides in ordered:
        reader = TermReader(language)
        words += [_word(word, language) for word in _contrast(sides, reader, seed)]
        pool = _pool_for_themes(comments, language)
        chosen = themes_to_test(pool, reader, seed)
        themes += measured_themes(chosen, pool.half(1), reader, header)
        voices |= {word.term: word.examples for word in chosen}
    source = WordSource(
        comments=comments.total,
        analysed=comments.analysed,
        sampled=comments.sampled,
    )
    return Spoken(tuple(words), source, themes, voices)


def _pool_for_themes(comments: Comments, language: Language) -> Sides:
    """The recent comments when there are enough of them to see a theme, else all."""
    recent = comments.recent.get(language, Sides())
    return recent if len(recent) >= ENOUGH_RECENT else comments.everything[language]


def _contrast(sides: Sides, reader: TermReader, seed: int) -> list[ContrastWord]:
    if min(len(sides.promoters), len(sides.detractors)) < FEWEST_COMMENTS:
        return []
    return contrast(
        sides.promoters,
        sides.detractors,
        language=reader.language,
        limit=WORDS_A_LANGUAGE,
        rng=np.random.default_rng(seed),
        reader=reader,
    )


def themes_to_test(pool: Sides, reader: TermReader, seed: int) -> list[ContrastWord]:
    """Detractors' words in one half of the comments.

    They are measured in the other half: a word chosen because it is bad would seem worse than it
    is in the comments it was chosen from.
    """
    found = _contrast(pool.half(0), reader, seed)
    return [w for w in found if w.side == "detractors" and names_a_thing(w.term)][:THEMES]


def names_a_thing(term: str) -> bool:
    """Whether somebody could be asked to mend it: a feeling or a wish is no thing to fix.

    A Japanese term that ends in hiragana is a verb or an adjective, which says how and not what.
    """
    if term in WISHES or "\u3041" <= term[-1:] <= "\u309f":
        return False
    tone = signals(term, language_of(term))
    return not (tone.words or tone.hurt)


def measured_themes(
    chosen: Sequence[ContrastWord], comments: Sides, reader: TermReader, header: str
) -> list[Group]:
    """Comments that hold the term, against those that do not."""
    if not chosen:
        return []
    wanted = {word.term for word in chosen}
    held = {
        side: _holding(comments.of(side), wanted, reader)
        for side in ("promoters", "passives", "detractors")
    }
    groups = []
    for word in chosen:
        inside = NpsCounts(*(counts[word.term] for counts in held.values()))
        rest = NpsCounts(
            len(comments.promoters) - inside.promoters,
            len(comments.passives) - inside.passives,
            len(comments.detractors) - inside.detractors,
        )
        groups.append(Group("words", "comment", header, word.term, inside, rest))
    return groups


def _holding(texts: list[str], wanted: set[str], reader: TermReader) -> Counter[str]:
    counted: Counter[str] = Counter()
    for terms in reader.distinct(texts):
        counted.update(wanted.intersection(terms))
    return counted


def _word(word: ContrastWord, language: Language) -> Word:
    return Word(
        term=word.term,
        side=word.side,
        language=language,
        promoters=word.promoters,
        detractors=word.detractors,
        z=round(word.z, 2),
        adjusted_p=word.adjusted_p,
        examples=word.examples,
    )
