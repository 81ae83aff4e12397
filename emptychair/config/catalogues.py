"""Compiles the message catalogues: `python -m emptychair.config.catalogues`.

Compiled files are not in the repository, and Babel and gettext need not be installed where the
product runs, so the small format is read and written here. Only what is newer is compiled.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"
MAGIC = 0x950412DE
_LINE = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)\s+(".*")$')


class CatalogueError(Exception):
    """A catalogue cannot be read; the message has file and line."""


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Compile every catalogue that is newer than its compiled form; the files that were written."""
    written = []
    for source in sorted(locale.rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        target.write_bytes(to_mo(read_po(source)))
        written.append(target)
    return written


def read_po(source: Path) -> dict[str, str]:
    """The messages of a catalogue as gettext keys them, without the untranslated and the fuzzy.

    Raises `CatalogueError`.
    """
    found = {}
    for block in _blocks(source):
        key, value, fuzzy = _message(block, source)
        if value and (key == "" or not fuzzy):
            found[key] = value
    return found


def to_mo(messages: dict[str, str]) -> bytes:
    """The compiled form: tables of sorted keys and of texts, then both, each ended by a zero."""
    pairs = sorted((key.encode(), text.encode()) for key, text in messages.items())
    begin_keys, begin_texts = 28, 28 + 8 * len(pairs)
    place = begin_texts + 8 * len(pairs)
    tables, body = [], b""
    for column in (0, 1):
        for pair in pairs:
            tables += [len(pair[column]), place + len(body)]
            body += pair[column] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(pairs), begin_keys, begin_texts, 0, place)
    return head + struct.pack(f"<{len(tables)}I", *tables) + body


def _blocks(source: Path) -> Iterator[list[tuple[int, str]]]:
    """The numbered lines of each message."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            block.append((number, line.strip()))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _message(block: list[tuple[int, str]], source: Path) -> tuple[str, str, bool]:
    """Key, text and whether it is fuzzy; the key joins context, singular and plural."""
    parts: dict[str, str] = {}
    fuzzy, last = False, ""
    for number, line in block:
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        match = _LINE.match(line)
        last = match.group(1) if match else last
        text = match.group(3) if match else line
        if not last or not text.startswith('"'):
            raise CatalogueError(f"{source}, line {number}: this is no message: {line}")
        parts[last] = parts.get(last, "") + _unquoted(text, source, number)
    if "msgid" not in parts:
        return "", "", fuzzy
    context = f"{parts['msgctxt']}\x04" if "msgctxt" in parts else ""
    if "msgid_plural" not in parts:
        return context + parts["msgid"], parts.get("msgstr", ""), fuzzy
    texts = [text for name, text in sorted(parts.items()) if name.startswith("msgstr[")]
    key = context + parts["msgid"] + "\0" + parts["msgid_plural"]
    return key, "\0".join(texts) if all(texts) else "", fuzzy


def _unquoted(text: str, source: Path, number: int) -> str:
    """A quoted text; its escapes are those of Python."""
    try:
        return str(ast.literal_eval(text))
    except (SyntaxError, ValueError):
        raise CatalogueError(f"{source}, line {number}: the quotes do not close.") from None


if __name__ == "__main__":
    for path in compile_all():
        sys.stdout.write(f"compiled {path.relative_to(LOCALE)}\n")
