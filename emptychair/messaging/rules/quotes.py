"""What is new in an answer: without the mail it quotes, and without the sender's signature.

In doubt the text stays: a line too much is a nuisance, a word of the customer lost is not.
"""

import re

from mailparser_reply import EmailReplyParser  # type: ignore[import-untyped]  # it has no types

LONGEST = 100_000  # signs that are looked at for quotes; nobody types more

# 2026年11月22日(日) 9:15 Emptychair <hello@example.com>:
# and with のメール, の書き込み, さんは書きました
_JAPANESE = re.compile(
    r"^[>＞\s]*(?:\d{4}年\s?\d{1,2}月\s?\d{1,2}日|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}).{0,160}"
    r"(?:<[^<>\n]+@[^<>\n]+>.{0,12}|さん(?:は|から)?.{0,20}|のメール|の書き込み|は書きました|wrote|からのメール)"
    r"\s?[:：]\s*$"
)
_ENGLISH = re.compile(r"^[>\s]*On\s.{5,200}\swrote\s?:\s*$")
_RULE = re.compile(
    r"^\s*(?:-{2,}\s*(?:Original Message|Forwarded message|Original Appointment|"
    r"元のメッセージ|転送メッセージ|元のメール)\s*-{2,}|_{10,}|＿{5,})\s*$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"^[>\s*]*(?:From|Sent|To|Cc|Subject|Date|差出人|送信者|送信日時|送信日|日時|日付|宛先|件名|ＣＣ|CC)\s*\*?\s*[:：]",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s*[>＞]")
_SIGNATURE = re.compile(r"^--\s?$")
_SENT_FROM = re.compile(
    r"^\s*(?:Sent from my .{2,40}|Get Outlook for .{2,20}|"
    r"(?:私の)?\S{2,20}から送信(?:されました)?。?"
    r"|Outlook for (?:iOS|Android) を入手)\s*$"
)
_READER = EmailReplyParser(languages=["en", "ja"])


def new_text(text: str) -> str:
    """What the sender wrote now; everything when nothing would be left."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not whole:
        return ""
    cut = _without_signature(_without_quotes(_before_marker(whole))).strip()
    cut = _read_by_library(cut)
    return cut or whole


def _before_marker(text: str) -> str:
    """Up to the lines that introduce the quoted mail, where nothing new stands below them."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        length = _introduction(lines, number)
        if length and not _answers_below(lines[number + length :], line):
            return "\n".join(lines[:number])
    return text


def _introduction(lines: list[str], number: int) -> int:
    """How many lines from here introduce a quoted mail; mostly none."""
    line = lines[number]
    if _JAPANESE.match(line) or _ENGLISH.match(line) or _RULE.match(line):
        return 1
    fields = sum(map(bool, map(_FIELD.match, lines[number : number + 4])))
    if _FIELD.match(line) and fields >= 3:
        return fields
    broken = line.lstrip("> ").startswith("On ") and number + 1 < len(lines)
    # some programs break the line
    return 2 if broken and _ENGLISH.match(f"{line} {lines[number + 1].strip()}") else 0


def _answers_below(rest: list[str], marker: str) -> bool:
    """Whether somebody answered between or below the quoted lines: then those lines count."""
    if not any(_QUOTED.match(line) for line in rest) or _QUOTED.match(marker):
        return False
    new = [line for line in rest if line.strip() and not _QUOTED.match(line)]
    return bool(new)


def _without_quotes(text: str) -> str:
    lines = text.split("\n")
    kept, number = [], 0
    while number < len(lines):
        length = _introduction(lines, number) if len(lines) > 1 else 0
        if not length and not _QUOTED.match(lines[number]):
            kept.append(lines[number])
        number += length or 1
    return "\n".join(kept)


def _without_signature(text: str) -> str:
    """Without what stands below `-- `, and without "iPhoneから送信" at the end."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if _SIGNATURE.match(line) and number and len(lines) - number <= 16:
            lines = lines[:number]
            break
    while lines and (not lines[-1].strip() or _SENT_FROM.match(lines[-1])):
        lines.pop()
    return "\n".join(lines)


def _read_by_library(text: str) -> str:
    """What the library cuts besides; it is asked only where it leaves most of the words."""
    if not text or len(text) > LONGEST:
        return text
    read = (_READER.parse_reply(text) or "").strip()
    return read if len(read) >= len(text) / 2 else text
