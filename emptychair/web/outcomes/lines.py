"""A KPI as a line of a list."""

from dataclasses import dataclass

from emptychair.outcomes.queries.kpis import KpiRow
from emptychair.outcomes.types import Standing
from emptychair.outcomes.words import TONES, standing_words, value_words


@dataclass(frozen=True, slots=True)
class KpiLine:
    """The row with its numbers in words."""

    row: KpiRow
    start: str
    current: str
    target: str
    percent: int | None
    say: str
    tone: str
    standing: str


def line_of(one: KpiRow) -> KpiLine:
    """Ready to show."""
    return KpiLine(
        row=one,
        start=value_words(one.start_value, one.unit),
        current=value_words(one.current_value, one.unit),
        target=value_words(one.target_value, one.unit),
        percent=None if one.progress is None else round(100 * one.progress),
        say=standing_words(one.standing, progress=one.progress, is_proxy=one.is_proxy),
        tone=TONES[one.standing],
        standing=str(Standing(one.standing).label),
    )
