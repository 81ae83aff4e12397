"""Scores of a period, month by month, by touchpoint, segment, language and channel."""

from dataclasses import replace
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.analytics.live import LiveTable
from emptychair.kit.periods import Period, months_between
from emptychair.metrics.queries.counts import answers_now, cells_of, monthly_cells_of
from emptychair.metrics.queries.groups import people_of_group
from emptychair.metrics.rules.cells import COLUMNS, Cells, by_score, by_value, matching
from emptychair.metrics.rules.comparing import (
    against_rest,
    change_between,
    mix_of,
    notable_months,
)
from emptychair.metrics.rules.scoring import score_from
from emptychair.metrics.rules.spans import period_before, trend_period
from emptychair.metrics.types import (
    DIMENSIONS,
    Change,
    Dimension,
    GroupScore,
    Mix,
    MonthScore,
    Score,
    ScoreFigures,
    ScoreQuestion,
    Which,
)


def score_of(
    access: Access,
    metric: str,
    period: Period,
    *,
    touchpoint_id: int | None = None,
    segment: str = "",
    language: str = "",
    channel: str = "",
) -> Score:
    """The score of a period; of each person the latest answer per survey and touchpoint counts."""
    question = ScoreQuestion(
        metric=metric,
        period=period,
        touchpoint_id=touchpoint_id,
        segment=segment,
        language=language,
        channel=channel,
    )
    return _score(question, matching(cells_of(access, metric, period, which="latest"), question))


def score_by(
    access: Access,
    metric: str,
    period: Period,
    dimension: Dimension,
    *,
    touchpoint_id: int | None = None,
    segment: str = "",
) -> tuple[GroupScore, ...]:
    """The score for each value of a dimension, most answers first."""
    question = ScoreQuestion(
        metric=metric, period=period, touchpoint_id=touchpoint_id, segment=segment
    )
    cells = matching(cells_of(access, metric, period, which="latest"), question)
    return _groups(metric, cells, dimension)


def score_by_month(
    access: Access,
    metric: str,
    period: Period,
    *,
    touchpoint_id: int | None = None,
    segment: str = "",
) -> tuple[MonthScore, ...]:
    """The score of each month that has a day in the period, with those that stand out marked."""
    question = ScoreQuestion(
        metric=metric, period=period, touchpoint_id=touchpoint_id, segment=segment
    )
    return _months(question, monthly_cells_of(access, metric, period, which="latest"))


def touchpoint_months(
    access: Access, metric: str, period: Period, *, live: LiveTable | None = None
) -> dict[int | None, tuple[MonthScore, ...]]:
    """The months of every touchpoint at once, for the map."""
    cells = monthly_cells_of(access, metric, period, which="latest", live=live)
    found: dict[int | None, Cells] = {}
    for cell in cells:
        found.setdefault(cell["touchpoint_id"], []).append(cell)
    question = ScoreQuestion(metric=metric, period=period)
    return {key: _months(question, each) for key, each in found.items()}


def compare_periods(
    access: Access, metric: str, before: Period, after: Period, *, touchpoint_id: int | None = None
) -> Change | None:
    """The score of the later period less that of the earlier, which may not overlap."""
    if before.end > after.first:
        raise ValueError(f"Overlapping periods are never compared: {before} and {after}.")
    first = score_of(access, metric, before, touchpoint_id=touchpoint_id)
    return change_between(first, score_of(access, metric, after, touchpoint_id=touchpoint_id))


def score_figures(access: Access, question: ScoreQuestion, *, now: datetime) -> ScoreFigures:
    """Everything the score page shows, from one reading of the answers."""
    live, people = answers_now(access), people_of_group(access, question.group_id)
    metric, period, which = question.metric, question.period, question.which
    earlier = question.against or period_before(period)
    cells, old = (
        matching(
            cells_of(access, metric, each, which=which, live=live, people=people),
            question,
        )
        for each in (period, earlier)
    )
    score, before = _score(question, cells), _score(question, old)
    months = monthly_cells_of(
        access, metric, trend_period(period), which=which, live=live, people=people
    )
    return ScoreFigures(
        question=question,
        score=score,
        earlier=earlier,
        before=before,
        change=change_between(before, score),
        mix=_mixes(metric, old, cells),
        months=_months(replace(question, period=trend_period(period)), months),
        groups={name: _groups(metric, cells, name) for name in DIMENSIONS},
        as_of=now,
    )


def touchpoint_scores(
    access: Access,
    metric: str,
    period: Period,
    *,
    which: Which = "latest",
    live: LiveTable | None = None,
) -> dict[int | None, Score]:
    """The score of every touchpoint in a period."""
    cells = cells_of(access, metric, period, which=which, live=live)
    counted = by_value(cells, "touchpoint_id")
    return {key: score_from(metric, counts) for key, counts in counted.items()}


def _score(question: ScoreQuestion, cells: Cells) -> Score:
    return score_from(question.metric, by_score(cells))


def _months(question: ScoreQuestion, cells: Cells) -> tuple[MonthScore, ...]:
    counted = by_value(matching(cells, question), "month")
    months = months_between(question.period.first, question.period.end)
    scores = [score_from(question.metric, counted.get(each.first, {})) for each in months]
    marks = notable_months(scores)
    return tuple(
        MonthScore(month.first, score, mark)
        for month, score, mark in zip(months, scores, marks, strict=True)
    )


def _groups(metric: str, cells: Cells, dimension: Dimension) -> tuple[GroupScore, ...]:
    total = by_score(cells)
    scores = {
        key: score_from(metric, counts)
        for key, counts in by_value(cells, COLUMNS[dimension]).items()
    }
    groups = [GroupScore(key, each, against_rest(each, total)) for key, each in scores.items()]
    return tuple(sorted(groups, key=lambda group: (-group.score.n, str(group.key))))


def _mixes(metric: str, old: Cells, new: Cells) -> dict[Dimension, Mix]:
    if metric != "nps":
        return {}
    found: dict[Dimension, Mix] = {}
    for dimension in DIMENSIONS:
        column = COLUMNS[dimension]
        before, after = (
            {str(key): score_from(metric, counts) for key, counts in by_value(each, column).items()}
            for each in (old, new)
        )
        mix = mix_of(before, after)
        if mix is not None and len({*before, *after}) > 1:
            found[dimension] = mix
    return found
