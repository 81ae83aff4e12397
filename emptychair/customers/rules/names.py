"""Names, folded so that any way of typing one finds it: kanji, kana of any width, Latin letters."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import jaconv

BETWEEN = "\n"  # stands between the forms, so that nothing is found across two of them
LONGEST = 700  # characters: three bytes each still fit an index page

# How a family writes itself differs; how a clerk types it does not.
_VARIANTS = str.maketrans(
    "髙﨑邊邉齋齊斉澤濱濵櫻國廣嶋嶌眞惠德龍桒冨瀨曾彌壽榮圓學淵槇鐵條",
    "高崎辺辺斎斎斎沢浜浜桜国広島島真恵徳竜桑富瀬曽弥寿栄円学渕槙鉄条",
)
_KANA = re.compile(r"[\u3041-\u309f\u30fc]")
_HAN = re.compile(r"[\u3005\u3400-\u9fff\uf900-\ufaff]")
_UNFINISHED = re.compile(r"(?<=[\u3041-\u309f\u30fc])[a-z]{1,2}$")
_LONG_VOWEL = (("ou", "o"), ("oo", "o"), ("uu", "u"))
_SPELLINGS = (
    (re.compile(r"oh(?![aiueo])"), "o"),  # Satoh, Ohno
    (re.compile(r"(?<![sc])hu"), "fu"),
    (re.compile(r"(?<!t)tu"), "tsu"),
    (re.compile(r"si"), "shi"),
    (re.compile(r"ti"), "chi"),
    (re.compile(r"[zd]i"), "ji"),
    (re.compile(r"sy(?=[auo])"), "sh"),
    (re.compile(r"ty(?=[auo])"), "ch"),
    (re.compile(r"(?:zy|jy)(?=[auo])"), "j"),
    (re.compile(r"tch"), "cch"),
    (re.compile(r"m(?=[bmp])"), "n"),  # Shimbashi, Homma
    (re.compile(r"n'"), "n"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word that somebody typed, in each form in which it may stand in the searched text."""

    forms: tuple[str, ...]


def fold(text: str) -> str:
    """NFKC, small, katakana as hiragana, name variants of kanji as the common one, no spaces.

    >>> fold("ﾔﾏﾀﾞ　髙志")
    'やまだ高志'
    """
    plain = unicodedata.normalize("NFKC", text).lower().translate(_VARIANTS)
    return "".join(jaconv.kata2hira(plain).split())


def fold_latin(text: str) -> str:
    """Latin letters without marks, ways of writing Japanese made one: Satoh, Satou, Satō are sato.

    >>> fold_latin("Shinbashi"), fold_latin("Simbasi"), fold_latin("Itoh")
    ('shinbashi', 'shinbashi', 'ito')

    Text with signs of another script has no such form and gives nothing.
    """
    apart = unicodedata.normalize("NFKD", fold(text))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    if not plain.isascii():
        return ""
    for pattern, instead in _SPELLINGS:
        plain = pattern.sub(instead, plain)
    for long, short in _LONG_VOWEL:
        plain = plain.replace(long, short)
    return plain


def romaji(kana: str) -> str:
    """A reading in hiragana as Hepburn letters without macrons, in the one way of `fold_latin`."""
    return fold_latin(jaconv.kana2alphabet(fold(kana).replace("ー", "")))


def needs_reading(name: str) -> bool:
    """Whether a name has kanji, so that nobody can find it by its sound without its reading."""
    return _HAN.search(name) is not None


def search_text(name: str, reading: str, others: Iterable[str] = ()) -> str:
    """All forms under which a name may be looked for, `others` (mail, number, company) as typed."""
    spoken = reading or (name if _KANA.search(fold(name)) else "")
    forms = [fold(name), fold(reading), fold_latin(name)]
    if spoken:
        forms.append(romaji(spoken))
    forms += [fold(other) for other in others]
    kept = dict.fromkeys(form for form in forms if form)
    return BETWEEN.join(kept)[:LONGEST]


def wanted_words(typed: str) -> list[Wanted]:
    """What somebody typed, word by word, each with the forms to look for.

    A syllable that is not finished ("たなk") does not hide what is already found.
    """
    words = []
    for word in unicodedata.normalize("NFKC", typed).split():
        plain = _UNFINISHED.sub("", fold(word))
        forms = dict.fromkeys(form for form in (plain, fold_latin(plain)) if form)
        if forms:
            words.append(Wanted(tuple(forms)))
    return words[:6]
