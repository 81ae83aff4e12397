"""The words that set promoters and detractors apart, each with examples in context."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

import numpy as np

from emptychair.stats import benjamini_hochberg, keyness
from emptychair.voice.rules.language import Language
from emptychair.voice.rules.tokens import TermReader, spans

Side = Literal["promoters", "detractors"]

FEWEST_COMMENTS = 5
"""A word in fewer comments than this is an anecdote, whatever its z."""
FALSE_DISCOVERY_RATE = 0.05

# Candidates looked at for each example asked for, so that short and distinct ones can be chosen.
_CANDIDATES_EACH = 8
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class ContrastWord:
    """A term that one side uses more: in how many comments of each, how surely, and how it sounds.

    `z` is above zero for promoters' words; `p_value` is two-sided, `adjusted_p` is after
    Benjamini-Hochberg over all terms that occur in at least five comments.
    """

    term: str
    side: Side
    promoters: int
    detractors: int
    z: float
    p_value: float
    adjusted_p: float
    examples: tuple[str, ...]


@dataclass(frozen=True)
class _Body:
    """One side's comments, each with its distinct terms."""

    texts: Sequence[str]
    terms: list[tuple[str, ...]]
    counts: Counter[str]


def contrast(
    promoter_texts: Sequence[str],
    detractor_texts: Sequence[str],
    *,
    language: Language,
    limit: int = 20,
    rng: np.random.Generator,
    examples_each: int = 3,
    reader: TermReader | None = None,
) -> list[ContrastWord]:
    """The terms that set two bodies of comments apart, the surest first; `limit` in all.

    A term counts once per comment. Keyness by log-odds with an informative Dirichlet prior
    (Monroe, Colaresi and Quinn 2008), at 5% after Benjamini-Hochberg, from five comments on. Half
    of the places are each side's own; places one side leaves free go to the other. A term inside
    a longer one with the same counts is dropped. Examples come from the term's own side, drawn by
    `rng` and preferring short, distinct ones. Too few words for a comparison give an empty list.
    A `reader` of the same language that has read some of the comments before saves the time.
    """
    read = (reader or TermReader(language)).distinct([*promoter_texts, *detractor_texts])
    promoters = _body(promoter_texts, read[: len(promoter_texts)])
    detractors = _body(detractor_texts, read[len(promoter_texts) :])
    found = _significant(promoters.counts, detractors.counts)
    chosen = _fair_share(_without_parts(found), limit)
    words = []
    for word in chosen:
        body = promoters if word.side == "promoters" else detractors
        examples = _examples(word.term, body, language, rng, examples_each)
        words.append(replace(word, examples=examples))
    return words


def in_context(text: str, term: str, language: Language, width: int = 30) -> str:
    """`text` on one line around the first place of `term`, with … where it was cut.

    Up to `width` characters stay on either side; English is cut between words. `term` is one of
    `terms(text, language)`; if it does not occur, the beginning of the text is shown.
    """
    here = next((span for span in spans(text, language) if span.term == term), None)
    begin, end = (here.begin, here.end) if here else (0, 0)
    left = _SPACE.sub(" ", text[:begin]).lstrip()
    right = _SPACE.sub(" ", text[end:]).rstrip()
    middle = _SPACE.sub(" ", text[begin:end])
    by_word = language != "ja"
    return _tail(left, width, by_word=by_word) + middle + _head(right, width, by_word=by_word)


def _head(text: str, width: int, *, by_word: bool) -> str:
    if len(text) <= width:
        return text
    kept = text[:width]
    if by_word and text[width] != " " and " " in kept:
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip() + "…"


def _tail(text: str, width: int, *, by_word: bool) -> str:
    if len(text) <= width:
        return text
    kept = text[len(text) - width :]
    if by_word and text[-width - 1] != " " and " " in kept:
        kept = kept[kept.index(" ") + 1 :]
    return "…" + kept.lstrip()


def _body(texts: Sequence[str], terms: list[tuple[str, ...]]) -> _Body:
    return _Body(texts, terms, Counter(chain.from_iterable(terms)))


def _significant(promoters: Counter[str], detractors: Counter[str]) -> list[ContrastWord]:
    vocabulary = sorted(promoters.keys() | detractors.keys())
    if not promoters or not detractors or len(vocabulary) < 2:
        return []
    a = np.array([promoters[term] for term in vocabulary])
    b = np.array([detractors[term] for term in vocabulary])
    result = keyness(a, b)
    # All words make the bodies, but only those that could be shown are tested.
    tested = np.flatnonzero(a + b >= FEWEST_COMMENTS)
    adjusted = benjamini_hochberg(result.p_value[tested])
    words = [
        ContrastWord(
            term=vocabulary[at],
            side="promoters" if result.z[at] > 0 else "detractors",
            promoters=int(a[at]),
            detractors=int(b[at]),
            z=float(result.z[at]),
            p_value=float(result.p_value[at]),
            adjusted_p=float(adjusted_p),
            examples=(),
        )
        for at, adjusted_p in zip(tested, adjusted, strict=True)
        if adjusted_p <= FALSE_DISCOVERY_RATE
    ]
    return sorted(words, key=lambda word: (-abs(word.z), word.term))


def _without_parts(words: list[ContrastWord]) -> list[ContrastWord]:
    """Without 名義 and 変更 where 名義変更 was said in just as many comments."""
    same: dict[tuple[int, int], list[str]] = {}
    for word in words:
        same.setdefault((word.promoters, word.detractors), []).append(word.term)
    return [
        word
        for word in words
        if not any(
            word.term != longer and _is_part(word.term, longer)
            for longer in same[word.promoters, word.detractors]
        )
    ]


def _is_part(term: str, longer: str) -> bool:
    """As whole words where words are spaced: late is no part of chocolate."""
    return f" {term} " in f" {longer} " if term.isascii() else term in longer


def _fair_share(words: list[ContrastWord], limit: int) -> list[ContrastWord]:
    promoters = [word for word in words if word.side == "promoters"]
    detractors = [word for word in words if word.side == "detractors"]
    half = limit // 2
    kept_detractors = detractors[: max(limit - half, limit - len(promoters))]
    kept = promoters[: limit - len(kept_detractors)] + kept_detractors
    return sorted(kept, key=lambda word: (-abs(word.z), word.term))


def _examples(
    term: str, body: _Body, language: Language, rng: np.random.Generator, wanted: int
) -> tuple[str, ...]:
    holders = [at for at, terms in enumerate(body.terms) if term in terms]
    drawn = rng.permutation(len(holders))[: wanted * _CANDIDATES_EACH]
    texts = sorted((body.texts[holders[at]] for at in drawn), key=len)
    distinct: dict[str, str] = {}
    for text in texts:
        if len(distinct) == wanted:
            break
        snippet = in_context(text, term, language)
        distinct.setdefault(_likeness(snippet), snippet)
    return tuple(distinct.values())


def _likeness(snippet: str) -> str:
    """What makes two snippets the same to a reader: their letters."""
    return "".join(filter(str.isalnum, snippet.casefold()))
