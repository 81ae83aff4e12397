"""Counts by touchpoint, segment, language, channel and score: filtered and added up."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from emptychair.metrics.types import UNKNOWN, ScoreQuestion

Cells = list[dict[str, Any]]
COLUMNS = {
    "touchpoint": "touchpoint_id",
    "segment": "segment",
    "language": "language",
    "channel": "channel",
}


def matching(cells: Cells, question: ScoreQuestion) -> Cells:
    """The cells that the filters of a question leave."""
    wanted: dict[str, Any] = {}
    if question.touchpoint_id is not None:
        wanted["touchpoint_id"] = question.touchpoint_id or None
    for name in ("segment", "language", "channel"):
        value = getattr(question, name)
        if value:
            wanted[name] = "" if value == UNKNOWN else value
    if not wanted:
        return cells
    return [cell for cell in cells if all(cell[name] == each for name, each in wanted.items())]


def by_score(cells: Iterable[Mapping[str, Any]]) -> Counter[int]:
    """How often each score was given."""
    counts: Counter[int] = Counter()
    for cell in cells:
        counts[cell["score"]] += cell["answers"]
    return counts


def by_value(cells: Iterable[Mapping[str, Any]], column: str) -> dict[Any, Counter[int]]:
    """How often each score was given, for each value of a column."""
    found: dict[Any, Counter[int]] = {}
    for cell in cells:
        found.setdefault(cell[column], Counter())[cell["score"]] += cell["answers"]
    return found
