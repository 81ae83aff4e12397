"""English comments into terms: words, light lemmas, negations that stay with their word, pairs."""

import re
from functools import cache
from typing import NamedTuple

from emptychair.voice.rules.wordlists import entries, words


class Span(NamedTuple):
    """A term and where it stands in the text, as character offsets."""

    term: str
    begin: int
    end: int


_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[.,;:!?()\n/]|\d+")
_NO = frozenset({"no", "without", "lacking", "zero"})
# "not only quick but kind", "no doubt": the first word is no negation of the next.
_NO_NEGATION_BEFORE = frozenset({"only", "just", "doubt", "wonder", "mention", "matter"})
_CLAUSE_ENDS = frozenset({"but", "and", "or", "because", "so", "though", "although", "while"})
# A negation reaches over this many function words: "was not at all the best".
_REACH = 4
_NO_PLURAL = words(
    """always sometimes perhaps news thanks series plus bus gas ios aws saas sms besides towards
    lens whereas regards apps' maths physics sales goods kudos overseas afterwards"""
)
_VOWELS = frozenset("aeiou")


def english_spans(text: str) -> list[Span]:
    """The terms of an English comment in reading order, with where they stand.

    Content words are casefolded and lemmatised lightly (`lemma`); a negated word is one term
    ("not clear", "no explanation") and does not count as the bare word; neighbouring content
    words are also given as a pair ("gift voucher").
    """
    reader = _Reader()
    for match in _TOKEN.finditer(text):
        reader.take(match.group().casefold().replace("’", "'"), match.start(), match.end())
    return reader.spans


class _Reader:
    """Reads tokens from left to right and remembers an open negation and the word before."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self._stop = _stop_words()
        self._not = _negations()
        self._before: Span | None = None
        self._negation: Span | None = None
        self._reach = 0

    def take(self, word: str, begin: int, end: int) -> None:
        if not word[0].isalpha():
            self._before = self._negation = None
        elif word in _NO or word in self._not or word.endswith("n't"):
            self._open_negation(word, begin, end)
        elif word in self._stop or len(word) < 2:
            self._pass_over(word)
        elif word in _NO_NEGATION_BEFORE:
            self._before = self._negation = None
        else:
            self._add(lemma(word), begin, end)

    def _open_negation(self, word: str, begin: int, end: int) -> None:
        self._negation = Span("no" if word in _NO else "not", begin, end)
        self._reach = _REACH
        self._before = None

    def _pass_over(self, word: str) -> None:
        self._before = None
        self._reach -= 1
        if word in _NO_NEGATION_BEFORE or word in _CLAUSE_ENDS or self._reach < 0:
            self._negation = None

    def _add(self, word: str, begin: int, end: int) -> None:
        if self._negation is not None:
            negated = Span(f"{self._negation.term} {word}", self._negation.begin, end)
            self.spans.append(negated)
            self._negation = self._before = None
            return
        here = Span(word, begin, end)
        self.spans.append(here)
        if self._before is not None:
            self.spans.append(Span(f"{self._before.term} {word}", self._before.begin, end))
        self._before = here


def lemma(word: str) -> str:
    """The form under which a casefolded English word is counted.

    Verbs of `verbs_en.txt` go to their base form; plurals lose their s by the rules of spelling;
    every other word stays as it is, since a guess ("pricing" to "pric") reads badly.
    """
    word = word.removesuffix("'s").removesuffix("'")
    if word in _NO_PLURAL:
        return word
    return _verb_forms().get(word) or _singular(word)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s"):
        return word
    if word.endswith(("ss", "us", "is", "ous")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


@cache
def _negations() -> frozenset[str]:
    return frozenset(entries("negations_en.txt"))


@cache
def _stop_words() -> frozenset[str]:
    listed = entries("stopwords_en.txt")
    return frozenset(listed) | {f"{word}'s" for word in listed}


@cache
def _verb_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for line in entries("verbs_en.txt"):
        base, *irregular = line.split()
        for form in (base, *_regular_forms(base), *irregular):
            forms.setdefault(form, base)
    return forms


def _regular_forms(base: str) -> tuple[str, ...]:
    if base.endswith("e"):
        return base + "s", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return third, base + "ed", base + "ing"
