"""Words about moving data in and out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from emptychair.sheets import Field, Shape, Vendor

Text = str | Promise


class RunState(TextChoices):
    """How far an import came."""

    DRAFT = "draft", _("columns not confirmed")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("stopped")
    UNDOING = "undoing", _("being taken back")
    UNDONE = "undone", _("taken back")


class ExportState(TextChoices):
    """How far an export came."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("expired")


class Status(TextChoices):
    """What came of one row."""

    ADDED = "added", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("the same")
    REJECTED = "rejected", _("rejected")


BUSY = (RunState.CHECKING, RunState.RUNNING, RunState.UNDOING)
CAN_BE_UNDONE = (RunState.DONE, RunState.FAILED, RunState.CANCELLED)
CASE_DAYS = (0, 3, 14, 30)
USUAL_CASE_DAYS = 14

Reads = Literal[
    "text", "email", "time", "date", "number", "amount", "json", "language", "score", "key"
]


@dataclass(frozen=True)
class ImportField:
    """One thing a file may tell: how people call it, how its cells are read, under which headers.

    `label` stands on the page; `longest` is what the table holds.
    """

    name: str
    label: Text
    reads: Reads
    synonyms: tuple[str, ...]
    longest: int = 200

    @property
    def sheet_field(self) -> Field:
        """The same for the reader of files."""
        kinds = {
            "time": "time",
            "date": "time",
            "number": "number",
            "amount": "number",
            "score": "score",
        }
        kind: Any = kinds.get(self.reads, "identifier")
        if self.name == "comment":
            kind = "text"
        return Field(self.name, kind, self.synonyms)


@dataclass(frozen=True)
class ImportShape:
    """What can be imported: its fields, and which of them a file must have (one of each group)."""

    name: str
    label: Text
    about: Text
    fields: tuple[ImportField, ...]
    needs: tuple[tuple[str, ...], ...]
    keeps_others: bool = False  # further columns become attributes or properties
    vendors: tuple[Vendor, ...] = ()
    technical: tuple[str, ...] = ()
    takes_json: bool = False  # also arrays of objects, as an API gives them

    @property
    def sheet_shape(self) -> Shape:
        """The same for the reader of files."""
        fields = tuple(one.sheet_field for one in self.fields)
        return Shape(self.name, fields, self.vendors, self.technical)

    def field(self, name: str) -> ImportField:
        """The field of this name."""
        return next(one for one in self.fields if one.name == name)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file as it was understood. `values` has what was filled in, typed."""

    number: int
    cells: tuple[str, ...]
    values: Mapping[str, Any]
    others: Mapping[str, str] = field(default_factory=dict)
    problem: tuple[str, str, str] | None = None  # reason, header, cell

    def text(self, name: str) -> str:
        """A text, "" where there is none."""
        return str(self.values.get(name) or "")


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """One column on the page of columns."""

    index: int
    header: str
    field: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """How a file would be read: columns, the first rows as understood, what is doubtful."""

    columns: tuple[SeenColumn, ...]
    shown: tuple[tuple[str, Text], ...]  # name and label of the fields that have a column
    rows: tuple[tuple[int, tuple[str, ...], str], ...]  # number, values as understood, problem
    missing: tuple[str, ...]
    doubts: tuple[str, ...]
    vendor: str
    date_order: str
    date_example: str
    metric: str
    surveys: tuple[tuple[int, str], ...] = ()  # to which the answers may belong
    survey_id: int = 0


@dataclass(frozen=True, slots=True)
class GuessedKind:
    """What a file was taken for, and why: fields with their headers, most telling first."""

    shape: str
    marks: tuple[tuple[str, str], ...] = ()
    firms: bool = False  # the names are those of firms
    near: str = ""  # another kind that it could be as well
    is_sure: bool = True

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "GuessedKind | None":
        """As it lies in the run; None where the person said the kind."""
        told = stored.get("guessed")
        if not told:
            return None
        marks = tuple((str(field), str(header)) for field, header in told["marks"])
        return cls(**(told | {"marks": marks}))


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person chose beside the columns."""

    date_order: str = ""
    metric: str = ""
    case_days: int = USUAL_CASE_DAYS
    left_out: tuple[str, ...] = ()  # headers that are not kept as attributes either
    survey_id: int = 0  # to which the answers belong; 0: one for imported ones

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Settings":
        """As they lie in the run."""
        return cls(
            date_order=stored.get("date_order", ""),
            metric=stored.get("metric", ""),
            case_days=stored.get("case_days", USUAL_CASE_DAYS),
            left_out=tuple(stored.get("left_out", ())),
            survey_id=int(stored.get("survey_id", 0) or 0),
        )


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """One rejected row for the page."""

    row_number: int
    reason: str
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One finished or running export for the page."""

    id: int
    state: str
    label: str
    form: str
    rows: int
    size: int
    created_at: datetime
    expires_at: datetime | None
    by: str
    percent: int
    failure: str

    @property
    def is_ready(self) -> bool:
        """Whether it can be downloaded."""
        return self.state == ExportState.DONE
