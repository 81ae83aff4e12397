"""Answers by score for any dimensions, counted from daily counts where these are enough, else from
single answers. Which it was, and as of when, comes with the rows.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import LiveTable, live_tables
from emptychair.kit.periods import Period
from emptychair.metrics.datasets import DAILY_COUNTS, LIVE_ANSWERS
from emptychair.metrics.expressions.cubes import (
    CubeQuestion,
    cube_of_answers,
    cube_of_counts,
    normal_filters,
)
from emptychair.metrics.rules.scoring import score_from
from emptychair.metrics.types import Score, Which
from emptychair.surveys.queries.privacy import shown_together

Filters = Mapping[str, Sequence[Any]]
People = frozenset[int] | None  # whose answers; None: everybody's


@dataclass(frozen=True, slots=True)
class Joined:
    """A column that the answers do not have: the word of `values` for the key in the column `on`.

    `name` is then a dimension like others, `""` where the key is not in `values`. `mark` is another
    whenever the values are.
    """

    name: str
    on: Literal["person_id", "company_id", "id"]
    values: Mapping[int, str] = field(hash=False, compare=False)
    mark: Hashable = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What the dataset does not hold: further columns, and whose answers are counted at all."""

    joined: tuple[Joined, ...] = ()
    people: People = None

    @property
    def mark(self) -> Hashable:
        """Tells questions apart in memory without keeping everybody's number there."""
        group = None if self.people is None else (len(self.people), hash(self.people))
        return (self.joined, group)


ALONE = Beside()


@dataclass(frozen=True, slots=True)
class CubeRow:
    """One combination: `key` has a value for each dimension asked for, in their order.

    Ids are numbers or None, words may be `""`, parts of time are their first day, and 0 is Monday.
    """

    key: tuple[Any, ...]
    by_score: Mapping[int, int]

    @property
    def n(self) -> int:
        """How many answers."""
        return sum(self.by_score.values())


@dataclass(frozen=True, slots=True)
class Cube:
    """The rows, in the order of their keys; `read` says what was counted, as of which moment."""

    metric: str
    by: tuple[str, ...]
    rows: tuple[CubeRow, ...]
    read: Literal["daily counts", "answers"]
    as_of: datetime

    def scores(self) -> dict[tuple[Any, ...], Score]:
        """The score of each combination with its interval."""
        return {row.key: score_from(self.metric, row.by_score) for row in self.rows}


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
    beside = beside or ALONE
    question = _question(access, metric, period, by=by, filters=filters, which=which, beside=beside)
    tables, place = live_tables(), access.workspace
    counts = counts_for(access, question)
    if counts is not None:
        cells = tables.fetch(
            counts, ("cube", question), lambda rows: cube_of_counts(rows, question)
        )
        return Cube(metric, question.by, _rows(cells, question), "daily counts", counts.as_of)
    live = tables.table(LIVE_ANSWERS, place.pk, place.zone)
    cells = tables.fetch(
        live,
        ("cube", question, beside.mark),
        lambda answers: cube_of_answers(_widened(answers, beside), question),
        linked=LIVE_ANSWERS if which == "latest" else None,
    )
    return Cube(metric, question.by, _rows(cells, question), "answers", live.as_of)


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
    beside = beside or ALONE
    question = _question(access, metric, period, by=by, filters=filters, which=which, beside=beside)
    if counts_for(access, question) is not None:
        counts = ibis.table(dict(DAILY_COUNTS.columns), name=DAILY_COUNTS.name)
        return str(ibis.to_sql(cube_of_counts(counts, question), dialect="duckdb"))
    more = dict.fromkeys((one.name for one in beside.joined), "string")
    answers = ibis.table({**LIVE_ANSWERS.dataset.columns, **more}, name="answers")
    return str(ibis.to_sql(cube_of_answers(answers, question), dialect="duckdb"))


def _question(
    access: Access,
    metric: str,
    period: Period,
    *,
    by: Sequence[str],
    filters: Filters | None,
    which: Which,
    beside: Beside,
) -> CubeQuestion:
    access.require(Permission.SCORE_READ)
    return CubeQuestion(
        metric=metric,
        first=period.first,
        end=period.end,
        by=tuple(by),
        filters=normal_filters(filters or {}),
        which=which,
        together=shown_together(access),
        joined=tuple(one.name for one in beside.joined),
        some_people=beside.people is not None,
    )


def counts_for(access: Access, question: CubeQuestion) -> LiveTable | None:
    """The counts to add up, of days or of whole months; None where answers must be counted."""
    if not question.is_additive:
        return None
    place, monthly = access.workspace, question.is_monthly
    return live_tables().counts(LIVE_ANSWERS, DAILY_COUNTS, place.pk, place.zone, monthly=monthly)


def _widened(answers: ir.Table, beside: Beside) -> ir.Table:
    """The answers of these people only, with the joined columns."""
    if beside.people is not None:
        answers = answers.semi_join(_memory_of("person_id", sorted(beside.people)), "person_id")
    for one in beside.joined:
        words = {one.name: list(one.values.values())}
        found = answers.left_join(_memory_of(one.on, list(one.values), words), one.on)
        found = found.mutate(**{one.name: ibis.coalesce(found[one.name], "")})
        answers = found.select(*answers.columns, one.name)
    return answers


def _memory_of(
    name: str, keys: Sequence[int], more: Mapping[str, Sequence[str]] | None = None
) -> ir.Table:
    columns = {each: pa.array(values, type=pa.string()) for each, values in (more or {}).items()}
    return ibis.memtable(pa.table({name: pa.array(keys, type=pa.int64()), **columns}))


def _rows(cells: Sequence[Mapping[str, Any]], question: CubeQuestion) -> tuple[CubeRow, ...]:
    found: dict[tuple[Any, ...], dict[int, int]] = {}
    for cell in cells:
        key = tuple(cell[column] for column in question.columns)
        found.setdefault(key, {})[cell["score"]] = cell["answers"]
    in_order = sorted(found, key=lambda key: [(one is not None, one) for one in key])
    return tuple(CubeRow(key, dict(sorted(found[key].items()))) for key in in_order)
