"""From a file to a scratch table of answers that the engine can count."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.engine import Engine
from emptychair.analytics.scratch import ScratchTable
from emptychair.report.shape import SURVEY_ANSWERS
from emptychair.sheets import Preview, Reading, Rejected, preview, read, write_rejected_csv

COLUMNS = {
    "row": "int64",
    "score": "int8",
    "comment": "string",
    "answered_at": "timestamp",
    "asked_at": "timestamp",
    "person": "string",
    "name": "string",
    "email": "string",
    "company": "string",
    "touchpoint": "string",
    "channel": "string",
    "language": "string",
    "country": "string",
    "value": "float64",
}
ARROW = {
    "int8": pa.int8(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "string": pa.string(),
    "timestamp": pa.timestamp("s"),
}
KEPT_REJECTS = 100_000


@dataclass(frozen=True)
class ReadOptions:
    """What the caller said about the file; everything else is guessed and shown."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    date_order: str | None = None

    def as_arguments(self) -> dict[str, Any]:
        """Keyword arguments of `sheets.preview` and `sheets.read`."""
        return {
            "mapping": self.mapping,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "sheet": self.sheet,
            "date_order": self.date_order,
        }


@dataclass(frozen=True)
class Answers:
    """The cleaned rows of a file, ready to be counted.

    `segments` maps each segment column of the table (`segment_0`, ...) to its header in the file;
    `present` names the columns that the file has.
    """

    table: ir.Table
    reading: Reading
    segments: dict[str, str]
    present: frozenset[str]
    rejected: tuple[Rejected, ...]

    @property
    def dimensions(self) -> dict[str, str]:
        """Columns along which scores may be cut, with the name a reader knows them by."""
        known = [name for name in ("channel", "country", "language") if name in self.present]
        return {**self.segments, **{name: self.header_of(name) for name in known}}

    def header_of(self, name: str) -> str:
        """The header in the file of a known column."""
        for choice in self.reading.preview.columns:
            if choice.field == name:
                return choice.header
        return name


def look_at(path: Path, options: ReadOptions) -> Preview:
    """What the file seems to be, without reading all of it."""
    return preview(path, SURVEY_ANSWERS, **options.as_arguments())


def read_answers(
    path: Path,
    options: ReadOptions,
    *,
    engine: Engine,
    scratch: Path,
    progress: Callable[[int, int], None] | None = None,
) -> Answers:
    """Read the file once into a scratch table inside the folder `scratch`.

    Raises `sheets.SheetError` when the file cannot be used at all.
    """
    seen = look_at(path, options)
    segments = _segment_columns(seen)
    columns = {**COLUMNS, **dict.fromkeys(segments, "string")}
    schema = pa.schema([(name, ARROW[kind]) for name, kind in columns.items()])
    rejected: list[Rejected] = []

    def keep(reject: Rejected) -> None:
        if len(rejected) < KEPT_REJECTS:
            rejected.append(reject)

    with ExitStack() as stack:
        rows = ScratchTable(scratch, schema)
        stack.callback(rows.close)
        reading = read(
            path,
            SURVEY_ANSWERS,
            **options.as_arguments(),
            on_batch=rows.write,
            on_rejected=keep,
            progress=progress,
        )
    dataset = Dataset("report.answers", columns, key=("row",))
    present = {choice.field for choice in seen.columns}
    if present & {"person_id", "email", "name"}:
        present.add("person")
    return Answers(
        engine.table(dataset, rows.path), reading, segments, frozenset(present), tuple(rejected)
    )


def save_rejected(rejected: tuple[Rejected, ...], beside: Path) -> Path:
    """Write the rows that could not be used beside the report, with row number and reason."""
    write_rejected_csv(beside, rejected)
    return beside


def _segment_columns(seen: Preview) -> dict[str, str]:
    headers = [choice.header for choice in seen.columns if choice.field.startswith("segment:")]
    return {f"segment_{number}": header for number, header in enumerate(headers)}
