"""Finds the header among the first lines: titles above it, second and third header lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from emptychair.sheets.errors import SheetError
from emptychair.sheets.words import Words, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from emptychair.sheets.types import Limits, Options, Shape, Vendor

_LOOK: Final = 15
_WIDE: Final = 100
_PLAIN_SECOND: Final = frozenset(("response", "openendedresponse", "回答", "自由回答"))
_QUESTION_ID: Final = re.compile(r"Q(?:ID)?\d+(?:_\d+|_TEXT|_[A-Z]+\d*)*")
_VALUE: Final = re.compile(r"[\d\s.,/:¥%+年月日時分秒点-]*\d[\d\s.,/:¥%+年月日時分秒点-]*|\S+@\S+")
_QUESTION_LIKE: Final = re.compile(r"[?？]|か[。?？]?$|[^\x00-\x7f]{8}|\w+ \w+ \w+ \w+")


@dataclass(frozen=True)
class Header:
    """The header: how many lines lie above the first answer, names of columns, all their names."""

    lines: int
    names: tuple[str, ...]
    known_as: tuple[tuple[str, ...], ...]
    vendor: Vendor | None


def find_header(
    sample: Sequence[list[str]], shape: Shape, options: Options, limits: Limits
) -> Header:
    """The header of a file by its first rows. Raises SheetError for a million columns, or none."""
    known = _known(shape, options)
    candidates = [(index, row) for index, row in enumerate(sample[:_LOOK]) if any(row)]
    if not candidates:
        raise SheetError("empty-file")
    widest = max(len(row) for _, row in candidates)
    if widest > limits.columns:
        raise SheetError("too-many-columns", columns=widest, limit=limits.columns)
    at, top = max(candidates, key=lambda item: (_headerness(item[1], known), -item[0]))
    named = any(words_of(cell[:300]).squeezed in known[0] for cell in top)
    if not named and _headerness(top, known) < 0:  # numbers, dates, addresses: an answer already
        return _without_header(candidates[0][0], widest)
    vendor = recognise(top, shape)
    below = _lines_below(sample[at + 1 : at + 3], top, vendor)
    return _merge(at, top, below, vendor)


def _without_header(lines: int, width: int) -> Header:
    names = tuple(f"column {number + 1}" for number in range(width))
    return Header(lines, names, tuple((name,) for name in names), None)


def recognise(headers: Sequence[str], shape: Shape) -> Vendor | None:
    """The tool that exported a file with these headers, or None."""
    words = [words_of(header).squeezed for header in headers]
    present = set(words)
    for vendor in shape.vendors:
        for signature in vendor.signatures:
            wanted = {words_of(name).squeezed for name in signature}
            if not wanted <= present:
                continue
            if not vendor.first_header:
                return vendor
            if words[0] in wanted and any(_QUESTION_LIKE.search(name) for name in headers[1:]):
                return vendor
    return None


def _known(shape: Shape, options: Options) -> tuple[frozenset[str], tuple[Words, ...]]:
    names = [words_of(name) for field in shape.fields for name in field.synonyms]
    names += [words_of(name) for name in options.mapping.values()]
    for vendor in shape.vendors:
        names += [words_of(name) for signature in vendor.signatures for name in signature]
    return frozenset(name.squeezed for name in names), tuple(names)


def _headerness(row: list[str], known: tuple[frozenset[str], tuple[Words, ...]]) -> float:
    """Known names count; numbers, dates and addresses speak for a row of answers."""
    whole, parts = known
    score = 0.0
    for cell in row[:_WIDE]:
        words = words_of(cell) if len(cell) <= 300 else None
        if words is None or not words.squeezed:
            continue
        score += 0.1
        if words.squeezed in whole:
            score += 3
        elif _VALUE.fullmatch(cell.strip()):
            score -= 2
        elif any(words.contains(part) for part in parts if len(part.squeezed) > 1):
            score += 1
    return score


def _lines_below(
    rows: Sequence[list[str]], top: list[str], vendor: Vendor | None
) -> list[list[str]]:
    """The second and third header lines of the tools that write them."""
    below: list[list[str]] = []
    for row in rows:
        if any(cell.startswith('{"ImportId"') for cell in row):
            return [*rows[: rows.index(row)], row]
        if not below and _is_second(row, top, vendor):
            below.append(row)
            if vendor is None or vendor.header_lines < 3:
                break
    return below if len(below) == 1 else []


def _is_second(row: list[str], top: list[str], vendor: Vendor | None) -> bool:
    """A line whose cells only say what kind of answer the column above holds."""
    filled = [words_of(cell).squeezed for cell in row if cell.strip()]
    if any(cell in _PLAIN_SECOND for cell in filled):
        return not row[0].strip() or row[0] == top[0]
    two = vendor is not None and vendor.header_lines == 2
    return two and bool(row) and not row[0].strip() and not any(c.isdigit() for c in filled)


def _merge(at: int, top: list[str], below: list[list[str]], vendor: Vendor | None) -> Header:
    width = max(len(row) for row in (top, *below))
    rows = [[*row, *[""] * (width - len(row))] for row in (top, *below)]
    three = any(cell.startswith('{"ImportId"') for row in below for cell in row)
    names: list[str] = []
    known_as: list[tuple[str, ...]] = []
    question = ""
    for cells in zip(*rows, strict=True):
        parts = [_one_line(cell) for cell in cells if not cell.startswith('{"ImportId"')]
        question = parts[0] or question
        name = _named_by_three(parts) if three else _named_by_two(parts, question)
        known_as.append(tuple(dict.fromkeys(part for part in (name, *parts) if part)))
        names.append(_unique(name or f"column {len(names) + 1}", names))
    return Header(at + len(rows), tuple(names), tuple(known_as), vendor)


def _named_by_three(parts: list[str]) -> str:
    first, second = parts[0], parts[1] if len(parts) > 1 else ""
    return second if second and _QUESTION_ID.fullmatch(first) else first or second


def _named_by_two(parts: list[str], question: str) -> str:
    second = parts[1] if len(parts) > 1 else ""
    if not second or words_of(second).squeezed in _PLAIN_SECOND:
        return parts[0] or (question if second else "")
    return f"{question}: {second}" if question and question != second else second


def _one_line(cell: str) -> str:
    return " ".join(cell.replace("﻿", "").split())[:300]


def _unique(name: str, taken: list[str]) -> str:
    number, candidate = 2, name
    while candidate in taken:
        candidate = f"{name} ({number})"
        number += 1
    return candidate
