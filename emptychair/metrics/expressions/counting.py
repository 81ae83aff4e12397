"""Which answer of a person counts, and how often each score was given. Everything that is shown
is a sum of these counts, so they are computed once and added up.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import ibis
import ibis.expr.types as ir

Which = Literal["latest", "all"]
KEPT = ("score", "segment", "language", "channel")
HUSHED = ("segment", "language", "channel")
_ROOM = 2**30  # seconds until 2100 times this fit into 64 bits; ids beyond it only break ties


def answers_within(answers: ir.Table, *, metric: str, first: date, end: date) -> ir.Table:
    """The answers to one metric on the local days from `first` up to, not including, `end`.

    Answers without a score and answers to oneself are none.
    """
    return answers.filter(
        answers.metric == metric,
        answers.day >= first,
        answers.day < end,
        answers.score.notnull(),
        answers.is_counted,
    )


def hushed(
    answers: ir.Table,
    least: Mapping[int, int],
    *,
    within: Sequence[str] = (),
    blank: Sequence[str] = HUSHED,
    counted: str = "",
) -> ir.Table:
    """Answers of private surveys without what tells groups apart, and none where they are few.

    `least` says of each private survey how many are shown together, for each touchpoint (and for
    each value of `within`). Rows are answers, or counts of them in the column `counted`.
    """
    if not least:
        return answers
    private = answers.survey_id.isin(list(least))
    needed = answers.survey_id.cases(*least.items(), else_=0)
    blanks = {name: private.ifelse("", answers[name]) for name in blank}
    together = ibis.window(group_by=["survey_id", "touchpoint_id", *within])
    marked = answers.mutate(**blanks, needed=needed)
    number = marked[counted].sum() if counted else marked.count()
    found = marked.mutate(together=number.over(together))
    return found.filter(found.together >= found.needed).drop("needed", "together")


def counted_answers(
    answers: ir.Table, *, which: Which, within: Sequence[str] = (), kept: Sequence[str] = KEPT
) -> ir.Table:
    """The answers that count: all, or of each person the latest per survey and touchpoint.

    `within` names columns (a month) in each of which a person counts once. Two answers of the same
    second: the one with the higher id is the later. An answer without a person counts by itself.
    The columns in `kept` have a value in every row: engines differ about one that is missing.
    """
    if which == "all":
        return answers
    order = answers.answered_at.epoch_seconds().cast("int64") * _ROOM + answers.id % _ROOM
    person = ibis.coalesce(answers.person_id, -answers.id)
    keyed = answers.mutate(person=person)
    return keyed.group_by(["person", "survey_id", "touchpoint_id", *within]).aggregate(
        **{name: answers[name].argmax(order) for name in kept}
    )


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
