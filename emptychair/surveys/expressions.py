"""What the engine counts of invitations."""

import ibis.expr.types as ir


def asked_by_survey(invitations: ir.Table) -> ir.Table:
    """Of each survey how many were asked (`n`), how many answered (`back`), and when the last one
    was asked (`last`); tests left out.
    """
    real = invitations.filter(~invitations.is_test)
    return real.group_by("survey_id").aggregate(
        n=real.count().cast("int64"),
        back=real.answered_at.count().cast("int64"),
        last=real.asked_at.max(),
    )
