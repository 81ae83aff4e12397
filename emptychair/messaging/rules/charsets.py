"""Bytes of a mail into text, also where the mail says the wrong thing about them."""

import re
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.message import Message
from typing import Any

# What Japanese programs call by the name of a smaller set: ①, 髙 and half-width kana come so.
WIDER = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms932": "cp932",
    "euc-jp": "euc_jis_2004",
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "gb2312": "gb18030",
    "ks_c_5601-1987": "cp949",
}
SAYS_NOTHING = {"", "ascii", "us-ascii", "utf-8"}
GUESSES = ("utf-8", "cp932", "euc_jp")
_ESCAPE = re.compile(rb"\x1b(\$[@B]|\$\(D|\([BJIH])")


def decoded(data: bytes, charset: str) -> str:
    """The text of the bytes; what nothing can read becomes �. PostgreSQL wants no NUL."""
    named = charset.strip("\"' ").lower()
    if named.startswith("iso-2022-jp") or (b"\x1b$" in data and named in SAYS_NOTHING):
        return _decoded_jis(data).replace("\x00", "")
    for name in (WIDER.get(named, named), named, *GUESSES):
        try:
            return data.decode(name).replace("\x00", "")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("utf-8", "replace").replace("\x00", "")


def _decoded_jis(data: bytes) -> str:
    """ISO-2022-JP as it is really sent: with ①, 髙 and half-width kana, which Python's own refuses.

    The two-byte signs are moved to where Windows has them, and read as `cp932`.
    """
    pieces = _ESCAPE.split(data)
    text = [pieces[0].decode("utf-8", "replace")]
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if mark in {b"$@", b"$B"}:
            text.append(_two_byte(piece))
        elif mark == b"$(D":
            text.append((b"\x1b$(D" + piece + b"\x1b(B").decode("iso2022_jp_ext", "replace"))
        elif mark == b"(I":
            text.append(bytes(one | 0x80 for one in piece).decode("cp932", "replace"))
        else:
            text.append(piece.decode("utf-8", "replace"))
    return "".join(text)


def _two_byte(piece: bytes) -> str:
    moved = bytearray()
    place = 0
    while place < len(piece):
        first = piece[place]
        second = piece[place + 1] if place + 1 < len(piece) else 0
        if not (0x21 <= first <= 0x7E and 0x21 <= second <= 0x7E):
            moved.append(first)  # a line break in the middle
            place += 1
            continue
        moved += bytes(_moved(first, second))
        place += 2
    return moved.decode("cp932", "replace")


def _moved(first: int, second: int) -> tuple[int, int]:
    """From JIS X 0208's seven bits to Shift_JIS, by the formula of its Annex 1."""
    lead = ((first - 0x21) >> 1) + (0x81 if first < 0x5F else 0xC1)
    if first % 2 == 0:
        return lead, second + 0x7E
    return lead, second + (0x1F if second < 0x60 else 0x20)


def decoded_text(part: Message) -> str:
    """The text of one part."""
    payload: Any = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(payload or "").encode("utf-8", "replace")
    return decoded(data, str(part.get_param("charset") or ""))


def decoded_header(value: Any) -> str:
    """A header with its encoded words read, and its bytes where it has raw ones."""
    if value is None:
        return ""
    text = str(value) if not isinstance(value, Header) else _raw(value)
    data = text.encode("ascii", "surrogateescape") if _has_raw_bytes(text) else None
    if data is not None:
        text = decoded(data, "")
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return text.replace("\x00", "")
    return "".join(_piece(one, name) for one, name in pieces).replace("\x00", "")


def _piece(one: Any, charset: str | None) -> str:
    if isinstance(one, str):
        return one
    # what stands between encoded words comes back in an odd coat
    return decoded(one, charset) if charset else str(one.decode("raw-unicode-escape", "replace"))


def _raw(value: Header) -> str:
    return "".join(str(text) for text, _charset in getattr(value, "_chunks", []))


def _has_raw_bytes(text: str) -> bool:
    return any("\udc80" <= sign <= "\udcff" for sign in text)
