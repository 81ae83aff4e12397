"""Answers by score for any dimensions: what Explore, the scorecard and the score pages add up.

Two readings of one definition: of single answers, and of the daily counts (the roll-up), where
every answer counts and no single person is asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from emptychair.analytics.linked_columns import COMPARED
from emptychair.metrics.expressions.counting import (
    HUSHED,
    TIMES,
    Which,
    answers_within,
    count_by_score,
    count_lasts,
    counted_answers,
    hushed,
    is_linked,
    named_only,
    part_within,
)
from emptychair.surveys.types.together import NOTHING_PRIVATE, Together

COLUMNS = {
    "survey": "survey_id",
    "touchpoint": "touchpoint_id",
    "channel": "channel",
    "language": "language",
    "segment": "segment",
    "company": "company_id",
    "source": "source",
}
WEEKDAY = "weekday"  # of the answer that counts, as its channel is: not a run of days like a week
DIMENSIONS = (*COLUMNS, *TIMES, WEEKDAY)
FINER = frozenset({"day", "week", WEEKDAY})  # than what private surveys are shown by
ROLLED_UP = frozenset({"survey", "touchpoint", "channel", "language", "segment"})
NO_COMPANY = 0  # while the latest answer is looked for: engines differ about what is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class CubeQuestion:
    """Answers by score to one metric on local days from `first` up to, not including, `end`.

    `filters` keeps of each named dimension the given values; None stands for "not known" where
    the dimension is an id, `""` where it is a word. `together` is what `hushed` needs.

    Of each person the latest counts in each part of time that is asked for, so that months do not
    add up to their total. Each of `also` names the parts of time that another count asks for: it
    stands in a further column (`answers1` and so on), which adds up over the others.
    """

    metric: str
    first: date
    end: date
    by: tuple[str, ...] = ()
    filters: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    which: Which = "latest"
    together: Together = NOTHING_PRIVATE
    joined: tuple[str, ...] = ()  # columns that were joined to the answers, dimensions like others
    some_people: bool = False  # not everybody's answers
    also: tuple[tuple[str, ...], ...] = ()  # counts of the latest within fewer parts of time

    def __post_init__(self) -> None:
        """Refuse a dimension that is not there."""
        unknown = {*self.by, *(name for name, _values in self.filters)} - {
            *DIMENSIONS,
            *self.joined,
        }
        if unknown:
            raise ValueError(f"No dimensions: {sorted(unknown)}. There are {list(DIMENSIONS)}.")

    @property
    def is_additive(self) -> bool:
        """Whether daily counts by the rolled-up dimensions answer it."""
        asked = {*self.by, *(name for name, _values in self.filters)}
        wants = asked & ({*COLUMNS, *self.joined} - ROLLED_UP)
        return self.which == "all" and not wants and not self.some_people

    @property
    def is_monthly(self) -> bool:
        """Whether counts of whole months are fine enough."""
        asked = {*self.by, *(name for name, _values in self.filters)}
        return self.first.day == self.end.day == 1 and not asked & FINER

    @property
    def is_finer(self) -> bool:
        """Whether it tells answers apart that private surveys only show together."""
        asked = {*self.by, *(name for name, _values in self.filters)}
        return self.some_people or bool(asked & FINER)

    @property
    def counted(self) -> frozenset[str]:
        """The columns of daily counts that it needs."""
        asked = {*self.by, *(name for name, _values in self.filters)}
        private = ("survey", "touchpoint") if self.together.least else ()
        names = {*(asked & ROLLED_UP), *private}
        return frozenset({"day", "metric", "score", "answers", *(COLUMNS[one] for one in names)})

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of `by`."""
        return tuple(COLUMNS.get(name, name) for name in self.by)


def cube_of_answers(answers: ir.Table, question: CubeQuestion) -> ir.Table:
    """Columns of `question.by`, `score` and `answers`, from single answers, and what `also` asks.

    A person counts once in each part of time that is asked for (a month, a week). A day of the week
    is none: as a channel does, it tells of the answer that counts.
    """
    found = answers_within(answers, metric=question.metric, first=question.first, end=question.end)
    parts = _parts(found, question)
    found = _hushed(
        found.mutate(**parts) if parts else found,
        question,
        blank=(*HUSHED, "source", *question.joined),
    )
    levels = [_within(question, None), *(_within(question, kept) for kept in question.also)]
    if question.which == "latest" and is_linked(found) and COMPARED not in found.columns:
        found = _filtered(found, question)
        return count_lasts(found, by=question.columns, levels=levels, end=question.end)
    alone = [_counted(found, question, within) for within in levels]
    if len(alone) == 1:
        return alone[0]
    told = [f"answers{place or ''}" for place in range(len(alone))]
    nothing = dict.fromkeys(told, ibis.literal(0).cast("int64"))
    columns = [*question.columns, "score", *told]
    spread = (
        one.mutate(**{**nothing, name: one.answers}).select(columns)
        for name, one in zip(told, alone, strict=True)
    )
    return ibis.union(*spread)


