"""Net Promoter Score, counted. The score itself is `emptychair.stats.nps` of these counts."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

NAME, VERSION, UNIT = "nps", 1, "points from -100 to 100"


def nps_counts(
    answers: ir.Table,
    *,
    by: Sequence[str] = (),
    detractors_up_to: int = 6,
    promoters_from: int = 9,
) -> ir.Table:
    """Promoters, passives and detractors, for each combination of the columns in `by`.

    `answers` has an integer column `score` (0 to 10); rows without a score are not counted. The
    counts are int64, so that every engine divides them alike.
    """
    scored = answers.filter(answers.score.notnull())
    counts = {
        "promoters": (scored.score >= promoters_from).sum(),
        "passives": ((scored.score > detractors_up_to) & (scored.score < promoters_from)).sum(),
        "detractors": (scored.score <= detractors_up_to).sum(),
    }
    typed = {name: ibis.coalesce(count, 0).cast("int64") for name, count in counts.items()}
    return scored.group_by(list(by)).aggregate(**typed) if by else scored.aggregate(**typed)


def score_counts(answers: ir.Table) -> ir.Table:
    """How often each score was given: columns `score` and `answers`."""
    scored = answers.filter(answers.score.notnull())
    return scored.group_by("score").aggregate(answers=scored.count().cast("int64"))
