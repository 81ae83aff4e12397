"""Finds out in which encoding a text file is written, by trying the whole file, block by block."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from charset_normalizer import from_bytes

from emptychair.sheets.container import HEAD_BYTES, utf16_pattern
from emptychair.sheets.errors import SheetError
from emptychair.sheets.types import Limits, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Larger blocks, decoded one after the other, leave the heap in pieces that are never given back.
BLOCK: Final = 2**17
JAPANESE: Final = ("cp932", "euc_jp", "euc_jisx0213")
_SAMPLE_LINES: Final = 2_000
_SAMPLE_BYTES: Final = 256 * 1024
_UTF8: Final = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){2}")
_EUC_KANA: Final = re.compile(rb"(?:[\xa4\xa5][\xa1-\xf6]){3}")
_MULTIBYTE_IN_UTF8: Final = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}")
_SINGLE_BYTE: Final = re.compile(r"cp125\d|iso8859_\d+|latin_1|koi8_[ru]|mac_\w+")


@dataclass(frozen=True)
class Detected:
    """The encoding, with a problem to tell when it had to be guessed."""

    encoding: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Misfit:
    """Where a file stopped being readable in one encoding."""

    line: int
    offset: int
    multibyte_before: bool


def detect(path: Path, limits: Limits) -> Detected:
    """Which encoding the whole file can be read in. Holds one block at a time.

    Raises SheetError: a line longer than `limits.line_bytes`, or a line that does not fit.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if wide := utf16_pattern(head) if b"\x00" in head else None:
        _read_wide(path, wide, limits)
        return Detected(wide)
    marked = head.startswith(codecs.BOM_UTF8)
    misfit = _try(path, "utf-8", limits)
    if misfit is None:
        return Detected("utf-8-sig" if marked else "utf-8")
    if marked or misfit.multibyte_before:
        raise SheetError("mixed-encodings", line=misfit.line, encoding="UTF-8")
    return _legacy(path, limits)


def check(path: Path, encoding: str, limits: Limits) -> str:
    """The given encoding under Python's name, if the whole file can be read in it.

    Shift_JIS is read as CP932, which has Windows' own signs (髙, ①, ～) as well.
    """
    try:
        name = codecs.lookup(encoding).name
    except LookupError as error:
        raise SheetError("unknown-encoding", encoding=encoding) from error
    name = {"shift_jis": "cp932", "iso8859-1": "cp1252"}.get(name, name)
    if name.startswith(("utf-16", "utf-32")):
        _read_wide(path, name, limits)
        return name
    if misfit := _try(path, name, limits):
        raise SheetError("wrong-encoding", line=misfit.line, encoding=encoding)
    return "utf-8-sig" if name == "utf-8" else name


