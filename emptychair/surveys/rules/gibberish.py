"""Words that say nothing: one letter held down, a hand laid on the keyboard, no vowel anywhere.

Better to miss some than to accuse anybody: short honest words (「特になし」, "ok"), laughter
(「ｗｗｗ」, "hahaha"), kaomoji, dialects, product names and other scripts are left alone. What is
looked for, and where it fails, is told in `docs/domains/surveys.md`.
"""

import re
import unicodedata
from itertools import pairwise

LEAST_LETTERS = 4  # fewer may be anything: "ok", "特になし" has four and says something
MOST_OF_IT = 0.7  # of the letters must look so

_VOWELS = frozenset("aeiouy")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = frozenset(
    pair for row in _ROWS for one in pairwise(row) for pair in ("".join(one), "".join(one[::-1]))
)
_HOME = frozenset("".join(one) for one in pairwise("sdfghjkl"))
# Pairs of letters that words of the languages in Latin script hardly know, two hands often.
_RARE = frozenset(
    re.findall(
        "[a-z]{2}",
        "jf fj jk kj jh hj jd dj jg gj js jl jq qj jz zj jx xj jv vj jw wj jb jc jm jn jp jr jt "
        "qa qs qd qf qg qh qk ql qw qe qr qz qx qc qv qp vb bv vc vk vf fv vq vw vx vz vg gv vh "
        "xz zx xk xd xf xg xj xn xm zq zc cx gx fx fk kf fg gf fh hf hk hg kx kz kv kg dk fd sd df",
    )
)
_LAUGHTER = frozenset("wWzZmMhH笑草はひふへほえうわおんハヒフヘホ")  # and sighs
_WHOLE_ALPHABETS = (
    "あいうえおかきくけこさしすせそたちつてとなにぬねの",
    "アイウエオカキクケコサシスセソタチツテト",
    "abcdefghijklmnopqrstuvwxyz",
)
_NOISE = re.compile(r"https?://\S+|\S+@\S+|[\W\d_]+")
_LATIN = re.compile(r"[a-z]+")
_KANA_MASH = re.compile(r"[ぁ-ゖ]*[a-z]+[ぁ-ゖa-z]*")
_SPOKEN_WITHOUT_MARKS = frozenset({"", "en", "ja"})  # where we know which letters are vowels


def is_gibberish(text: str, language: str = "") -> bool:
    """Whether a text says nothing at all."""
    plain = unicodedata.normalize("NFKC", text).strip()
    tokens = [one for one in _NOISE.split(plain) if one]
    letters = "".join(tokens)
    if len(letters) < LEAST_LETTERS:
        return False
    if _is_one_letter(letters) or _is_alphabet(letters.lower()):
        return True
    return _is_mashed_kana(letters) or _is_mashed_latin(tokens, language)


def _is_one_letter(letters: str) -> bool:
    first = letters[0]
    if first in _LAUGHTER or len(set(letters.lower())) > 1:
        return False
    return bool(re.match(r"[a-zA-Zぁ-ゖァ-ヺ]", first))


def _is_alphabet(letters: str) -> bool:
    """「あいうえお」, 「かきくけこ」, "abcdef": the first letters that come to mind."""
    return len(letters) >= 5 and any(letters in one for one in _WHOLE_ALPHABETS)


def _is_mashed_kana(letters: str) -> bool:
    """What a hand on the keyboard makes of a Japanese input method: 「ふぁｓｄふぁｓｄｆ」."""
    if not _KANA_MASH.fullmatch(letters) or _LATIN.fullmatch(letters):
        return False
    clusters = [one for one in _LATIN.findall(letters) if len(one) > 1]
    mashed = [one for one in clusters if all(a + b in _HOME for a, b in pairwise(one))]
    return len(mashed) > 1 or any(len(one) > 2 for one in mashed)


def _is_mashed_latin(tokens: list[str], language: str) -> bool:
    plain = [(one, _unaccented(one)) for one in tokens]
    if any(not _LATIN.fullmatch(each) for _one, each in plain):
        return False  # there is something in another script beside it
    total = sum(len(each) for _one, each in plain)
    mashed = sum(len(each) for one, each in plain if _is_mash(one, each, language))
    return mashed >= MOST_OF_IT * total


def _is_mash(written: str, token: str, language: str) -> bool:
    """One word of Latin letters; names in capitals and "hmmmm" are none."""
    is_name = written.isupper() and len(token) <= 6
    if len(token) < LEAST_LETTERS or is_name or len(set(token)) <= 2:
        return _is_repeated(token) and not is_name
    pairs = ["".join(one) for one in pairwise(token)]
    if _longest_run(token) >= MOST_OF_IT * len(token):
        return True
    if len(token) < 6:  # a short word may be a name
        return False
    if sum(one in _RARE for one in pairs) >= 0.3 * len(pairs):
        return True
    return language in _SPOKEN_WITHOUT_MARKS and not _VOWELS & set(token)


def _is_repeated(token: str) -> bool:
    """As "asasasas" is; laughter repeats itself as well: "haha", "jaja"."""
    if len(token) < 8 or len(set(token)) != 2:
        return False
    return "h" not in token and "j" not in token and bool(set(token) - _VOWELS)


def _longest_run(token: str) -> int:
    """How many letters in a row lie beside each other on the keyboard, one way."""
    best = run = 1
    way = 0
    for one, other in pairwise(token):
        here = _direction(one, other)
        run = (run + 1 if here == way else 2) if here else 1
        way = here
        best = max(best, run)
    return best if best >= LEAST_LETTERS else 0


def _direction(one: str, other: str) -> int:
    if one + other not in _NEIGHBOURS:
        return 0
    row = next(each for each in _ROWS if one in each)
    return row.index(other) - row.index(one)


def _unaccented(token: str) -> str:
    parts = unicodedata.normalize("NFD", token.lower())
    return "".join(one for one in parts if not unicodedata.combining(one))
