"""Answers by score for any dimensions, counted from daily counts where these are enough, else from
single answers. Which it was, and as of when, comes with the rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

import ibis

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import LiveTable, live_tables
from emptychair.analytics.unpacking import Columns
from emptychair.kit.periods import Period
from emptychair.metrics.cube_types import (
    ALONE,
    Beside,
    Cube,
    CubeAsked,
    CubeRow,
    Filters,
    Joined,
    People,
)
from emptychair.metrics.datasets import DAILY_COUNTS, LIVE_ANSWERS
from emptychair.metrics.expressions.counting import TIMES
from emptychair.metrics.expressions.cubes import (
    CubeQuestion,
    cube_of_answers,
    cube_of_counts,
    normal_filters,
)
from emptychair.metrics.expressions.kinds import kind_of
from emptychair.metrics.joining import coded, decoded, widened
from emptychair.metrics.types import Which
from emptychair.surveys.queries.privacy import shown_together
from emptychair.surveys.types.together import NOTHING_PRIVATE, Together

__all__ = [
    "ALONE",
    "Beside",
    "Cube",
    "CubeAsked",
    "CubeRow",
    "Filters",
    "Joined",
    "People",
    "counts_for",
    "cube",
    "cubes",
    "sql_of",
]
_Counted = tuple[Columns, LiveTable, Literal["daily counts", "answers"]]


def cube(
    access: Access,
    metric: str,
    period: Period,
    *,
    by: Sequence[str] = (),
    filters: Filters | None = None,
    which: Which = "latest",
    beside: Beside | None = None,
) -> Cube:
    """Answers by score for each combination of the dimensions `by`, after `filters`.

    Dimensions: `expressions.cubes.DIMENSIONS`. Of each person the latest answer counts per survey
    and touchpoint (and once in each part of time asked for), or all with `which="all"`.
    `beside` brings further dimensions, and leaves the answers of others out.
    """
    asked = CubeAsked(
        metric=metric,
        period=period,
        by=tuple(by),
        filters=filters or {},
        which=which,
        beside=beside or ALONE,
    )
    return cubes(access, [asked])[0][0]


def cubes(access: Access, asked: Sequence[CubeAsked]) -> list[tuple[Cube, ...]]:
    """The cube of each, and after it those that it also asks for: one reading for all of these.

    Several are not put into one question to the engine: it would then keep what they have in common
    before the days of each are picked out of it.
    """
    access.require(Permission.SCORE_READ)
    together = shown_together(access)
    return [tuple(_cubes_of(access, one, _question(one, together))) for one in asked]


def sql_of(
    access: Access,
    metric: str,
    period: Period,
    *,
    by: Sequence[str] = (),
    filters: Filters | None = None,
    which: Which = "latest",
    beside: Beside | None = None,
) -> str:
    """The SQL that counts this, over a table `answers` with the columns of the dataset and those
    that are joined, or over `daily_counts` where `cube` reads these.
    """
    access.require(Permission.SCORE_READ)
    beside = beside or ALONE
    asked = CubeAsked(
        metric=metric,
        period=period,
        by=tuple(by),
        filters=filters or {},
        which=which,
        beside=beside,
    )
    question = _question(asked, shown_together(access))
    if counts_for(access, question) is not None:
        counts = ibis.table(dict(DAILY_COUNTS.columns), name=DAILY_COUNTS.name)
        return str(ibis.to_sql(cube_of_counts(counts, question), dialect="duckdb"))
    more = dict.fromkeys((one.name for one in beside.joined), "string")
    answers = ibis.table({**LIVE_ANSWERS.dataset.columns, **more}, name="answers")
    return str(ibis.to_sql(cube_of_answers(answers, question), dialect="duckdb"))


def counts_for(access: Access, question: CubeQuestion) -> LiveTable | None:
    """The counts to add up, of days or of whole months; None where answers must be counted."""
    if not question.is_additive:
        return None
    place, monthly = access.workspace, question.is_monthly
    return live_tables().counts(
        LIVE_ANSWERS,
        DAILY_COUNTS,
        place.pk,
        place.zone,
        monthly=monthly,
        columns=question.counted,
    )


def _question(asked: CubeAsked, together: Together) -> CubeQuestion:
    filters = normal_filters(asked.filters)
    surveys = next((values for name, values in filters if name == "survey"), None)
    if surveys is not None and not {*surveys} & {*together.surveys}:
        together = NOTHING_PRIVATE  # the filter leaves all of them out
    return CubeQuestion(
        metric=asked.metric,
        first=asked.period.first,
        end=asked.period.end,
        by=asked.by,
        filters=filters,
        which=asked.which,
        together=together,
        joined=tuple(one.name for one in asked.beside.joined),
        some_people=asked.beside.people is not None,
        also=asked.also,
    )


def _cubes_of(access: Access, asked: CubeAsked, question: CubeQuestion) -> Iterator[Cube]:
    cells, live, read = _counted(access, asked, question)
    for place, kept in enumerate((TIMES, *question.also)):
        by = tuple(name for name in question.by if name not in TIMES or name in kept)
        rows = _rows(cells, replace(question, by=by), f"answers{place or ''}")
        yield Cube(question.metric, by, rows, read, live.as_of)


def _counted(access: Access, asked: CubeAsked, question: CubeQuestion) -> _Counted:
    """What the engine counted, of which rows."""
    tables, place, beside = live_tables(), access.workspace, asked.beside
    counts = counts_for(access, question)
    if counts is not None:
        found = tables.columns(
            counts,
            ("cube", question),
            lambda rows: cube_of_counts(rows, question),
            alike=kind_of(question, cube_of_counts),
        )
        return found, counts, "daily counts"
    live = tables.table(LIVE_ANSWERS, place.pk, place.zone)
    plain = replace(question, filters=coded(question.filters, beside))
    found = tables.columns(
        live,
        ("cube", plain, beside.mark),
        lambda answers: cube_of_answers(widened(answers, beside), plain),
        linked=LIVE_ANSWERS if question.which == "latest" else None,
        alike=None if beside.joined else kind_of(plain, cube_of_answers),
    )
    return decoded(found, beside), live, "answers"


def _rows(cells: Columns, question: CubeQuestion, column: str) -> tuple[CubeRow, ...]:
    found: dict[tuple[Any, ...], dict[int, int]] = {}
    names = [*question.columns, "score", column]
    for *key, score, answers in zip(*(cells[name] for name in names), strict=True):
        if answers:
            by_score = found.setdefault(tuple(key), {})
            by_score[score] = by_score.get(score, 0) + answers
    in_order = sorted(found, key=lambda key: [(one is not None, one) for one in key])
    return tuple(CubeRow(key, dict(sorted(found[key].items()))) for key in in_order)