def _within(question: CubeQuestion, kept: tuple[str, ...] | None) -> tuple[str, ...]:
    """The parts of time in each of which a person counts once."""
    asked = question.by if kept is None else kept
    named = {*asked, *(name for name, _values in question.filters)}
    return tuple(name for name in TIMES if name in named)


def _counted(found: ir.Table, question: CubeQuestion, within: Sequence[str]) -> ir.Table:
    names = ("score", *_words_of(question), *_named_of(question, tuple(TIMES)))
    kept = tuple(name for name in dict.fromkeys(names) if name not in within)
    if "company_id" in kept:
        found = found.mutate(company_id=ibis.coalesce(found.company_id, NO_COMPANY))
    found = counted_answers(found, which=question.which, within=within, kept=kept, end=question.end)
    if "company_id" in kept:
        found = found.mutate(company_id=found.company_id.nullif(NO_COMPANY))
    return count_by_score(_filtered(found, question), by=question.columns)


def cube_of_counts(counts: ir.Table, question: CubeQuestion) -> ir.Table:
    """The same from daily counts: columns `day`, `metric`, the rolled-up ones, `score`, `answers`.

    Where a private survey has too few answers together, none of them are counted, as in `hushed`.
    """
    found = counts.filter(
        counts.metric == question.metric, counts.day >= question.first, counts.day < question.end
    ).mutate(**_parts(counts, question))
    blank = [name for name in HUSHED if name in counts.columns]
    found = _hushed(found, question, blank=blank, counted="answers")
    grouped = _filtered(found, question).group_by([*question.columns, "score"])
    summed = grouped.aggregate(answers=lambda rows: rows.answers.sum().cast("int64"))
    return summed.filter(summed.answers > 0)  # what was corrected comes once more and once less


def normal_filters(
    filters: Mapping[str, Sequence[Any]],
) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """The filters in one order, so that the same question is known again."""
    return tuple(
        (name, tuple(sorted(set(values), key=lambda one: (one is not None, one))))
        for name, values in sorted(filters.items())
    )


def _words_of(question: CubeQuestion) -> list[str]:
    """The columns it asks for that an answer has beside its person, survey, place and day.

    Each column of the latest answer that is not asked for would cost a third of the question.
    """
    names = _named_of(question, (*COLUMNS, WEEKDAY, *question.joined))
    columns = [COLUMNS.get(name, name) for name in names]
    return [name for name in columns if name not in {"survey_id", "touchpoint_id"}]


def _named_of(question: CubeQuestion, names: Sequence[str]) -> tuple[str, ...]:
    """Those of these names that it asks by, or filters by."""
    named = {*question.by, *(name for name, _values in question.filters)}
    return tuple(name for name in names if name in named)


def _parts(rows: ir.Table, question: CubeQuestion) -> dict[str, ir.Value]:
    """The columns made of the day of an answer."""
    names = _named_of(question, [*TIMES, WEEKDAY])
    return {name: _part(rows, name) for name in names if name != "day"}


def _part(rows: ir.Table, name: str) -> ir.Value:
    if name == WEEKDAY:
        return rows.day.day_of_week.index().cast("int64")  # 0 is Monday
    return part_within(rows, name)


def _hushed(
    rows: ir.Table, question: CubeQuestion, *, blank: Sequence[str] = HUSHED, counted: str = ""
) -> ir.Table:
    if question.is_finer:
        return named_only(rows, question.together)
    return hushed(
        rows,
        question.together,
        first=question.first,
        end=question.end,
        blank=blank,
        counted=counted,
    )


def _filtered(rows: ir.Table, question: CubeQuestion) -> ir.Table:
    for name, values in question.filters:
        column = rows[COLUMNS.get(name, name)]
        wanted = column.isin([one for one in values if one is not None])
        rows = rows.filter(wanted | column.isnull() if None in values else wanted)
    return rows
