"""Everything the score page shows, in the words of the moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day
from emptychair.loop.queries import completed_initiatives
from emptychair.metrics.benchmarks import sectors_of
from emptychair.metrics.benchmarks.words import sector_words
from emptychair.metrics.pictures import distribution_picture, forest_picture, trend_picture
from emptychair.metrics.queries.coverage import coverage_of, response_rate
from emptychair.metrics.queries.groups import group_scores
from emptychair.metrics.queries.scores import score_figures
from emptychair.metrics.rules.spans import trend_period
from emptychair.metrics.types import Dimension, Score, ScoreFigures, ScoreQuestion
from emptychair.metrics.words import band_words, interval_words, level_words, period_words
from emptychair.metrics.words import value_words as score_words
from emptychair.surveys.queries import metrics_in_use
from emptychair.surveys.queries.seams import seams_of
from emptychair.surveys.types import Metric
from emptychair.web.scores import sentences
from emptychair.web.scores.benchmarks import benchmark_rows
from emptychair.web.scores.filters import Choice, filters_of
from emptychair.web.scores.groups import forest_rows, group_rows
from emptychair.web.scores.left_out import not_counted
from emptychair.web.scores.names import VIEWS, View, dimension_words, group_names, touchpoint_names
from emptychair.web.scores.questions import (
    FILTERS,
    address_with,
    asked_question,
    asked_view,
    voices_address,
)


def _was_earlier(figures: ScoreFigures, given: Mapping[str, str]) -> bool:
    """Whether somebody answered within the months that are drawn, though not in this time."""
    return given.get("period") != "365" and any(one.score.n for one in figures.months)


def score_page(access: Access, given: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    """The context of the page."""
    question = asked_question(access, given, now=now)
    figures = score_figures(access, question, now=now)
    places = touchpoint_names(access)
    by, segments = asked_view(given), group_names(access)
    if by == "group":
        rows = group_rows(group_scores(access, question), by, given, segments)
    else:
        rows = group_rows(figures.groups[by], by, given, places)
    score, heading = figures.score, dimension_words(by)
    done = _done(access, question)
    return {
        "metric": question.metric,
        "level": level_words(question.metric),
        "figures": figures,
        "score": score,
        "value": score_words(score),
        "interval": interval_words(score),
        "headline": sentences.headline(score),
        "few": sentences.few_words(score),
        "which": question.which,
        "which_words": sentences.which_words(question.which),
        "which_other": address_with(given, which="" if question.which == "all" else "all"),
        "period_words": period_words(question.period),
        "change": sentences.change_sentence(figures),
        "mix": _mix(figures, by),
        "trend": trend_picture(question.metric, figures.months, done),
        "distribution": distribution_picture(score, sentences.headline(score)),
        "forest": forest_picture(forest_rows(rows), score, heading=heading),
        "rows": rows,
        "by": by,
        "by_words": heading,
        "voices": voices_address(given, question.metric),
        "table_address": address_with(given, route="scores-table"),
        "here": address_with(given),
        "earlier": address_with(given, period="365") if _was_earlier(figures, given) else "",
        **_who(access, question, now),
        **not_counted(access, question),
        **_choices(access, given, figures),
        "filters": filters_of(access, given, figures, names=(places, segments), now=now),
        **_bands(given, figures),
        **_benchmark(access, given, score),
    }


def _mix(figures: ScoreFigures, by: View) -> str:
    """Of a view that has none the mix of the touchpoints."""
    known: Dimension = "touchpoint" if by == "group" else by
    words = dimension_words(known).lower()
    return sentences.mix_sentence(figures.mix.get(known), words, figures.change)


def _done(access: Access, question: ScoreQuestion) -> list[tuple[Any, str]]:
    """What we did, and where a survey began to ask something else."""
    since = trend_period(question.period).first
    found = completed_initiatives(access, since=since)
    done = [
        (one.completed_on, one.title)
        for one in found
        if one.completed_on
        and (question.touchpoint_id is None or one.touchpoint_id == question.touchpoint_id)
    ]
    seams = seams_of(
        access, metric=question.metric, since=since, touchpoint_id=question.touchpoint_id
    )
    return sorted([*done, *seams], key=lambda each: each[0])


def _who(access: Access, question: ScoreQuestion, now: datetime) -> dict[str, Any]:
    rate = response_rate(
        access, question.period, touchpoint_id=question.touchpoint_id, metric=question.metric
    )
    today = local_day(now, access.workspace.zone)
    heard, heard_on = coverage_of(access, question.period, today=today)
    return {
        "rate": rate,
        "rate_words": sentences.rate_words(rate),
        "coverage": heard,
        "coverage_words": sentences.coverage_words(heard),
        "coverage_as_of": heard_on,
    }


def _bands(given: Mapping[str, str], figures: ScoreFigures) -> dict[str, Any]:
    """High, middle and low answers, each with the words behind it."""
    metric, groups = figures.question.metric, figures.score.groups
    names = band_words(metric)
    bands = zip(("good", "middle", "bad"), names, groups, strict=True)
    return {
        "bands": [
            (tone, words, n, voices_address(given, metric, band=tone))
            for tone, words, n in bands
            if words
        ]
    }


def _benchmark(access: Access, given: Mapping[str, str], score: Score) -> dict[str, Any]:
    sectors = sectors_of(access.workspace.country) if score.metric == "nps" else []
    sector = given.get("sector") or access.workspace.settings.get("sector", "")
    return {
        "sectors": [(each, sector_words(each)) for each in sectors],
        "sector": sector,
        "benchmarks": benchmark_rows(access, sector, score),
        "may_enter_level": access.may(Permission.PROGRAMME_MANAGE),
    }


def _choices(access: Access, given: Mapping[str, str], figures: ScoreFigures) -> dict[str, Any]:
    metric, by = figures.question.metric, asked_view(given)
    tabs = [
        Choice(name, str(Metric(name).label), address_with(given, metric=name), name == metric)
        for name in dict.fromkeys([*metrics_in_use(access), metric])
    ]
    views = [
        Choice(name, dimension_words(name), address_with(given, by=name), name == by)
        for name in VIEWS
    ]
    return {
        "tabs": tabs,
        "views": views,
        "is_filtered": any(given.get(name) for name in FILTERS),
        "unfiltered": address_with(
            {name: value for name, value in given.items() if name not in FILTERS}
        ),
        "as_of": figures.as_of,
    }
