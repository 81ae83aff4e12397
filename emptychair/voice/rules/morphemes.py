"""SudachiPy behind one door: a Japanese text as words that know their role, form and negation."""

import re
import threading
from collections.abc import Callable, Iterator
from enum import IntEnum
from functools import cache
from typing import Any, NamedTuple

from sudachipy import Dictionary, SplitMode

from emptychair.voice.rules.wordlists import entries, words


class Role(IntEnum):
    """What a word does for the terms of a comment."""

    OTHER = 0
    NOUN = 1
    ADJECTIVAL = 2
    VERB = 3
    ADJECTIVE = 4
    KEPT = 5  # an adverb or interjection that says something: がっかり, ありがとう
    NAME = 6
    NUMBER = 7
    COUNTER = 8
    NOUN_SUFFIX = 9
    PREFIX = 10
    EASE = 11  # にくい, づらい, やすい
    PROPER = 12  # the name of a place or a company; before さん it is a person's
    HONORIFIC = 13
    # From here on: what may stand between a word and the negation that belongs to it.
    BRIDGE = 20
    COPULA = 21
    DO = 22
    CAN = 23
    QUOTE = 24
    SAY = 25
    # And the ends of that bridge.
    NEGATION = 30
    ASKING = 31


class Word(NamedTuple):
    """One morpheme: its role, the term it counts as, its negated term, and its stem for にくい."""

    role: Role
    term: str
    negated: str
    stem: str


class Piece(NamedTuple):
    """Words of one stretch of text, with where each begins and ends in the whole."""

    words: list[Word]
    morphemes: Any
    offset: int


_OTHER = Word(Role.OTHER, "", "", "")
# SudachiPy refuses more than 49,149 bytes; no character grows past that from this many.
_LONGEST = 1_000
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_KEPT_WORDS = words(
    """有り難う がっかり うんざり びっくり わくわく ワクワク 苛々 いらいら
    イライラ ぎりぎり ギリギリ すっきり スッキリ ゆっくり しっかり きちんと
    直ぐ すぐ やっと ぴったり ピッタリ ばっちり のんびり 漸く
    もやもや モヤモヤ"""
)
_SAYING = frozenset({"思う", "言う", "感じる", "考える"})
_HELPERS = frozenset({"居る", "有る", "呉れる", "貰う", "頂く", "下さる", "見る", "御座る", "切る"})
_FORMAL_NOUNS = frozenset(
    {"事", "こと", "訳", "わけ", "点", "一切", "全然", "気", "感じ", "全く", "余り"}
)
_BRIDGE_PARTICLES = frozenset({"は", "が", "も", "て", "で", "を", "の"})
_JOINING_PREFIXES = frozenset({"未", "不", "無", "非", "再", "高", "低", "新", "超"})
_HONORIFICS = frozenset({"さん", "様", "さま", "氏", "君", "ちゃん", "殿", "先生"})
_EASE_ENDINGS = frozenset({"難い", "辛い", "易い", "にくい", "づらい", "やすい", "がたい"})
_FIVE_ROWS = dict(zip("くぐすつぬぶむるう", "かがさたなばまらわ", strict=True))
# Word ids from here on are words out of the dictionary; they share ids, so they are not kept.
_UNKNOWN_FROM = 0xF000_0000

_dictionary_lock = threading.Lock()
_of_this_thread = threading.local()
_words_by_id: dict[int, Word] = {}


def read(text: str) -> Iterator[Piece]:
    """The words of `text`, stretch by stretch (long texts are cut, best at a sentence end).

    The dictionary is loaded at first use, once per process; each thread has its own tokenizer.
    """
    tokenizer = _tokenizer()
    begin = 0
    while begin < len(text):
        end = _cut(text, begin)
        morphemes = tokenizer.tokenize(_encodable(text[begin:end]))
        yield Piece([_word(morpheme) for morpheme in morphemes], morphemes, begin)
        begin = end


def _cut(text: str, begin: int) -> int:
    end = begin + _LONGEST
    if end >= len(text):
        return len(text)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, begin, end)]
    return ends[-1] if ends else end


