"""Words of Explore: a question, and the table that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from emptychair.kit.periods import Period
from emptychair.metrics.types import Change, Score, Which

ANSWERS, RATE = "answers", "rate"  # measures beside the metrics: how many answered, and of whom
# Measures of customers and what they pay, by the names of their figures on the scorecard.
CUSTOMERS, MRR, CHURN, GRR, NRR = "customers", "mrr", "logo_churn", "grr", "nrr"
OF_CONTRACTS = (CUSTOMERS, MRR, CHURN, GRR, NRR)
# Measures of cases, by the names of their figures on the scorecard; the first is only counted.
CASES, FIRST_ANSWER, OVERDUE = "cases", "first_answer", "overdue"
OF_CASES = (CASES, FIRST_ANSWER, OVERDUE)
LONG_TIMES = ("month", "quarter", "fiscal_quarter", "year")  # by which they can be asked for
COUNTED_IN_FULL = frozenset({CUSTOMERS, MRR, CASES})  # no sample, so nothing is said of chance
UNKNOWN, NOWHERE = "-", "0"  # tokens of what is not known: of a word, of an id
# What an invitation knows of itself; the rest is known of answers only.
OF_INVITATIONS = frozenset(
    {"touchpoint", "stage", "journey", "team", "survey", "channel", "language", "weekday"}
    | {"day", "week", "month", "quarter", "fiscal_quarter", "year"}
)
TOTAL = ""  # the token of a whole row or column
Order = Literal["map", "size", "score"]
Shows = Literal["score", "count", "rate", "share", "kept", "money", "hours"]
SHOWS: dict[str, Shows] = {
    RATE: "rate",
    CUSTOMERS: "count",
    MRR: "money",
    CHURN: "share",
    GRR: "kept",
    NRR: "kept",
    CASES: "count",
    FIRST_ANSWER: "hours",
    OVERDUE: "share",
}
Key = tuple[str, str]  # tokens of the row and of the column


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: a measure by at most two dimensions. `filters` are pairs of dimension and
    token, in one order.
    """

    measure: str
    period: Period
    rows: str = ""
    cols: str = ""
    against: Period | None = None
    which: Which = "latest"
    filters: tuple[tuple[str, str], ...] = ()
    order: Order = "map"

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Rows and columns, those that are asked for."""
        return tuple(name for name in (self.rows, self.cols) if name)

    @property
    def shows(self) -> Shows:
        """A score by its own bands says nothing: then the answers are counted."""
        if self.measure in SHOWS:
            return SHOWS[self.measure]
        is_counted = self.measure == ANSWERS or {"band", "score"} & {*self.dimensions}
        return "count" if is_counted else "score"


@dataclass(frozen=True, slots=True)
class Member:
    """One value of a dimension: its token in addresses, and what people call it."""

    token: str
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its interval; `n` answers (of a rate: invitations; of what customers pay:
    customers; of cases: cases) stand behind it.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    too_few: bool
    score: Score | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the table, and the same of the other period."""

    row: str
    col: str
    figure: Figure
    before: Figure | None = None
    change: Change | None = None
    beyond_noise: bool = False
    level: int | None = None  # of the heat, from 0; None: too few to colour
    was: Key | None = None  # where it stood in the other period, if only there

    @property
    def is_gone(self) -> bool:
        """Whether there was a figure, and is none now."""
        return self.was is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The answer to a question. Totals stand under `(row, "")`, `("", column)` and `("", "")`."""

    question: Question
    shows: Shows
    rows: tuple[Member, ...]
    cols: tuple[Member, ...]
    cells: Mapping[Key, Cell]
    as_of: datetime
    from_daily_counts: bool
    more_rows: int = 0  # that do not fit on a page
    more_cols: int = 0
    private_left_out: bool = False  # answers of private surveys cannot be told apart so finely
    private_by_month: bool = False  # they count by whole months
    compared: int = 0
    beyond_noise: int = 0
    periods_differ: bool = False  # the parts of the two periods do not stand side by side
    currency: str = ""  # of amounts
    notes: tuple[str, ...] = field(default=())

    @property
    def total(self) -> Cell:
        """The whole."""
        return self.cells[TOTAL, TOTAL]
