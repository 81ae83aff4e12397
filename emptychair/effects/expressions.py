"""The answers that an effect is read from."""

from collections.abc import Mapping
from datetime import date

import ibis.expr.types as ir

from emptychair.metrics.expressions.counting import answers_within, hushed

KEPT = ("id", "person_id", "company_id", "touchpoint_id", "segment", "day", "score")


def answers_between(
    answers: ir.Table,
    least: Mapping[int, int],
    *,
    metric: str,
    first: date,
    end: date,
    touchpoint_id: int | None,
    segment: str,
) -> ir.Table:
    """Every counted answer of a stretch, oldest first; narrowed where that is asked. Private
    surveys' few are left out (`hushed`).
    """
    found = hushed(answers_within(answers, metric=metric, first=first, end=end), least)
    if touchpoint_id is not None:
        found = found.filter(found.touchpoint_id == touchpoint_id)
    if segment:
        found = found.filter(found.segment == segment)
    return found.order_by("answered_at", "id").select(*KEPT)
