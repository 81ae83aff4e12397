"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import mmap
import zipfile
from typing import TYPE_CHECKING, Final, Literal

from emptychair.sheets.errors import SheetError

if TYPE_CHECKING:
    from pathlib import Path

    from emptychair.sheets.types import Limits

HEAD_BYTES: Final = 64 * 1024
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_REFUSED: Final = (
    (b"\x89PNG", "picture", "PNG"),
    (b"\xff\xd8\xff", "picture", "JPEG"),
    (b"GIF8", "picture", "GIF"),
    (b"BM", "picture", "BMP"),
    (b"II*\x00", "picture", "TIFF"),
    (b"MM\x00*", "picture", "TIFF"),
    (b"%PDF", "pdf", "PDF"),
    (b"\x1f\x8b", "compressed", "gzip"),
    (b"7z\xbc\xaf", "compressed", "7z"),
    (b"Rar!", "compressed", "RAR"),
    (b"BZh", "compressed", "bzip2"),
    (b"\xfd7zXZ", "compressed", "xz"),
)

_CONTROL: Final = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b"))

Kind = Literal["text", "xlsx", "xls"]


def kind_of(path: Path, limits: Limits) -> Kind:
    """What the file is. Raises SheetError for a file that is no table, by its magic bytes."""
    if path.is_dir():
        raise SheetError("folder", path=str(path))
    if not path.is_file():
        raise SheetError("not-found", path=str(path))
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\xef\xbb\xbf\xfe\xff\x00\r\n\t ") and path.stat().st_size <= HEAD_BYTES:
        raise SheetError("empty-file")
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path)
    if head.startswith(OLD_OFFICE):
        return _old_office(path, limits)
    _refuse(head)
    return "text"


def _refuse(head: bytes) -> None:
    for magic, code, name in _REFUSED:
        if not head.startswith(magic) or (magic == b"BM" and b"\x00" not in head[:64]):
            continue
        raise SheetError(code) if code == "pdf" else SheetError(code, format=name)
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:512].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        raise SheetError("web-page")
    if start.startswith((b"{", b"[{")):
        raise SheetError("json")
    if b"\x00" in head and utf16_pattern(head):
        return
    strange = len(head) - len(head.translate(None, _CONTROL))
    if b"\x00" in head or strange > max(64, len(head) // 25):
        raise SheetError("binary")


def utf16_pattern(head: bytes) -> str | None:
    """`utf-16`, `utf-16-le` or `utf-16-be` when the bytes look like it, else None.

    Without a mark, the separators and digits of a table leave a zero byte beside each of them,
    and always on the same side.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    least = max(1, len(head) // 200)
    if odd >= least and even * 20 <= odd:
        return "utf-16-le"
    if even >= least and odd * 20 <= even:
        return "utf-16-be"
    return None


def _zipped(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise SheetError("broken-workbook") from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if not names.isdisjoint(("xl/workbook.bin", "content.xml")):  # xlsb and ods
        raise SheetError("broken-workbook")
    if "word/document.xml" in names:
        raise SheetError("word-document")
    raise SheetError("compressed", format="zip")


def _old_office(path: Path, limits: Limits) -> Kind:
    if path.stat().st_size > limits.old_workbook_bytes:
        raise SheetError("workbook-too-large", limit=limits.old_workbook_bytes)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:

        def has(name: str) -> bool:
            return view.find(name.encode("utf-16-le")) >= 0

        if has("EncryptedPackage"):
            raise SheetError("encrypted")
        if has("WordDocument"):
            raise SheetError("word-document")
        if has("Workbook") or has("Book"):
            return "xls"
    raise SheetError("binary")
