"""Which segments answered a survey."""

import ibis.expr.types as ir

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import live_tables
from emptychair.metrics.driver_types import DriverQuestion
from emptychair.metrics.queries.counts import answers_now


def segments_answering(access: Access, question: DriverQuestion) -> list[str]:
    """The segments of the answers that are asked about, the one with most answers first."""
    access.require(Permission.SCORE_READ)
    survey, period = question.survey_id, question.period

    def counted(answers: ir.Table) -> ir.Table:
        of_them = answers.filter(
            answers.survey_id == survey,
            answers.is_counted,
            answers.day >= period.first,
            answers.day < period.end,
            answers.segment != "",
        )
        return of_them.group_by("segment").aggregate(n=lambda each: each.count())

    key = ("segments answering", survey, period.first, period.end)
    rows = live_tables().fetch(answers_now(access), key, counted)
    found = ((row["segment"], row["n"]) for row in rows)
    return [segment for segment, _n in sorted(found, key=lambda each: (-each[1], each[0]))]
