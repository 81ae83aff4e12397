"""Writing cells back: rejected rows for a person to look at, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from emptychair.sheets.types import Rejected

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_PLAIN_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it as a formula.

    Full-width signs count, since spreadsheets in Japanese take them too; plain numbers do not.
    """
    first = text.lstrip(" ")[:1].translate({0xFF1D: "=", 0xFF0B: "+", 0xFF0D: "-", 0xFF20: "@"})
    if first in _FORMULA and first and not _PLAIN_NUMBER.fullmatch(text.strip(" ")):
        return "'" + text
    return text


def plain_cell(text: str) -> str:
    """What `safe_cell` was given, where the apostrophe before it is one of ours."""
    if text.startswith("'") and safe_cell(text[1:]) != text[1:]:
        return text[1:]
    return text


def write_rejected_csv(path: str | PathLike[str], rejected: Iterable[Rejected]) -> int:
    """Writes the rows set aside as CSV that a spreadsheet opens by a double click; how many."""
    count = 0
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("row", "column", "reason", "value"))
        for one in rejected:
            writer.writerow((one.row, safe_cell(one.column), one.reason, safe_cell(one.value)))
            count += 1
    return count
