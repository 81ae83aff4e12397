"""Which rows are answers, and which of two is the later: to count, and to link files."""

import ibis.expr.types as ir

NEXT_DAY = "next_day"  # the column: of the same person's next answer, where that is known
_ROOM = 2**30  # seconds until 2100 times this fit into 64 bits; ids beyond it only break ties


def is_answer(answers: ir.Table) -> ir.BooleanValue:
    """Whether a row counts at all: it has a score, and is no answer to oneself."""
    return answers.score.notnull() & answers.is_counted


def order_of(answers: ir.Table) -> ir.IntegerValue:
    """Higher for the later answer; of two of the same second, for the one with the higher id."""
    return answers.answered_at.epoch_seconds().cast("int64") * _ROOM + answers.id % _ROOM
