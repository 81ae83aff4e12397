"""What somebody seems to wish for: lines of lists, and sentences that ask. A person confirms it."""

import re
import unicodedata

from emptychair.intake.types import Suggestion

MOST = 40
LONGEST = 300
_BULLET = re.compile(r"^\s*(?:[-*•·・●○◆■□▪☐–—]|\[[ xX]?\])\s*(?=\S)")
_NUMBER = re.compile(r"^\s*(?:[(（]?\d{1,2}[)）.．、:：]|[①-⑳]|[a-h][).])\s*(?=\S)")
_CIRCLED = re.compile(r"[①-⑳]")
_INLINE = re.compile(r"(?=[①-⑳])")  # "①…。②…。" written one behind the other
_QUOTED = re.compile(r"^\s*(?:[>＞|｜]|On .{5,80} wrote:|-{2,}\s*$|_{5,})")
_SENTENCE = re.compile(r"[^。！？!?\n]+?(?:[。！？!?]+|\.(?=\s|$)|\n|$)")
# Endings and turns with which Japanese asks for something.
_WISH_JA = re.compile(
    r"(?:て|で)(?:ほしい|欲しい|いただ(?:き|け|く)|頂(?:き|け|く)|もらえ|もらい|くださ(?:い|る)|下さ(?:い|る)|くれ)"
    r"|(?:お|ご)\S{1,12}(?:いただけ|いただき|頂け|頂き|ください|下さい|願い|ねがい)"
    r"|でき(?:ます|ません|ない|る)でしょう|でき(?:ます|ません)か|可能(?:です|でしょう)か"
    r"|[えけせてねべめれげ](?:ます|ません)(?:でしょう)?か|いい(?:です|でしょう)か|よろしい(?:です|でしょう)か"
    r"|希望(?:し|です|いたし|致し|が)|要望|お願い(?:し|いた|致|でき|です)"
    r"|(?:たい|ほしい|欲しい)(?:です|と|の(?:です|で)|のですが|んです|。|$)"
    r"|(?:必要|不足)(?:です|と|が|で)|困って(?:い|お)|(?:あれ|なれば|出来れば|できれば)"
    r"|(?:追加|対応|変更|改善|修正|検討)(?:を|して|は(?:でき|可能))"
)
_WISH_EN = re.compile(
    r"\b(?:could|can|would|will) (?:you|we|i|it|they)\b|\bplease\b"
    r"|\b(?:we|i)(?:'d| would)?(?: also| really| still| just| do)? (?:need|want|like|wish)\b"
    r"|\bneeds? to\b"
    r"|\bwould (?:be (?:great|nice|good|helpful)|like|love)"
    r"|\bit would help\b|\bis it possible\b|\bhoping (?:to|for|that|you)\b|\bmissing\b"
    r"|\brequest(?:ing|ed)?\b|\bhow (?:can|do) (?:we|i)\b|\bany chance\b|\bshould (?:be|have)\b",
    re.IGNORECASE,
)
# Politeness that asks for nothing: greetings, closings.
_EMPTY_JA = re.compile(
    r"^(?:何卒|どうぞ|以上[、,]?|今後とも|引き続き)?.{0,12}(?:よろしく|宜しく)(?:ご?お?願い|申し上げ)?"
    r"|^お世話になって|^いつも(?:お世話|ありがとう)|ありがとうござい(?:ます|ました)[。！]?$"
    r"|^(?:ご確認|ご検討)(?:の程|のほど|ください|をお願い)[^、]{0,12}[。]?$|^お忙しい|^突然の"
)
_EMPTY_EN = re.compile(
    r"^(?:thanks?|thank you|many thanks|kind regards|best|cheers|hi|hello|dear|hope (?:you|this)"
    r"|i hope|looking forward|please (?:let me know|do not hesitate|don't hesitate|feel free))\b",
    re.IGNORECASE,
)
# A greeting before a wish in the same sentence: "Hi Anna, could you …"; or how it came to us, which
# colleagues write before a note ("By telephone: …"), and which is no part of what is told back.
_GREETING = re.compile(
    r"^(?:(?:hi|hello|hey|dear|thanks|thank you|many thanks)\b[^,.!?]{0,60}[,!]\s*"
    r"|(?:いつも)?(?:大変)?お世話になって(?:おり|い)ます[、,]\s*"
    r"|(?:お?電話|口頭|訪問|来店|打ち?合わ?せ)(?:にて|で|時|時に|より)?\s*[:：]\s*"
    r"|(?:(?:by|on the) (?:tele)?phone|(?:tele)?phone|(?:phone )?call|in person|visit|meeting)"
    r"\s*:\s*)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")


def suggested_tasks(text: str) -> list[Suggestion]:
    """The tasks a text seems to ask for, in its order, each once; none is better than a wrong one.

    Lines of lists count as they are (where a list asks for nothing, somebody strikes it out);
    elsewhere a sentence counts that asks or wishes.
    """
    found: list[Suggestion] = []
    seen: set[str] = set()
    for line in text.splitlines():
        if _QUOTED.match(line):
            continue
        for one in (found_one for part in _INLINE.split(line) for found_one in _in_part(part)):
            key = folded(one.text)
            if key and key not in seen:
                seen.add(key)
                found.append(one)
    return found[:MOST]


def first_line(text: str, *, length: int = 120) -> str:
    """What a request is called until somebody names it: its first wish, or its first words."""
    wishes = suggested_tasks(text)
    words = wishes[0].text if wishes else _first_words(text)
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def folded(text: str) -> str:
    """For comparing: width, case, space and punctuation do not count."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _in_part(part: str) -> list[Suggestion]:
    """A line, or what stands behind one of several numbers in a line: its first sentence is an
    item of the list, and what follows counts where it asks.
    """
    sentences = _SENTENCE.findall(part) if _CIRCLED.match(part) else [part]
    return [one for sentence in sentences for one in _in_line(sentence)]


def _in_line(line: str) -> list[Suggestion]:
    for pattern, why in ((_NUMBER, "number"), (_BULLET, "bullet")):
        begun = pattern.match(line)
        if begun:
            words = _clean(line[begun.end() :])
            return [Suggestion(words, why)] if len(folded(words)) > 1 else []
    parts = [_GREETING.sub("", _clean(part)) for part in _SENTENCE.findall(line)]
    return [
        Suggestion(_upper(part), "wish") for part in parts if _asks(part) and len(folded(part)) > 3
    ]


def _upper(words: str) -> str:
    """With a capital, where a greeting stood before it."""
    return words[:1].upper() + words[1:]


def _asks(sentence: str) -> bool:
    if _EMPTY_JA.search(sentence) or _EMPTY_EN.search(sentence):
        return False
    return bool(_WISH_JA.search(sentence) or _WISH_EN.search(sentence))


def _clean(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" \u3000")[:LONGEST]


def _first_words(text: str) -> str:
    lines = [_clean(line) for line in text.splitlines() if _clean(line)]
    kept = [line for line in lines if not (_EMPTY_JA.search(line) or _EMPTY_EN.search(line))]
    return (kept or lines or [""])[0]
