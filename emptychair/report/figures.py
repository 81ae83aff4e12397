"""Counts that the report needs, each asked of the engine once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import ibis
import ibis.expr.types as ir

from emptychair.analytics.engine import Engine
from emptychair.metrics.expressions.nps import nps_counts, score_counts
from emptychair.report.answers import Answers
from emptychair.stats import NpsCounts

MOST_VALUES_OF_A_COLUMN = 200
CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True)
class CutOffs:
    """Where detractors end and promoters begin; printed with the score when not 6 and 9."""

    detractors_up_to: int = 6
    promoters_from: int = 9

    def count(self, answers: ir.Table, by: tuple[str, ...] = ()) -> ir.Table:
        """The one definition of the counts, with these limits."""
        return nps_counts(
            answers,
            by=by,
            detractors_up_to=self.detractors_up_to,
            promoters_from=self.promoters_from,
        )


class Figures:
    """The answers of one file, counted in the ways a report asks for."""

    def __init__(
        self, engine: Engine, answers: Answers, cut_offs: CutOffs, *, now: datetime
    ) -> None:
        self.engine = engine
        self.answers = answers
        self.cut_offs = cut_offs
        # A time that has not come is a wrong one: the answer counts, and lies in no month.
        known = answers.table.answered_at <= ibis.literal(now + CLOCKS_DIFFER)
        times = known.ifelse(answers.table.answered_at, ibis.null("timestamp"))
        self.rows = answers.table.mutate(answered_at=times)
        self.scored = self.rows.filter(self.rows.score.notnull())

    def records(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of an expression as dictionaries."""
        rows: list[dict[str, Any]] = self.engine.fetch(expression).to_pylist()
        return rows

    def counts(self, table: ir.Table | None = None) -> NpsCounts:
        """Promoters, passives and detractors of all answers, or of those in `table`."""
        chosen = self.scored if table is None else table
        [row] = self.records(self.cut_offs.count(chosen))
        return counts_of(row)

    def counts_by(self, column: str, table: ir.Table | None = None) -> dict[str, NpsCounts]:
        """The same for each value of a column, the most frequent values first."""
        chosen = self.scored if table is None else table
        chosen = chosen.filter(chosen[column].notnull())
        counted = self.cut_offs.count(chosen, (column,))
        total = counted.promoters + counted.passives + counted.detractors
        ordered = counted.order_by([total.desc(), column]).limit(MOST_VALUES_OF_A_COLUMN)
        return {str(row[column]): counts_of(row) for row in self.records(ordered)}

    def blanks(self, column: str, table: ir.Table) -> NpsCounts:
        """The answers in `table` for which the column says nothing."""
        return self.counts(table.filter(table[column].isnull()))

    def counts_by_month(self, *by: str) -> Iterator[tuple[date, Mapping[str, Any], NpsCounts]]:
        """Month (its first day), the values of the columns in `by`, and the counts, in order."""
        dated = self.scored.filter(self.scored.answered_at.notnull())
        dated = dated.mutate(month=dated.answered_at.truncate("M").cast("date"))
        counted = self.cut_offs.count(dated, ("month", *by))
        for row in self.records(counted.order_by(["month", *by])):
            yield row["month"], row, counts_of(row)

    @cached_property
    def by_score(self) -> tuple[int, ...]:
        """Answers for each score from 0 to 10."""
        found = {row["score"]: row["answers"] for row in self.records(score_counts(self.scored))}
        return tuple(int(found.get(score, 0)) for score in range(11))

    @cached_property
    def period(self) -> tuple[datetime | None, datetime | None]:
        """First and last time of an answer; None when the file has no dates."""
        [row] = self.records(
            self.scored.aggregate(
                first=self.scored.answered_at.min(), last=self.scored.answered_at.max()
            )
        )
        return row["first"], row["last"]

    @cached_property
    def in_the_future(self) -> tuple[int, datetime | None]:
        """Answers dated later than now, and the latest of these dates."""
        table = self.answers.table
        kept = table.semi_join(self.scored.filter(self.scored.answered_at.isnull()), "row")
        late = kept.filter(kept.answered_at.notnull())
        [row] = self.records(late.aggregate(n=late.count(), last=late.answered_at.max()))
        return int(row["n"]), row["last"]

    @property
    def first(self) -> datetime | None:
        """Time of the first answer."""
        return self.period[0]

    @property
    def last(self) -> datetime | None:
        """Time of the last answer: the day on which the file speaks."""
        return self.period[1]

    def between(self, start: datetime, end: datetime) -> ir.Table:
        """The answers from `start` up to, not including, `end`."""
        times = self.scored.answered_at
        return self.scored.filter((times >= ibis.literal(start)) & (times < ibis.literal(end)))


def counts_of(row: Mapping[str, Any]) -> NpsCounts:
    """The three counts of a row of the counting expression."""
    return NpsCounts(int(row["promoters"]), int(row["passives"]), int(row["detractors"]))


def less(whole: NpsCounts, part: NpsCounts) -> NpsCounts:
    """Everybody in `whole` who is not in `part`."""
    return NpsCounts(
        whole.promoters - part.promoters,
        whole.passives - part.passives,
        whole.detractors - part.detractors,
    )


def plus(one: NpsCounts, other: NpsCounts) -> NpsCounts:
    """Both groups together; they must not share anybody."""
    return NpsCounts(
        one.promoters + other.promoters,
        one.passives + other.passives,
        one.detractors + other.detractors,
    )
