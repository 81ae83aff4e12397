"""Customer satisfaction, counted. The score itself is `emptychair.stats.csat` of these counts."""

from collections.abc import Sequence

import ibis.expr.types as ir

from emptychair.metrics.expressions.counting import score_columns

NAME, VERSION, UNIT = "csat", 1, "share of 4 and 5 on a scale of five"
LOW, HIGH = 1, 5


def csat_counts(answers: ir.Table, *, by: Sequence[str] = ()) -> ir.Table:
    """How many gave each of 1 to 5 (`score_1` ... `score_5`), per combination of `by`."""
    return score_columns(answers, low=LOW, high=HIGH, by=by)
