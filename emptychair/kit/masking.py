"""People's names, mail addresses and numbers, shown so that nobody outside can tell who it was."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

_STARS_JA = "＊＊＊"
_STARS = "***"
_DOTS = "…"

# ASCII and full-width letters, so that a Japanese word right before an address stays readable.
_MAIL_CHARACTER = r"A-Za-z0-9Ａ-Ｚａ-ｚ０-９!#$%&'*+/=?^_`{|}~.\-＿－．＋"
_MAIL = re.compile(
    rf"(?<![{_MAIL_CHARACTER}])([{_MAIL_CHARACTER}]+)([@＠])"
    r"([A-Za-z0-9Ａ-Ｚａ-ｚ０-９\-－]+(?:[.．][A-Za-z0-9Ａ-Ｚａ-ｚ０-９\-－]+)+)"
)
_GAP = r"[ \u3000.\-\u2010-\u2015\u2212\u30fc\uff0d]"
_CARD = re.compile(
    rf"(?<!\d)(?:\d{{13,19}}|\d{{4}}({_GAP})\d{{4}}\1\d{{4}}\1\d{{1,7}}"
    rf"|\d{{4}}({_GAP})\d{{6}}\2\d{{4,5}})(?!\d)"
)
# Japanese (03-1234-5678, 09012345678, 0120-000-000), international (+81 90 1234 5678) and North
# American (555-123-4567, (555) 123-4567). Dates, prices and postal codes do not fit.
_PHONE = re.compile(
    r"(?<![\d,.\-/:])"
    r"(?:[+＋]\d{1,3}" + _GAP + r"?(?:[(（]\d{1,4}[)）]" + _GAP + r"?)?"
    r"\d{1,4}(?:" + _GAP + r"?\d{2,4}){1,3}"
    r"|[(（]?[0０]\d{1,4}[)）]?" + _GAP + r"?\d{1,4}" + _GAP + r"?\d{3,4}"
    r"|[(（]\d{3}[)）]" + _GAP + r"?\d{3}" + _GAP + r"\d{4}"
    r"|\d{3}(?P<gap>" + _GAP + r")\d{3}(?P=gap)\d{4})"
    r"(?!\d)"
)
_FEWEST_PHONE_DIGITS = 9
_HONORIFICS = "(?=さん|さま|様|氏|くん|君|ちゃん|先生|シェフ|店長)"
_NAME_GAP = re.compile(r"[\s\u3000・,，]+")
# Names that are words too: written small they stay, or every comment would lose its "will".
_ALSO_WORDS = """
will may mark grace hope joy rose bill art faith dawn april june august summer frank rich
drew max sue pat rob guy dean young long short white black brown green gray king price best
cook day bush field stone hill wood woods house case park rice page bell ball love good
"""
_EAST_ASIAN = re.compile(r"[\u3005\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def mask_name(name: str, language: str) -> str:
    """A person's name with one sign left of it: `山＊＊＊` in Japanese, `J… D…` in English.

    A name in kana or kanji is masked the Japanese way whatever the language of the page. The
    length of the name does not show. An empty name stays empty.
    """
    parts = _parts(name)
    if not parts:
        return ""
    if language == "ja" or _EAST_ASIAN.search(name):
        return _initial(parts[0]) + _STARS_JA
    return " ".join(_initial(part).upper() + _DOTS for part in parts)


def mask_email(address: str) -> str:
    """A mail address with its first sign and its domain: `a…@example.com`.

    What is no address (no text before or after the @) becomes `…` altogether.
    """
    local, at, domain = address.strip().rpartition("@")
    return f"{local[0]}{_DOTS}@{domain}" if local and at and domain else _DOTS


def mask_names(text: str, names: Collection[str]) -> str:
    """Free text with mail addresses, telephone and card numbers and the given names masked.

    `names` are full names as the file gives them ("山田 太郎", "Jane Doe"); their parts are masked
    as well: Japanese parts wherever they stand (one kanji only before さん, 様 and the like),
    others as whole words. What looks like a name is masked rather than kept ("Will" at the start
    of a sentence, if somebody is called Will); only "will" written small stays.
    """
    if "@" in text or "＠" in text:
        text = _MAIL.sub(_masked_address, text)
    if any(map(str.isdigit, text)):
        text = _PHONE.sub(_masked_phone, _CARD.sub(_STARS, text))
    lowered = text.casefold()
    present = {part for part in _wanted(names) if part.casefold() in lowered}
    for part in sorted(present, key=lambda part: (-len(part), part)):
        pattern, replacement = _name_pattern(part)
        text = pattern.sub(replacement, text)
    return text


def cut_whole(text: str, length: int, names: Collection[str] = ()) -> str:
    """At most `length` signs of a text, `…` instead of the rest, and nothing by half.

    A mail address, a telephone or card number or one of `names` that the cut would divide is left
    out altogether: what remained of it could not be masked any more.
    """
    if len(text) <= length:
        return text
    end = length - len(_DOTS)
    for begin, finish in sorted(_personal_spans(text, names), reverse=True):
        if begin < end < finish:
            end = begin
    return text[:end].rstrip() + _DOTS


def _personal_spans(text: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
    for pattern in (_MAIL, _CARD, _PHONE):
        yield from (match.span() for match in pattern.finditer(text))
    for part in _wanted(names):
        # One kanji is a name only with the honorific after it, so that must not be cut off.
        more = int(len(part) == 1)
        for match in _name_pattern(part)[0].finditer(text):
            yield match.start(), match.end() + more


def _masked_address(match: re.Match[str]) -> str:
    local, at, domain = match.groups()
    return f"{local[0]}{_DOTS}{at}{domain}"


def _masked_phone(match: re.Match[str]) -> str:
    digits = sum(map(str.isdigit, match.group()))
    return _STARS if digits >= _FEWEST_PHONE_DIGITS else match.group()


def _wanted(names: Iterable[str]) -> set[str]:
    wanted: set[str] = set()
    for name in names:
        parts = _parts(name)
        wanted.update(parts)
        if len(parts) > 1:
            wanted.update((" ".join(parts), "".join(parts), "\u3000".join(parts)))
    return wanted


def _parts(name: str) -> list[str]:
    return [part for part in _NAME_GAP.split(name) if any(map(str.isalpha, part))]


def _initial(part: str) -> str:
    return next(filter(str.isalpha, part))


@lru_cache(maxsize=4096)
def _name_pattern(part: str) -> tuple[re.Pattern[str], str]:
    if _EAST_ASIAN.search(part):
        after = _HONORIFICS if len(part) == 1 else ""
        return re.compile(re.escape(part) + after), mask_name(part, "ja")
    spellings = {part, part.capitalize(), part.title(), part.upper()}
    if part.casefold() not in _ALSO_WORDS.split():
        spellings.add(part.lower())
    choice = "|".join(re.escape(spelling) for spelling in sorted(spellings))
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)"), mask_name(part, "en")
