"""Which answers a driver is looked for in, and what the same people said before."""

from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

from emptychair.metrics.expressions.counting import (
    KEPT,
    Which,
    answers_within,
    counted_answers,
    hushed,
)
from emptychair.surveys.types.together import Together

_ROOM = 2**30  # see counting: a time and an id in one number


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The scored answers to one survey; the filters are columns with the value they must have."""

    survey_id: int
    metric: str
    first: date
    end: date
    which: Which
    filters: tuple[tuple[str, int | str | None], ...] = ()


def scored_answers(answers: ir.Table, asked: Scored, together: Together) -> ir.Table:
    """Columns `id`, `person` (negative where nobody is known) and `score`, one row an answer."""
    found = answers_within(
        answers.filter(answers.survey_id == asked.survey_id),
        metric=asked.metric,
        first=asked.first,
        end=asked.end,
    )
    found = hushed(found, together, first=asked.first, end=asked.end)
    if asked.which == "latest":
        found = counted_answers(found, which="latest", kept=(*KEPT, "id"))
    else:
        found = found.mutate(person=ibis.coalesce(found.person_id, -found.id))
    for name, value in asked.filters:
        found = found.filter(found[name].isnull() if value is None else found[name] == value)
    return found.select("id", "person", "score")


def further_numbers(further: ir.Table, scored: ir.Table, survey_id: int) -> ir.Table:
    """What else these answers hold, in `number`, and for matrices in `cells`."""
    mine = further.filter(
        further.survey_id == survey_id,
        further.number.notnull() | (further.kind == "matrix"),
    ).mutate(id=further.response_id)
    return mine.semi_join(scored, "id").select("response_id", "question", "number", "cells")


def scores_before(
    answers: ir.Table, scored: ir.Table, *, days: int, private: tuple[int, ...]
) -> ir.Table:
    """The last score the same people gave at each other touchpoint in the days before.

    Columns `response_id`, `touchpoint_id`, `metric`, `number`. Answers to private surveys are not
    brought together with others.
    """
    named = answers.filter(~answers.survey_id.isin(list(private))) if private else answers
    mine = named.semi_join(scored, "id").select(
        response_id=named.id,
        person_id=named.person_id,
        moment=named.answered_at,
        place=ibis.coalesce(named.touchpoint_id, 0),
    )
    others = named.filter(
        named.is_counted, named.score.notnull(), named.touchpoint_id.notnull()
    ).select("person_id", "touchpoint_id", "metric", "score", "answered_at", earlier=answers.id)
    both = mine.join(others, "person_id")
    both = both.filter(
        both.answered_at < both.moment,
        both.answered_at >= both.moment - ibis.interval(days=days),
        both.touchpoint_id != both.place,
    )
    order = both.answered_at.epoch_seconds().cast("int64") * _ROOM + both.earlier % _ROOM
    return both.group_by(["response_id", "touchpoint_id", "metric"]).aggregate(
        number=both.score.argmax(order)
    )
