"""The words that set promoters and detractors apart, and the themes among them worth fixing."""

from collections import defaultdict
from dataclasses import dataclass

import ibis
import numpy as np

from emptychair.kit.masking import mask_names
from emptychair.report.figures import Figures
from emptychair.report.segments import Group
from emptychair.report.types import Word, WordSource
from emptychair.stats import NpsCounts
from emptychair.voice.rules.contrast import ContrastWord, contrast
from emptychair.voice.rules.language import Language, language_of
from emptychair.voice.rules.tokens import iter_terms
from emptychair.voice.rules.tone import signals

SAMPLE = 50_000
FEWEST_COMMENTS = 10
WORDS_A_LANGUAGE = 20
THEMES = 12
SIDES = ("promoters", "passives", "detractors")


@dataclass(frozen=True)
class Spoken:
    """What the words say, and the themes of detractors as groups of answers."""

    words: tuple[Word, ...]
    source: WordSource
    themes: list[Group]
    voices: dict[str, tuple[str, ...]]


def spoken_words(figures: Figures, *, every: bool, seed: int, header: str) -> Spoken:
    """Read the comments (a random sample of 50,000 unless `every`) and contrast the two sides."""
    texts, total = _comments(figures, every=every)
    words: list[Word] = []
    themes: list[Group] = []
    voices: dict[str, tuple[str, ...]] = {}
    analysed = sum(len(side) for sides in texts.values() for side in sides.values())
    for language, sides in sorted(texts.items(), key=lambda item: -_size(item[1])):
        if min(len(sides["promoters"]), len(sides["detractors"])) < FEWEST_COMMENTS:
            continue
        found = contrast(
            sides["promoters"],
            sides["detractors"],
            language=language,
            limit=WORDS_A_LANGUAGE,
            rng=np.random.default_rng(seed),
        )
        words += [_word(word, language) for word in found]
        bad = [word for word in found if word.side == "detractors"][:THEMES]
        themes += _themes([word for word in bad if _names_a_thing(word)], sides, language, header)
        voices |= {word.term: tuple(mask_names(text, ()) for text in word.examples) for word in bad}
    source = WordSource(comments=total, analysed=analysed, sampled=analysed < total)
    return Spoken(tuple(words), source, themes, voices)


def _size(sides: dict[str, list[str]]) -> int:
    return sum(len(texts) for texts in sides.values())


def _comments(figures: Figures, *, every: bool) -> tuple[dict[Language, dict[str, list[str]]], int]:
    """Comments by language and side, and how many there are in all."""
    table = figures.scored.filter(figures.scored.comment.length() > 0)
    [counted] = figures.records(table.aggregate(total=table.count()))
    total = int(counted["total"])
    chosen = table.select("row", "score", "comment")
    if not every and total > SAMPLE:
        # A hash of the row number is chance enough, and the same file gives the same report.
        chosen = chosen.order_by([chosen.row.hash(), "row"]).limit(SAMPLE)
    else:
        chosen = chosen.order_by(ibis.asc("row"))
    texts: dict[Language, dict[str, list[str]]] = defaultdict(lambda: {side: [] for side in SIDES})
    columns = figures.engine.fetch(chosen)
    for score, comment in zip(
        columns["score"].to_pylist(), columns["comment"].to_pylist(), strict=True
    ):
        texts[language_of(comment)][_side(score, figures)].append(comment)
    texts.pop("other", None)
    return texts, total


def _side(score: int, figures: Figures) -> str:
    if score <= figures.cut_offs.detractors_up_to:
        return "detractors"
    return "promoters" if score >= figures.cut_offs.promoters_from else "passives"


def _word(word: ContrastWord, language: Language) -> Word:
    return Word(
        term=word.term,
        side=word.side,
        language=language,
        promoters=word.promoters,
        detractors=word.detractors,
        z=round(word.z, 2),
        adjusted_p=word.adjusted_p,
        examples=tuple(mask_names(text, ()) for text in word.examples),
    )


def _names_a_thing(word: ContrastWord) -> bool:
    """Whether somebody could be asked to mend it: a feeling or a wish is no thing to fix."""
    tone = signals(word.term, language_of(word.term))
    return not (tone.words or tone.hurt)


def _themes(
    bad: list[ContrastWord], sides: dict[str, list[str]], language: Language, header: str
) -> list[Group]:
    """Answers with the term against answers with a comment that does not hold it."""
    if not bad:
        return []
    wanted = {word.term for word in bad}
    passive: dict[str, int] = defaultdict(int)
    for terms in iter_terms(sides["passives"], language):
        for term in wanted.intersection(terms):
            passive[term] += 1
    return [_theme(word, passive[word.term], sides, header) for word in bad]


def _theme(word: ContrastWord, passives: int, sides: dict[str, list[str]], header: str) -> Group:
    inside = NpsCounts(word.promoters, passives, word.detractors)
    rest = NpsCounts(
        len(sides["promoters"]) - inside.promoters,
        len(sides["passives"]) - inside.passives,
        len(sides["detractors"]) - inside.detractors,
    )
    return Group("words", "comment", header, word.term, inside, rest)
