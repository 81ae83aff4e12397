"""The answers that an effect is read from."""

from datetime import date

import ibis.expr.types as ir

from emptychair.metrics.expressions.counting import answers_within, named_only
from emptychair.surveys.types.together import Together

KEPT = ("id", "person_id", "company_id", "touchpoint_id", "segment", "day", "score")
MARKS = {
    "segment": "segment",
    "survey": "survey_id",
    "touchpoint": "touchpoint_id",
    "channel": "channel",
    "language": "language",
}
"""What is known of an answer before anything changes: who answered, and how they were asked."""


def answers_between(
    answers: ir.Table,
    together: Together,
    *,
    metric: str,
    first: date,
    end: date,
    touchpoint_id: int | None,
    segment: str,
) -> ir.Table:
    """Every counted answer of a stretch, oldest first; narrowed where that is asked. Effects begin
    on any day, so private surveys, which are shown by whole months only, are left out.
    """
    found = named_only(answers_within(answers, metric=metric, first=first, end=end), together)
    if touchpoint_id is not None:
        found = found.filter(found.touchpoint_id == touchpoint_id)
    if segment:
        found = found.filter(found.segment == segment)
    return found.order_by("answered_at", "id").select(*dict.fromkeys((*KEPT, *MARKS.values())))