def _encodable(text: str) -> str:
    """The same text at the same length, with half surrogate pairs (broken input) blanked."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return re.sub(r"[\ud800-\udfff]", " ", text)
    return text


def _tokenizer() -> Any:
    tokenizer = getattr(_of_this_thread, "tokenizer", None)
    if tokenizer is None:
        with _dictionary_lock:
            dictionary = _dictionary()
        tokenizer = _of_this_thread.tokenizer = dictionary.tokenizer(mode=SplitMode.C)
    return tokenizer


@cache
def _dictionary() -> Any:
    return Dictionary(dict="core")


def _word(morpheme: Any) -> Word:
    """The word of a morpheme; words of the dictionary are judged once per process."""
    word_id = morpheme.word_id()
    known = _words_by_id.get(word_id)
    if known is not None:
        return known
    word = _judged(morpheme)
    if word_id < _UNKNOWN_FROM:
        _words_by_id[word_id] = word
    return word


def _judged(morpheme: Any) -> Word:
    speech = morpheme.part_of_speech()
    form = morpheme.normalized_form()
    role = _role(speech, form, morpheme.surface())
    if role is Role.OTHER:
        return _OTHER
    if role is Role.EASE:
        ending = morpheme.dictionary_form()
        return Word(role, ending, ending[:-1] + "くない", ending)
    if role not in (Role.VERB, Role.ADJECTIVE):
        return Word(role, _readable(form), "", "")
    base = morpheme.dictionary_form()
    if role is Role.VERB and _is_potential(speech[4], base, form):
        form = base
    term = _readable(form)
    negated = _negated(term, speech[4])
    negated = _readable(negated)
    return Word(role, term, negated, _stem(morpheme.surface(), base, term))


def _role(speech: tuple[str, ...], form: str, surface: str) -> Role:
    if form in _KEPT_WORDS:
        return Role.KEPT
    if speech[0] == "助動詞":
        return _auxiliary_role(form, surface)
    judge = _ROLE_BY_PART_OF_SPEECH.get(speech[0])
    return judge(speech, form) if judge else Role.OTHER


def _adjectival_role(speech: tuple[str, ...], form: str) -> Role:
    return Role.OTHER if speech[1] == "助動詞語幹" else _unless_stop(Role.ADJECTIVAL, form)


def _adjective_role(_speech: tuple[str, ...], form: str) -> Role:
    return Role.NEGATION if form == "無い" else _unless_stop(Role.ADJECTIVE, form)


def _adverb_role(_speech: tuple[str, ...], _form: str) -> Role:
    return Role.BRIDGE


def _prefix_role(_speech: tuple[str, ...], form: str) -> Role:
    return Role.PREFIX if form in _JOINING_PREFIXES else Role.OTHER


def _suffix_role(speech: tuple[str, ...], form: str) -> Role:
    if form in _EASE_ENDINGS:
        return Role.EASE
    if form in _HONORIFICS:
        return Role.HONORIFIC
    return _unless_stop(Role.NOUN_SUFFIX, form) if speech[1] == "名詞的" else Role.OTHER


def _auxiliary_role(form: str, surface: str) -> Role:
    if form in ("ない", "ず"):
        # 〜なければ、〜なきゃ: a duty, not a negation.
        return Role.OTHER if surface.startswith(("なけれ", "なきゃ")) else Role.NEGATION
    return Role.COPULA if form == "だ" else Role.BRIDGE


def _particle_role(speech: tuple[str, ...], form: str) -> Role:
    if form == "か" and speech[1] == "終助詞":
        return Role.ASKING
    if form == "と":
        return Role.QUOTE
    return Role.BRIDGE if form in _BRIDGE_PARTICLES else Role.OTHER


def _noun_role(speech: tuple[str, ...], form: str) -> Role:
    if speech[1] == "数詞":
        return Role.NUMBER
    if form in ("無し", "なし"):
        return Role.NEGATION
    if speech[1] == "固有名詞":
        return Role.NAME if speech[2] == "人名" else _unless_stop(Role.PROPER, form)
    if form in _FORMAL_NOUNS or (speech[2] == "副詞可能" and form in _stop_words()):
        return Role.BRIDGE  # 連絡が一度もない, 返事が今もない
    counter = speech[2] == "助数詞可能"
    return _unless_stop(Role.COUNTER if counter else Role.NOUN, form)


def _verb_role(_speech: tuple[str, ...], form: str) -> Role:
    if form == "為る":
        return Role.DO
    if form == "出来る":
        return Role.CAN
    if form in _SAYING:
        return Role.SAY
    if form in _HELPERS:
        return Role.BRIDGE
    return _unless_stop(Role.VERB, form)


_ROLE_BY_PART_OF_SPEECH: dict[str, Callable[[tuple[str, ...], str], Role]] = {
    "名詞": _noun_role,
    "動詞": _verb_role,
    "形容詞": _adjective_role,
    "形状詞": _adjectival_role,
    "副詞": _adverb_role,
    "助詞": _particle_role,
    "接頭辞": _prefix_role,
    "接尾辞": _suffix_role,
}


def _unless_stop(role: Role, form: str) -> Role:
    """OTHER for stop words and for single kana, letters and signs; a single kanji may stay."""
    if form in _stop_words() or not any(map(str.isalnum, form)):
        return Role.OTHER
    if len(form) == 1 and (role is Role.COUNTER or not "\u3400" <= form <= "\u9fff"):
        return Role.OTHER if role is not Role.NOUN_SUFFIX else role
    return role


def _readable(form: str) -> str:
    """直ぐ as すぐ: the normalised form as a reader of a report would write it."""
    return _readings().get(form, form)


@cache
def _readings() -> dict[str, str]:
    return dict(line.split() for line in entries("readable_ja.txt"))


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(entries("stopwords_ja.txt"))


def _is_potential(conjugation: str, base: str, form: str) -> bool:
    """使える is normalised to 使う; to be unable is not to be unwilling, so the base form stays."""
    if not conjugation.startswith("下一段"):
        return False
    return not form.endswith("る") or (base.endswith("れる") and not form.endswith("れる"))


def _negated(term: str, conjugation: str) -> str:
    if term.endswith("い"):
        return term[:-1] + "くない"
    if conjugation.startswith("五段") and term[-1] in _FIVE_ROWS:
        return term[:-1] + _FIVE_ROWS[term[-1]] + "ない"
    if conjugation.startswith("サ行") and term.endswith("する"):
        return term[:-2] + "しない"
    if term.endswith("る"):
        return term[:-1] + "ない"
    return term + "（否定）"


def _stem(surface: str, base: str, term: str) -> str:
    """The conjugated surface in the spelling of the term: わかり of わかる gives 分かり."""
    common = 0
    while common < min(len(surface), len(base)) and surface[common] == base[common]:
        common += 1
    tail = base[common:]
    return term.removesuffix(tail) + surface[common:] if term.endswith(tail) else surface
