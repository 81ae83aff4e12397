"""Customer effort, counted. The score itself is `emptychair.stats.ces` of these counts."""

from collections.abc import Sequence

import ibis.expr.types as ir

from emptychair.metrics.expressions.counting import score_columns

NAME, VERSION, UNIT = "ces", 1, "mean of 1 to 7"
LOW, HIGH = 1, 7


def ces_counts(answers: ir.Table, *, by: Sequence[str] = ()) -> ir.Table:
    """How many gave each of 1 to 7 (`score_1` ... `score_7`), per combination of `by`."""
    return score_columns(answers, low=LOW, high=HIGH, by=by)
