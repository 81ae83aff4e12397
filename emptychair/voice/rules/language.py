"""Which language a comment is written in, by its script and a few function words."""

import re
from functools import cache
from typing import Literal

from emptychair.voice.rules.wordlists import entries

Language = Literal["ja", "en", "other"]

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9d]")
_KANJI = re.compile(r"[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\uff21-\uff3a\uff41-\uff5a]")
_ACCENTED = re.compile(r"[\u00c0-\u024f]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")
# Characters of everyday Chinese that Japanese does not use.
_CHINESE_ONLY = re.compile(
    r"[们你您吗嗎呢吧这這说對对时過过没谢務员员请问题东车买卖价质货发还從从让觉觉很們麼么够给]"
)
# One kana or kanji carries about as much as this many Latin letters, so that a Japanese sentence
# about "Google Workspace" stays Japanese.
_LETTERS_PER_KANA = 4


def language_of(text: str) -> Language:
    """`"ja"`, `"en"` or `"other"`: the language of a comment.

    Decided by the share of kana and kanji first, then by English function words against those of
    neighbouring languages; plain ASCII words without either count as English ("Fast delivery").
    Text without any letter, Chinese, Korean and other scripts are `"other"`. Never raises.
    """
    if text.isascii():
        return _of_latin(text)
    kana = len(_KANA.findall(text))
    kanji = len(_KANJI.findall(text))
    latin = len(_LATIN.findall(text))
    strange = sum(map(str.isalpha, text)) - kana - kanji - latin
    japanese = (kana + kanji) * _LETTERS_PER_KANA
    if japanese and japanese >= latin and kana + kanji > strange:
        return "ja" if _is_japanese(text, kana, kanji) else "other"
    return _of_latin(text) if latin and latin > strange else "other"


def _is_japanese(text: str, kana: int, kanji: int) -> bool:
    """Kanji alone may be Chinese; a few kana among much kanji may be a brand name in it."""
    chinese = len(_CHINESE_ONLY.findall(text))
    return not chinese or kana * 4 >= kanji


def _of_latin(text: str) -> Language:
    found = [word.casefold().replace("’", "'") for word in _LATIN_WORD.findall(text)]
    if not found:
        return "other"
    english = sum(map(_function_words("en").__contains__, found))
    neighbours = sum(map(_function_words("other").__contains__, found))
    if english == neighbours:
        return "other" if neighbours or _ACCENTED.search(text) else "en"
    return "en" if english > neighbours else "other"


@cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(entries(f"function_words_{language}.txt"))
