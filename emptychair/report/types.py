"""What a report says, as plain data: the documented JSON contract and what the writers read.

Sentences in it are already in the language of the report. Scores, gaps and effects are in NPS
points (-100 to 100), shares in 0 to 1, dates are ISO 8601. `docs/guides/report.md` explains each
field.
"""

from dataclasses import dataclass, field

from emptychair.metrics.benchmarks import Benchmark
from emptychair.stats import NpsEstimate


@dataclass(frozen=True)
class Rows:
    """How many rows were read, used and rejected; `used + rejected == read`, always."""

    read: int
    used: int
    rejected: int


@dataclass(frozen=True)
class Score:
    """NPS of a group, with its interval. `score` and the limits are None when nobody answered."""

    score: float | None
    low: float | None
    high: float | None
    n: int
    promoters: int
    passives: int
    detractors: int
    method: str

    @classmethod
    def of(cls, estimate: NpsEstimate) -> "Score":
        """The estimate of `emptychair.stats`, rounded to a hundredth of a point."""
        return cls(
            score=round(estimate.score, 2),
            low=round(estimate.low, 2),
            high=round(estimate.high, 2),
            n=estimate.n,
            promoters=estimate.promoters,
            passives=estimate.passives,
            detractors=estimate.detractors,
            method=estimate.method,
        )

    @classmethod
    def nobody(cls) -> "Score":
        """The score of a group in which nobody answered."""
        return cls(None, None, None, 0, 0, 0, 0, "none")


@dataclass(frozen=True)
class Change:
    """One score against another, of people who answered in disjoint windows or groups."""

    estimate: float
    low: float
    high: float
    p_value: float


@dataclass(frozen=True)
class Month:
    """One month of the trend; `notable` is "up" or "down" when the change is more than noise."""

    month: str
    score: Score
    change: Change | None
    notable: str | None


@dataclass(frozen=True)
class Shift:
    """A touchpoint whose score moved for good within the months of the file."""

    touchpoint: str
    since: str
    before: Score
    after: Score
    change: Change
    sentence: str


@dataclass(frozen=True)
class Contact:
    """One customer to contact: who, why, what next."""

    kind: str
    row: int
    who: str
    company: str
    score: int | None
    comment: str
    answered_on: str | None
    touchpoint: str
    value: float | None
    reason: str
    next_step: str
    priority: float


@dataclass(frozen=True)
class Fix:
    """One thing to fix: what it costs the total score, with its interval, and a voice."""

    kind: str
    field: str
    name: str
    n: int
    share: float
    score: Score
    gap: Change
    effect: float
    effect_low: float
    effect_high: float
    adjusted_p: float
    sentence: str
    voices: tuple[str, ...]


@dataclass(frozen=True)
class Segment:
    """One value of one column, against everybody else in that column."""

    field: str
    name: str
    score: Score
    gap: Change | None
    adjusted_p: float | None
    verdict: str
    shrunk: float | None


@dataclass(frozen=True)
class Word:
    """A term that sets promoters and detractors apart, with comments that hold it."""

    term: str
    side: str
    language: str
    promoters: int
    detractors: int
    z: float
    adjusted_p: float
    examples: tuple[str, ...]


@dataclass(frozen=True)
class WordSource:
    """Which comments the words were taken from."""

    comments: int
    analysed: int
    sampled: bool


@dataclass(frozen=True)
class Coverage:
    """Who was asked and who answered, and what the silent could do to the score."""

    asked: int
    answered: int
    rate: float
    worst: float | None
    best: float | None
    value_asked: float | None
    value_answered: float | None
    sentence: str


@dataclass(frozen=True)
class Mix:
    """The change between two windows, split into mix and rate along one column."""

    field: str
    before: str
    after: str
    total: float
    mix: float
    rate: float
    low: float
    high: float
    sentence: str


@dataclass(frozen=True)
class Distribution:
    """Answers by score, 0 to 10, and the share of the middle answer (5)."""

    counts: tuple[int, ...]
    middle_share: float
    sentence: str


@dataclass(frozen=True)
class Issue:
    """A problem found in the data: a code for machines and a sentence for people."""

    code: str
    severity: str
    sentence: str


@dataclass(frozen=True)
class Task:
    """One thing to do this week; the owner is filled in by hand."""

    kind: str
    sentence: str
    due: str


@dataclass(frozen=True)
class ColumnUse:
    """Which column of the file was taken for what, and how that was decided."""

    field: str
    header: str
    how: str


@dataclass(frozen=True)
class Period:
    """First and last day with an answer; None when the file has no dates."""

    first: str | None
    last: str | None


@dataclass(frozen=True)
class Report:
    """Everything a report says."""

    version: int
    language: str
    file: str
    made_at: str
    vendor: str | None
    encoding: str
    mapping: tuple[ColumnUse, ...]
    names_shown: bool
    rows: Rows
    period: Period
    cut_offs: tuple[int, int]
    nps: Score
    headline: str
    allowance: str
    contact_first: tuple[Contact, ...]
    fix_first: tuple[Fix, ...]
    trend: tuple[Month, ...]
    shifts: tuple[Shift, ...]
    mix: Mix | None
    distribution: Distribution
    segments: tuple[Segment, ...]
    words: tuple[Word, ...]
    word_source: WordSource
    coverage: Coverage | None
    benchmarks: tuple[Benchmark, ...]
    problems: tuple[Issue, ...]
    this_week: tuple[Task, ...]
    notes: dict[str, str] = field(default_factory=dict)
