"""Which answer of a person counts, and how often each score was given. Everything that is shown
is a sum of these counts, so they are computed once and added up.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import ibis
import ibis.expr.types as ir

from emptychair.analytics.linked_columns import COMPARED, MONTH, MONTH_END, NEVER, WEIGHT
from emptychair.metrics.rules.latest import NEXT_DAY, is_answer, order_of
from emptychair.surveys.types.together import Together

Which = Literal["latest", "all"]
KEPT = ("score", "segment", "language", "channel")
HUSHED = ("segment", "language", "channel")
TIMES = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}  # spans of days
MONTHS = {"month": 1, "quarter": 3, "year": 12}  # those that whole months make up


def answers_within(answers: ir.Table, *, metric: str, first: date, end: date) -> ir.Table:
    """The answers to one metric on the local days from `first` up to, not including, `end`.

    Answers without a score and answers to oneself are none.
    """
    return answers.filter(
        answers.metric == metric,
        answers.day >= first,
        answers.day < end,
        is_answer(answers),
    )


def part_of_time(day: ir.DateValue, name: str) -> ir.DateValue:
    """The first day of the week, month, quarter or year of a day."""
    return day.truncate(TIMES[name]).cast("date")


def part_within(rows: ir.Table, name: str) -> ir.DateValue:
    """The same of the day of each row; made of its month where that stands beside it."""
    if name == "day":
        return rows.day
    if name not in MONTHS or MONTH not in rows.columns:
        return part_of_time(rows.day, name)
    return rows[MONTH] if name == "month" else part_of_time(rows[MONTH], name)


def hushed(
    answers: ir.Table,
    together: Together,
    *,
    first: date,
    end: date,
    blank: Sequence[str] = HUSHED,
    counted: str = "",
) -> ir.Table:
    """Answers of private surveys as they are shown together, without what tells them apart.

    Whole months of a survey at a touchpoint, those from `first` up to, not including, `end`, each
    with enough answers; every answer counts, never the latest of a person. Named surveys are as
    they were. Rows are answers, or counts of them in the column `counted`.
    """
    named, months = named_only(answers, together), together.months(first, end)
    if months is None or not together.least:
        return named
    private = answers.filter(
        answers.survey_id.isin(together.surveys),
        answers.day >= months.first,
        answers.day < months.end,
    )
    number = private[counted].sum() if counted else _number(private)
    month = private.day.truncate("M").cast("date")
    marked = private.mutate(
        together=number.over(ibis.window(group_by=["survey_id", "touchpoint_id", month])),
        needed=private.survey_id.cases(*together.least, else_=0),
        **{name: _nothing(answers[name]) for name in blank},
        **_nobodys(answers),
    )
    enough = marked.filter(marked.together >= marked.needed)
    return named.union(enough.select(*answers.columns))


def named_only(answers: ir.Table, together: Together) -> ir.Table:
    """Where something finer is asked for than private surveys are shown by: without them."""
    if not together.least:
        return answers
    return answers.filter(~answers.survey_id.isin(together.surveys))


def _nobodys(answers: ir.Table) -> dict[str, ir.Value]:
    """The columns that say who answered, empty, so that no answer follows; counts have none."""
    empty = {
        "person_id": ibis.null("int64"),
        "company_id": ibis.null("int64"),
        NEXT_DAY: ibis.literal(NEVER),
        COMPARED: ibis.literal(value=False),
    }
    return {name: value for name, value in empty.items() if name in answers.columns}


def _nothing(column: ir.Value) -> ir.Value:
    """What stands where a word is not told; joined words are numbers, of which 0 is none."""
    return ibis.literal("") if column.type().is_string() else ibis.literal(0).cast(column.type())


def counted_answers(
    answers: ir.Table,
    *,
    which: Which,
    within: Sequence[str] = (),
    kept: Sequence[str] = KEPT,
    end: date | None = None,
) -> ir.Table:
    """The answers that count: all, or of each person the latest per survey and touchpoint.

    `within` names columns (a month) in each of which a person counts once. Two answers of the same
    second: the one with the higher id is the later. An answer without a person counts by itself.
    The columns in `kept` have a value in every row: engines differ about one that is missing.

    Rows that know the day of the next one (`is_linked`), of all days up to `end`, need not be
    compared: the latest is the one that no other follows before the end, or before its part of time
    is over. Each then counts as often as its weight says (`_number`).
    """
    if which == "all":
        return answers
    if end is None or not is_linked(answers) or not set(within) <= set(TIMES):
        return compared_answers(answers, within=within, kept=kept)
    last = answers.filter(is_last(answers, within, end))
    if COMPARED not in answers.columns:
        return last
    others = compared_answers(answers.filter(answers[COMPARED]), within=within, kept=kept)
    others = others.mutate(**{WEIGHT: ibis.literal(1, type="int32")})
    columns = [name for name in others.columns if name in last.columns]  # without the person
    return last.filter(~last[COMPARED]).select(columns).union(others.select(columns))


def is_linked(answers: ir.Table) -> bool:
    """Whether rows know the day of the next one."""
    return WEIGHT in answers.columns


def is_last(answers: ir.Table, within: Sequence[str], end: date) -> ir.BooleanValue:
    """Whether none follows before the end, nor before the end of one of these parts of time."""
    ends = [_end_of_part(answers, name) for name in within]
    return answers[NEXT_DAY] >= (ibis.least(ibis.literal(end), *ends) if ends else end)


def _end_of_part(rows: ir.Table, name: str) -> ir.DateValue:
    """The first day after the part of time in which a row lies."""
    if name == "month":
        return rows[MONTH_END]
    first = part_within(rows, name)
    if name in MONTHS:
        return (first + ibis.interval(months=MONTHS[name])).cast("date")
    return (first + ibis.interval(days=7 if name == "week" else 1)).cast("date")


def compared_answers(
    answers: ir.Table, *, within: Sequence[str] = (), kept: Sequence[str] = KEPT
) -> ir.Table:
    """Of each person the latest answer, found by looking at all of them."""
    keyed = answers.mutate(person=ibis.coalesce(answers.person_id, -answers.id))
    keys = ("person", "survey_id", "touchpoint_id", *within)
    return _compared(keyed, keys, list(dict.fromkeys((*keys, *kept))))


def _compared(answers: ir.Table, keys: Sequence[str], columns: Sequence[str]) -> ir.Table:
    """Of each key the latest answer, found by looking at all of them."""
    order = order_of(answers)
    found = answers.group_by(list(keys)).aggregate(
        **{name: answers[name].argmax(order) for name in columns if name not in keys}
    )
    return found.select(columns)


def count_by_score(answers: ir.Table, *, by: Sequence[str]) -> ir.Table:
    """How often each score was given for each combination of `by`: column `answers`, int64."""
    grouped = answers.group_by([*by, "score"]).aggregate(answers=_number(answers))
    return grouped.filter(grouped.answers > 0) if is_linked(answers) else grouped


def count_lasts(
    answers: ir.Table, *, by: Sequence[str], levels: Sequence[Sequence[str]], end: date
) -> ir.Table:
    """The same of the latest within each of several levels, at one reading: each names parts of
    time, the first one all of them. Columns `answers`, `answers1` and so on.
    """
    finest, *others = levels
    last = answers.filter(is_last(answers, finest, end))
    also = {
        f"answers{place}": last[WEIGHT].sum(where=is_last(last, level, end))
        for place, level in enumerate(others, start=1)
    }
    told = {"answers": last[WEIGHT].sum(), **also}
    grouped = last.group_by([*by, "score"]).aggregate(
        **{name: ibis.coalesce(one, 0).cast("int64") for name, one in told.items()}
    )
    return grouped.filter(grouped.answers > 0)


def _number(answers: ir.Table) -> ir.IntegerScalar:
    number = answers[WEIGHT].sum() if is_linked(answers) else answers.count()
    return number.cast("int64")


def score_columns(answers: ir.Table, *, low: int, high: int, by: Sequence[str] = ()) -> ir.Table:
    """One column a score, `score_1` and so on, each int64, for each combination of `by`."""
    scored = answers.filter(answers.score.notnull())
    counts = {
        f"score_{score}": ibis.coalesce((scored.score == score).sum(), 0).cast("int64")
        for score in range(low, high + 1)
    }
    return scored.group_by(list(by)).aggregate(**counts) if by else scored.aggregate(**counts)
