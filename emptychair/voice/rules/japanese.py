"""Japanese comments into terms: words, compounds, and negations that stay with their word."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from emptychair.voice.rules.english import Span
from emptychair.voice.rules.morphemes import Role, Word, read
from emptychair.voice.rules.wordlists import words as listed

# With these the bare word would say the opposite: 満足できない must not count as 満足.
_JUDGEMENTS = listed(
    """満足 納得 信用 信頼 安心 感動 感謝 期待 おすすめ 勧め 推薦 問題 不満 不便 心配 不安 面倒 無駄
    欠点 苦労 文句 迷い ストレス 違和感"""
)
_NOUNS = frozenset({Role.NOUN, Role.PROPER, Role.COUNTER, Role.PREFIX})
_PREDICATES = frozenset({Role.VERB, Role.ADJECTIVE, Role.ADJECTIVAL, Role.KEPT})
# A negation further away than this many words belongs to something else.
_REACH = 7
# What the rules of negation make of set phrases: 〜かもしれない, 〜に違いない.
_NO_TERMS = frozenset({"知れない", "違いがない", "しょうがない", "仕様がない"})


class _Phrase(NamedTuple):
    term: str
    first: int
    last: int


class _Negation(NamedTuple):
    at: int
    through: frozenset[Role]


def japanese_terms(text: str) -> list[str]:
    """The terms of a Japanese comment in reading order."""
    return [phrase.term for piece in read(text) for phrase in _phrases(piece.words)]


def japanese_spans(text: str) -> list[Span]:
    """The terms of a Japanese comment with where they stand, as character offsets.

    Nouns, verbs, adjectives and adjectival nouns in SudachiPy's normalised form; neighbouring
    nouns also as one compound (名義変更); a negation is part of its word (早くない, 届かない,
    説明がない, 予約できない), read through politeness, 〜とは思えません and the like. People's
    names, numbers and stop words are left out.
    """
    spans = []
    for piece in read(text):
        for phrase in _phrases(piece.words):
            begin = piece.morphemes[phrase.first].begin() + piece.offset
            end = piece.morphemes[phrase.last].end() + piece.offset
            spans.append(Span(phrase.term, begin, end))
    return spans


def _phrases(words: Sequence[Word]) -> list[_Phrase]:
    found: list[_Phrase] = []
    at = 0
    while at < len(words):
        role = words[at].role
        if role in _NOUNS:
            at = _take_nouns(words, at, found)
        elif role in _PREDICATES:
            at = _take_predicate(words, at, found)
        elif role is Role.NUMBER:
            at = _after_number(words, at)
        else:
            at += 1
    return [phrase for phrase in found if phrase.term not in _NO_TERMS]


def _after_number(words: Sequence[Word], at: int) -> int:
    """Past a number and what it counts: 30分, 三回, 二度."""
    while at < len(words) and words[at].role in (Role.NUMBER, Role.COUNTER, Role.NOUN_SUFFIX):
        at += 1
    return at


def _take_nouns(words: Sequence[Word], at: int, found: list[_Phrase]) -> int:
    """One run of nouns: each noun, each pair as a compound, and the last one's negation."""
    nouns: list[_Phrase] = []
    while at < len(words) and words[at].role in _NOUNS:
        noun, at = _noun(words, at)
        if noun is not None:
            nouns.append(noun)
    if not nouns:
        return at
    last = nouns[-1]
    ease = _ease_after_do(words, at)
    negation = _negation_after(words, at)
    denied = None
    if ease is not None:
        at, denied = ease + 1, _Phrase(f"{last.term}し{words[ease].term}", last.first, ease)
    elif negation is not None:
        denied = _Phrase(last.term + _ending(negation.through), last.first, negation.at)
        at = negation.at + 1
        if last.term in _JUDGEMENTS or denied.term.endswith("でない"):
            nouns.pop()
    found.extend(nouns)
    found.extend(
        _Phrase(left.term + right.term, left.first, right.last) for left, right in pairwise(nouns)
    )
    if denied is not None:
        found.append(denied)
    return at


def _noun(words: Sequence[Word], at: int) -> tuple[_Phrase | None, int]:
    """A noun with its prefix and suffix (未対応, 配送料), and where reading goes on."""
    first = at
    term = words[at].term
    if words[at].role is Role.PREFIX:
        at += 1
        if at == len(words) or words[at].role not in (Role.NOUN, Role.ADJECTIVAL):
            return None, at
        term += words[at].term
    at += 1
    while at < len(words) and words[at].role is Role.NOUN_SUFFIX:
        term += words[at].term
        at += 1
    addressed = at < len(words) and words[at].role is Role.HONORIFIC
    if addressed and (len(term) == 1 or words[at - 1].role is Role.PROPER):
        return None, at  # 西さん, 福岡さん: a person, not a direction or a place
    return _Phrase(term, first, at - 1), at


def _take_predicate(words: Sequence[Word], at: int, found: list[_Phrase]) -> int:
    """A verb, adjective or adjectival noun, with にくい and the like, or its negation."""
    first, word = at, words[at]
    term, negated = word.term, word.negated
    if at + 1 < len(words) and words[at + 1].role is Role.EASE and word.stem:
        at += 1
        term = word.stem + words[at].term
        negated = word.stem + words[at].negated
    negation = _negation_after(words, at + 1)
    if negation is None:
        found.append(_Phrase(term, first, at))
        return at + 1
    if not negated:
        does = word.role is Role.KEPT and Role.DO in negation.through
        negated = term + ("しない" if does else "でない")
    found.append(_Phrase(negated, first, negation.at))
    return negation.at + 1


def _ease_after_do(words: Sequence[Word], at: int) -> int | None:
    """予約しにくい: where the ending stands, right after the verb する."""
    if at + 1 < len(words) and words[at].role is Role.DO and words[at + 1].role is Role.EASE:
        return at + 1
    return None


def _negation_after(words: Sequence[Word], at: int) -> _Negation | None:
    """The negation that belongs to the word before `at`, through what may stand between."""
    through: set[Role] = set()
    here, end = at, min(at + _REACH, len(words))
    while here < end:
        role = words[here].role
        if role is Role.NEGATION:
            return None if _is_polite_question(words, here) else _Negation(here, frozenset(through))
        if role is Role.NUMBER:
            here += 2  # 一度も、一通も: the number with what it counts
            continue
        if role < Role.BRIDGE or (role is Role.SAY and Role.QUOTE not in through):
            return None
        through.add(role)
        here += 1
    return None


def _is_polite_question(words: Sequence[Word], at: int) -> bool:
    """〜していただけませんか, 〜ないでしょうか: a wish, not a negation."""
    return any(word.role is Role.ASKING for word in words[at + 1 : at + 4])


def _ending(through: frozenset[Role]) -> str:
    if Role.CAN in through:
        return "できない"
    if Role.DO in through:
        return "しない"
    return "でない" if through & {Role.COPULA, Role.SAY} else "がない"