def blocks(path: Path, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """Whole lines in blocks of about 128 KiB, each with the number of its first line.

    Line ends are bytes that no later byte of a sign has in UTF-8, CP932 and EUC-JP, so every block
    can be decoded by itself.
    """
    line, rest = 1, b""
    with path.open("rb") as file:
        while chunk := file.read(BLOCK):
            end = max(chunk.rfind(b"\n"), chunk.rfind(b"\r")) + 1
            if not end:
                rest += chunk
                if len(rest) > limits.line_bytes:
                    raise SheetError("line-too-long", line=line, limit=limits.line_bytes)
                continue
            block, rest = rest + chunk[:end], chunk[end:]
            yield line, block
            line += _lines_in(block)
        if rest:
            yield line, rest


def _lines_in(block: bytes) -> int:
    return block.count(b"\n") or block.count(b"\r")


def _try(path: Path, encoding: str, limits: Limits) -> _Misfit | None:
    done, multibyte = 0, False
    for first_line, block in blocks(path, limits):
        if not block.isascii():
            try:
                block.decode(encoding)
            except UnicodeDecodeError as error:
                before = block[: error.start]
                seen = multibyte or len(_MULTIBYTE_IN_UTF8.findall(before)) >= 3
                return _Misfit(first_line + _lines_in(before), done + error.start, seen)
            multibyte = True
        done += len(block)
    return None


def _read_wide(path: Path, encoding: str, limits: Limits) -> None:
    """UTF-16 has zero bytes everywhere, so lines are counted after decoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, length = 1, 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(BLOCK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                raise SheetError("wrong-encoding", line=line, encoding=encoding) from error
            if not chunk:
                return
            length = len(text) - text.rfind("\n") - 1 if "\n" in text else length + len(text)
            if length > limits.line_bytes:
                raise SheetError("line-too-long", line=line, limit=limits.line_bytes)
            line += text.count("\n")


def _legacy(path: Path, limits: Limits) -> Detected:
    sample = _sample(path, limits)
    misfits = {name: _try(path, name, limits) for name in (*JAPANESE, "cp1252")}
    fitting = [name for name, misfit in misfits.items() if misfit is None]
    scores = {name: _plausibility(name, sample) for name in fitting}
    best = max(scores, key=lambda name: scores[name], default=None)
    if best is None or scores[best] < 0.4:
        best = _by_library(path, sample, limits) or _least_bad(scores)
    if best is None:
        raise _mixed(misfits, sample)
    _refuse_foreign_lines(path, best, limits, misfits)
    if best in {"cp932", "euc_jp"}:
        return Detected(best)
    return Detected(best, (Problem("encoding-guessed", {"encoding": best}, "info"),))


def _mixed(misfits: dict[str, _Misfit | None], sample: list[bytes]) -> SheetError:
    """The line where the likeliest encoding ended: CP1252 gets far in anything, so it must read."""
    western = _plausibility("cp1252", sample[: len(sample) // 2 + 1]) >= 0.4
    likely = ("cp1252",) if western else JAPANESE
    _, line, name = max(
        (misfit.offset, misfit.line, name)
        for name, misfit in misfits.items()
        if misfit and name in likely
    )
    return SheetError("mixed-encodings", line=line, encoding=name)


def _least_bad(scores: dict[str, float]) -> str | None:
    """CP932 and EUC-JP may hold rare names only; CP1252 fits almost anything and proves nothing."""
    japanese = {name: score for name, score in scores.items() if name in JAPANESE}
    return max(japanese, key=lambda name: japanese[name], default=None)


def _sample(path: Path, limits: Limits) -> list[bytes]:
    """The first lines that are not plain ASCII."""
    lines: list[bytes] = []
    size = 0
    for _, block in blocks(path, limits):
        for line in block.splitlines():
            if line.isascii():
                continue
            lines.append(line)
            size += len(line)
            if len(lines) >= _SAMPLE_LINES or size >= _SAMPLE_BYTES:
                return lines
    return lines


def _plausibility(encoding: str, sample: list[bytes]) -> float:
    """How much the sample reads like language: about 1 for real text, below 0 for mojibake."""
    text = "\n".join(line.decode(encoding, "replace") for line in sample)
    if encoding == "cp1252":
        return _western(text)
    signs = [sign for sign in text if sign > "\x7f"]
    # A sign of two bytes weighs two: half-width kana, the usual mojibake, must not win by number.
    return sum(map(_japanese, signs)) / max(1, len(signs))


def _japanese(sign: str) -> float:
    if "ぁ" <= sign <= "ん":
        return 1.0
    if "ァ" <= sign <= "ー" or sign in "、。「」・？！（）々〜～：":
        return 0.9
    if "一" <= sign <= "鿿":  # up to 0x98 lie the kanji of everyday writing
        return 0.9 if sign.encode("cp932", "replace")[0] in range(0x88, 0x99) else 0.2
    if "｡" <= sign <= "ﾟ":
        return 0.1
    return 0.5 if unicodedata.category(sign)[0] in "NSPZ" else -0.5


def _western(text: str) -> float:
    score, count = 0.0, 0
    for before, sign, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if sign <= "\x7f":
            continue
        count += 1
        alone = before <= "\x7f" or after <= "\x7f"
        if (sign.isalpha() or sign == "’") and alone and (before.isalpha() or after.isalpha()):
            score += 1.0
        elif sign in "’‘“”–—…€£°«»¿¡©®™•½" and alone:
            score += 0.7
        else:
            score -= 0.5
    return score / max(1, count)


def _by_library(path: Path, sample: list[bytes], limits: Limits) -> str | None:
    """Another single-byte encoding (Cyrillic, Greek, Central European) when it reads like one."""
    best = from_bytes(b"\n".join(sample)).best()
    if best is None or not _SINGLE_BYTE.fullmatch(best.encoding):
        return None
    letters = [sign for sign in str(best) if sign > "\x7f"]
    if not letters or sum(map(str.isalpha, letters)) < 0.8 * len(letters):
        return None
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in letters if sign.isalpha()}
    return best.encoding if len(scripts) == 1 and not _try(path, best.encoding, limits) else None


def _refuse_foreign_lines(
    path: Path, encoding: str, limits: Limits, misfits: dict[str, _Misfit | None]
) -> None:
    """Refuses a line that is whole and valid in UTF-8, or kana in EUC-JP, in a file of another.

    CP932 holds EUC-JP's kana as strings of half-width ones. When such a line comes first, the file
    is EUC-JP up to the line that does not fit it.
    """
    signs = [(_UTF8, "utf-8")]
    if encoding == "cp932":
        signs.append((_EUC_KANA, "euc_jp"))
    for first_line, block in blocks(path, limits):
        for sign, other in signs:
            if not sign.search(block):
                continue
            for number, line in enumerate(block.splitlines(), start=first_line):
                if sign.search(line) and _fits(line, other):
                    misfit = misfits.get(other)
                    at = max(number, misfit.line if misfit else 0)
                    raise SheetError("mixed-encodings", line=at, encoding=encoding)


def _fits(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
