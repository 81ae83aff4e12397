"""Which answer of a person counts, and how often each score was given. Everything that is shown
is a sum of these counts, so they are computed once and added up.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import ibis
import ibis.expr.types as ir

from emptychair.metrics.rules.latest import NEXT_DAY, is_answer, order_of
from emptychair.surveys.types.together import Together

Which = Literal["latest", "all"]
KEPT = ("score", "segment", "language", "channel")
HUSHED = ("segment", "language", "channel")
TIMES = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}  # spans of days


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
    number = private[counted].sum() if counted else private.count()
    month = private.day.truncate("M").cast("date")
    marked = private.mutate(
        together=number.over(ibis.window(group_by=["survey_id", "touchpoint_id", month])),
        needed=private.survey_id.cases(*together.least, else_=0),
        **dict.fromkeys(blank, ibis.literal("")),
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
        NEXT_DAY: ibis.null("date"),
    }
    return {name: value for name, value in empty.items() if name in answers.columns}


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

    Where the answers of all days up to `end` are given, and know the day of the next one, nobody's
    answers need to be compared: the latest is the one that no other follows before the end.
    """
    if which == "all":
        return answers
    keyed = answers.mutate(person=ibis.coalesce(answers.person_id, -answers.id))
    keys = ("person", "survey_id", "touchpoint_id", *within)
    columns = list(dict.fromkeys((*keys, *kept)))
    if end is None or NEXT_DAY not in answers.columns or not set(within) <= set(TIMES):
        return _compared(keyed, keys, columns)
    following = keyed[NEXT_DAY]
    is_last = following >= end
    for name in within:
        is_last |= part_of_time(following, name) != keyed[name]
    unknown = keyed.filter(following.isnull())
    return keyed.filter(is_last).select(columns).union(_compared(unknown, keys, columns))


def _compared(answers: ir.Table, keys: Sequence[str], columns: Sequence[str]) -> ir.Table:
    """Of each key the latest answer, found by looking at all of them."""
    order = order_of(answers)
    found = answers.group_by(list(keys)).aggregate(
        **{name: answers[name].argmax(order) for name in columns if name not in keys}
    )
    return found.select(columns)


def count_by_score(answers: ir.Table, *, by: Sequence[str]) -> ir.Table:
    """How often each score was given for each combination of `by`: column `answers`, int64."""
    grouped = answers.group_by([*by, "score"])
    return grouped.aggregate(answers=answers.count().cast("int64"))


def score_columns(answers: ir.Table, *, low: int, high: int, by: Sequence[str] = ()) -> ir.Table:
    """One column a score, `score_1` and so on, each int64, for each combination of `by`."""
    scored = answers.filter(answers.score.notnull())
    counts = {
        f"score_{score}": ibis.coalesce((scored.score == score).sum(), 0).cast("int64")
        for score in range(low, high + 1)
    }
    return scored.group_by(list(by)).aggregate(**counts) if by else scored.aggregate(**counts)
