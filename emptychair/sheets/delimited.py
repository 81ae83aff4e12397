"""Rows of a comma, semicolon or tab separated text file, one after the other."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from emptychair.sheets.encoding import check, detect
from emptychair.sheets.errors import SheetError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from emptychair.sheets.types import Limits, Options, Problem

DELIMITERS: Final = (",", "\t", ";", "|")
_SAMPLE_CHARS: Final = 256 * 1024
_NAMES: Final = {"tab": "\t", "comma": ",", "semicolon": ";", "\\t": "\t"}


class _Lines:
    """Lines of a text file, none longer than the limit; counts what one record has taken."""

    def __init__(self, text: io.TextIOWrapper, limits: Limits) -> None:
        self._text = text
        self._limits = limits
        self.pending = 0
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        longest = self._limits.line_bytes
        for line in iter(partial(self._text.readline, longest + 1), ""):
            self.number += 1
            self.pending += len(line)
            if len(line) > longest:
                raise SheetError("line-too-long", line=self.number, limit=longest)
            if self.pending > self._limits.record_chars:
                raise SheetError("record-too-long", line=self.number)
            yield line


@dataclass
class DelimitedSource:
    """A text file, its encoding and delimiter known; `done` and `total` are bytes."""

    path: Path
    encoding: str
    delimiter: str
    skipped: int
    limits: Limits
    problems: tuple[Problem, ...] = ()
    sheet: None = None
    other_sheets: tuple[()] = ()
    done: int = 0
    total: int = field(default=0)

    @property
    def format(self) -> str:
        return "tsv" if self.delimiter == "\t" else "csv"

    def rows(self) -> Iterator[list[str]]:
        """Every record from the top; an empty line is an empty list."""
        with self.path.open("rb") as file:
            yield from self._records(file)

    def _records(self, file: BinaryIO) -> Iterator[list[str]]:
        with io.TextIOWrapper(file, self.encoding, newline="") as text:
            lines = _Lines(text, self.limits)
            source = iter(lines)
            for _ in range(self.skipped):
                next(source, None)
                yield []
            reader = csv.reader(source, delimiter=self.delimiter)
            try:
                for count, row in enumerate(reader):
                    lines.pending = 0
                    if not count % 1000:
                        self.done = file.tell()
                    yield row
            except csv.Error as error:
                raise SheetError("record-too-long", line=reader.line_num) from error
            self.done = self.total


def open_delimited(path: Path, options: Options, limits: Limits) -> DelimitedSource:
    """The file, ready to be read. Raises SheetError when its bytes fit no encoding."""
    problems: tuple[Problem, ...] = ()
    if options.encoding:
        encoding = check(path, options.encoding, limits)
    else:
        found = detect(path, limits)
        encoding, problems = found.encoding, found.problems
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(_SAMPLE_CHARS)
    named, skipped = _named_in_file(sample)
    delimiter = _given(options.delimiter) or named or sniff(sample)
    total = path.stat().st_size
    return DelimitedSource(path, encoding, delimiter, skipped, limits, problems, total=total)


def _given(delimiter: str | None) -> str | None:
    if delimiter is None:
        return None
    one = _NAMES.get(delimiter, delimiter)
    if len(one) != 1 or one in "\r\n\"'":
        raise SheetError("bad-delimiter", delimiter=repr(delimiter))
    return one


def _named_in_file(sample: str) -> tuple[str | None, int]:
    """Excel's own first line `sep=;`, if it is there."""
    first = sample.split("\n", 1)[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    return None, 0


def sniff(sample: str) -> str:
    """The delimiter under which most records of the sample are equally wide; comma in doubt."""
    cut = sample.rfind("\n") + 1
    if cut and len(sample) >= _SAMPLE_CHARS:
        sample = sample[:cut]
    return max(DELIMITERS, key=lambda one: _evenness(sample, one))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of records that have the usual width, and half more if the first one is cut."""
    widths: Counter[int] = Counter()
    first = 0
    try:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        for count, row in enumerate(reader):
            filled = any(map(str.strip, row))
            widths[len(row)] += filled
            first = first or (len(row) if filled else 0)
            if count > 200:
                break
    except csv.Error:
        return 0.0, 0
    usual, times = max(
        ((width, times) for width, times in widths.items() if width > 1),
        key=lambda item: (item[1], item[0]),
        default=(1, 0),
    )
    if usual < 2:
        return 0.0, 0
    return round(times / max(1, widths.total()), 1) + (0.5 if first > 1 else 0.0), usual
