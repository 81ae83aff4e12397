from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["score", "text", "time", "number", "identifier", "category"]
How = Literal["given", "vendor", "synonym", "content"]
Severity = Literal["error", "warning", "info"]
DateOrder = Literal["ymd", "dmy", "mdy", "ambiguous"]
ScaleKind = Literal["0-10", "1-10", "1-5", "1-7", "unknown"]

NO_MAPPING: Mapping[str, str] = MappingProxyType({})
SEGMENT = "segment:"


@dataclass(frozen=True)
class Field:
    """One thing a file may tell, and the headers under which people keep it, most usual first."""

    name: str
    kind: Kind
    synonyms: tuple[str, ...]
    required: bool = False
    doubtful: tuple[str, ...] = ()
    """Headers that mean the field only if the values vary: a few "contact names" are the staff."""


@dataclass(frozen=True)
class Vendor:
    """The export of one tool, recognised when all headers of any one signature are there."""

    name: str
    signatures: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    first_header: bool = False
    """The signature must stand in the first column, beside a header that reads like a question."""
    header_lines: int = 1
    date_order: Literal["dmy", "mdy"] | None = None
    technical: tuple[str, ...] = ()
    """Headers that describe the tool's own work: never a segment."""


@dataclass(frozen=True)
class Shape:
    """What a kind of file is made of: its fields, and the tools that export it."""

    name: str
    fields: tuple[Field, ...]
    vendors: tuple[Vendor, ...]
    technical: tuple[str, ...] = ()
    """Words in a header that make it no segment, whoever exported the file."""


@dataclass(frozen=True)
class ColumnChoice:
    """Which column was taken for a field; `field` is `segment:<header>` for an extra category."""

    field: str
    header: str
    index: int
    how: How


@dataclass(frozen=True)
class Problem:
    """Something the reader of the report should know: a code with parameters, no prose."""

    code: str
    params: Mapping[str, str | int | float]
    severity: Severity


@dataclass(frozen=True)
class Rejected:
    """A row that could not be used. `row` is the number a spreadsheet shows for it."""

    row: int
    reason: str
    column: str
    value: str


@dataclass(frozen=True)
class Scale:
    """Ends of the scale the scores were given on, as far as header and values tell."""

    low: int
    high: int
    kind: ScaleKind


@dataclass(frozen=True)
class Preview:
    """How a file would be read. `header_lines` counts all lines above the first answer."""

    format: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    vendor: str | None
    header_lines: int
    headers: tuple[str, ...]
    columns: tuple[ColumnChoice, ...]
    unused: tuple[str, ...]
    date_order: DateOrder | None
    scale: Scale
    language: Literal["ja", "en"] | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Reading:
    """What was read. `rows_read == rows_used + rows_rejected`, always."""

    preview: Preview
    rows_read: int
    rows_used: int
    rows_rejected: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Limits:
    """What one file may cost: the defaults hold memory to a few hundred megabytes."""

    line_bytes: int = 4 * 2**20
    record_chars: int = 8 * 2**20
    batch_rows: int = 20_000
    batch_chars: int = 16 * 2**20
    sample_rows: int = 2_000
    columns: int = 2_000
    cells: int = 20_000_000
    unpacked_bytes: int = 2**30
    unpacked_ratio: int = 200
    ratio_free_bytes: int = 32 * 2**20
    """Below this size a high compression ratio is harmless."""
    old_workbook_bytes: int = 64 * 2**20


LIMITS = Limits()


@dataclass(frozen=True)
class Options:
    """What the person said about the file; everything else is guessed."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    date_order: str | None = None
