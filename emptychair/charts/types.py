"""What a caller hands in and gets back. No words of any language here: the caller brings them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Tone = Literal["good", "bad", "quiet"]
NumberText = Callable[[float], str]


@dataclass(frozen=True)
class Chart:
    """A finished drawing with its text alternative and, already formatted, the table behind it."""

    svg: str
    title: str
    description: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TrendPoint:
    """One period. `value` is None where nobody answered: the line breaks there."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    notable: Literal["up", "down"] | None = None


@dataclass(frozen=True)
class Mark:
    """Something we did, drawn as a dashed line at the point with this index."""

    label_index: int
    text: str


@dataclass(frozen=True)
class Aim:
    """What is to be reached: a dashed line at that value, with its words in the legend."""

    value: float
    text: str


@dataclass(frozen=True)
class ForestRow:
    """One group: estimate, interval, number of answers, and what may be said of it."""

    label: str
    value: float
    low: float
    high: float
    n: int
    tone: Tone = "quiet"
    note: str = ""


@dataclass(frozen=True)
class BarRow:
    """One bar from zero; the interval and the number of answers are optional."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    n: int | None = None
    tone: Tone = "quiet"


@dataclass(frozen=True)
class BridgeStep:
    """One step of a bridge: a sum (`total`), or a change up or down; `n` is how many made it."""

    label: str
    value: float
    n: int | None = None
    total: bool = False


@dataclass(frozen=True)
class QuadrantPoint:
    """One point of two measures, each as low end, value and high end."""

    label: str
    x: tuple[float, float, float]
    y: tuple[float, float, float]
    tone: Tone = "quiet"
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Part:
    """One piece of a whole, counted in answers."""

    label: str
    count: int
    tone: Tone


@dataclass(frozen=True)
class HeatField:
    """One field of a map of heat: its number as text and its level; None: too few to colour."""

    words: str
    level: int | None
    notable: Literal["up", "down"] | None = None


@dataclass(frozen=True)
class LineSeries:
    """One line of several, through the same periods as the others."""

    label: str
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, kw_only=True)
class TrendLabels:
    """Words of a trend. `between` holds {low} and {high}: "{low} to {high}"."""

    period: str
    value: str
    interval: str
    between: str
    n: str
    note: str
    missing: str
    few: str
    up: str
    down: str


@dataclass(frozen=True, kw_only=True)
class DistributionLabels:
    """Words of a distribution of answers from 0 to 10."""

    score: str
    count: str
    share: str
    group: str
    detractors: str
    passives: str
    promoters: str


@dataclass(frozen=True, kw_only=True)
class ForestLabels:
    """Words of a forest. `good`, `bad` and `quiet` say what the three signs mean."""

    row: str
    value: str
    interval: str
    between: str
    n: str
    note: str
    good: str
    bad: str
    quiet: str


@dataclass(frozen=True, kw_only=True)
class BarLabels:
    """Words of horizontal bars. `between` holds {low} and {high}."""

    row: str
    value: str
    interval: str
    between: str
    n: str


@dataclass(frozen=True, kw_only=True)
class BridgeLabels:
    """Words of a bridge: over its rows, its amounts and its counts."""

    step: str
    value: str
    n: str


@dataclass(frozen=True, kw_only=True)
class ShareLabels:
    """Words of a strip: the headings of the table behind it."""

    part: str
    count: str
    share: str


@dataclass(frozen=True, kw_only=True)
class QuadrantLabels:
    """Words of a quadrant. `corners` are upper left, upper right, lower left and lower right."""

    row: str
    x: str
    y: str
    interval: str
    between: str
    note: str
    corners: tuple[str, str, str, str]
    good: str
    bad: str
    quiet: str


@dataclass(frozen=True, kw_only=True)
class HeatLabels:
    """Words of a map of heat: over the rows, and what its signs mean."""

    row: str
    few: str
    up: str
    down: str


@dataclass(frozen=True, kw_only=True)
class LinesLabels:
    """Words of several lines."""

    period: str
    missing: str
    few: str


@dataclass(frozen=True)
class AgainstPoint:
    """One period: what was, and what noise alone would have brought, with its band."""

    label: str
    value: float | None
    n: int
    expected: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class AgainstLabels:
    """Words of a line against its alternative. `between` holds {low} and {high}."""

    period: str
    value: str
    expected: str
    band: str
    between: str
    n: str
    missing: str
