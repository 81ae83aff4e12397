"""The table by touchpoint, segment, language or channel."""

from collections.abc import Mapping
from dataclasses import dataclass

from emptychair.charts import ForestRow
from emptychair.metrics.types import GroupScore
from emptychair.metrics.words import interval_words, value_words
from emptychair.web.scores.names import View
from emptychair.web.scores.names import value_words as name_of
from emptychair.web.scores.questions import address_with, filter_value, voices_address
from emptychair.web.scores.sentences import verdict_words

MOST_IN_CHART = 20


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One line of the table."""

    name: str
    value: str
    interval: str
    n: int
    tone: str
    verdict: str
    too_few: bool
    voices: str
    only: str
    score: GroupScore


def group_rows(
    groups: tuple[GroupScore, ...],
    dimension: View,
    given: Mapping[str, str],
    places: Mapping[int, str],
) -> list[GroupRow]:
    """Each group with its words and where it leads; those with too few answers come last."""
    rows = [_row(group, dimension, given, places) for group in groups]
    return sorted(rows, key=lambda row: row.too_few)


def _row(
    group: GroupScore, dimension: View, given: Mapping[str, str], places: Mapping[int, str]
) -> GroupRow:
    tone, verdict = verdict_words(group.rest, group.score)
    wanted = {str(dimension): filter_value(group.key)}
    return GroupRow(
        name=name_of(dimension, group.key, places),
        value=value_words(group.score),
        interval=interval_words(group.score),
        n=group.score.n,
        tone=tone,
        verdict=verdict,
        too_few=group.score.too_few,
        voices=voices_address(given, group.score.metric, **wanted),
        only=address_with(given, **wanted),
        score=group,
    )


def forest_rows(rows: list[GroupRow]) -> list[ForestRow]:
    """The same for the chart, worst first; too few to say stay in the table only."""
    told = [row for row in rows if not row.too_few][:MOST_IN_CHART]
    told.sort(key=lambda row: row.score.score.value or 0)
    found = []
    for row in told:
        score = row.score.score
        if score.value is None or score.low is None or score.high is None:
            continue
        tone = "good" if row.tone == "good" else "bad" if row.tone == "bad" else "quiet"
        found.append(
            ForestRow(row.name, score.value, score.low, score.high, score.n, tone, row.verdict)  # type: ignore[arg-type]  # it has an interval
        )
    return found
