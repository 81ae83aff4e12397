"""Words about regular reports."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from emptychair.kit.periods import Period


class Audience(TextChoices):
    """For whom a report is made."""

    BOARD = "board", pgettext_lazy("report", "the whole company (board)")
    TEAM = "team", pgettext_lazy("report", "a team")
    TOUCHPOINT = "touchpoint", pgettext_lazy("report", "a touchpoint")


class Cadence(TextChoices):
    """Over which days a report tells."""

    WEEK = "week", pgettext_lazy("report", "every week")
    MONTH = "month", pgettext_lazy("report", "every month")
    QUARTER = "quarter", pgettext_lazy("report", "every quarter of the calendar")
    FISCAL_QUARTER = "fiscal_quarter", pgettext_lazy("report", "every quarter of the fiscal year")
    FISCAL_YEAR = "fiscal_year", pgettext_lazy("report", "every fiscal year")


class Form(TextChoices):
    """As what it is made."""

    PDF = "pdf", pgettext_lazy("file", "PDF")
    XLSX = "xlsx", pgettext_lazy("file", "Excel (XLSX)")
    PPTX = "pptx", pgettext_lazy("file", "PowerPoint (PPTX)")


CONTENT_TYPES = {
    Form.PDF.value: "application/pdf",
    Form.XLSX.value: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.PPTX.value: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What somebody chose for a report. `day` is a weekday (0 is Monday) for a weekly one, else the
    day of the month in which it is sent.
    """

    name: str
    audience: str = Audience.BOARD.value
    team_id: int | None = None
    touchpoint_id: int | None = None
    cadence: str = Cadence.MONTH.value
    day: int = 1
    hour: int = 8
    forms: tuple[str, ...] = (Form.PDF.value,)
    language: str = "ja"
    with_names: bool = False
    members: tuple[int, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a report is asked to tell: about whom, over which days, seen from when."""

    audience: str
    period: Period
    before: Period
    now: datetime
    today: date  # the first day after the period: targets and Today are told as of `now`
    places: frozenset[int] | None = None  # touchpoints; None: all, also answers without one
    team_id: int | None = None
    touchpoint_id: int | None = None
    address: str = ""  # where our pages begin, without a slash at the end

    @property
    def is_whole(self) -> bool:
        """Whether it is about the whole company."""
        return self.places is None


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a table: how it reads, and its number where it has one.

    `pattern` is how a spreadsheet writes the number.
    """

    words: str
    number: float | date | None = None
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `name` is short: it names a sheet. `greyed` are rows of which nothing is said. One
    that repeats what sentences say (`told`) stands in the workbook only.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    greyed: frozenset[int] = frozenset()
    told: bool = False

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers."""
        columns = range(len(self.header))
        return tuple(any(row[one].number is not None for row in self.rows) for one in columns)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a native chart; a gap where there is no number."""

    name: str
    values: tuple[float | None, ...]
    is_limit: bool = False  # the edge of the band of noise: thin and grey


@dataclass(frozen=True, slots=True)
class Graph:
    """One picture: as SVG for paper, and as numbers for charts that somebody may edit."""

    kind: str  # line, bar
    title: str
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    short: tuple[str, ...] = ()  # the same labels where they must fit below an axis
    svg: str = ""
    sizes: str = ""  # the same picture in two widths, for a page that is read on a phone
    pattern: str = "0"
    axis: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What a customer said, fit to show to whoever gets the report."""

    text: str
    who: str
    about: str  # score, touchpoint, day
    tone: str  # good, bad, quiet
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that is told: a sentence that says it, and what it rests on."""

    key: str
    group: str  # under which heading
    message: str
    sentences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # n, interval, definitions
    tables: tuple[Table, ...] = ()
    graph: Graph | None = None
    quotes: tuple[Quote, ...] = ()
    points: tuple[str, ...] = ()
    address: str = ""  # the page where one goes on
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A whole report, before it is a file."""

    title: str
    company: str
    audience: str
    period: str
    made: str
    language: str
    address: str
    parts: tuple[Part, ...]
    masked: bool = True
    subjects: tuple[str, ...] = field(default=())  # the lines of the mail

    @property
    def failed(self) -> tuple[Part, ...]:
        """The parts that could not be made."""
        return tuple(part for part in self.parts if part.failed)
