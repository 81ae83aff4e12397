"""Which answers the score page does not count: left out for their quality, or kept confidential."""

from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.metrics.queries.hidden import hidden_scores
from emptychair.metrics.types import UNKNOWN, ScoreQuestion
from emptychair.surveys.queries.quality import excluded_by_survey


def not_counted(access: Access, question: ScoreQuestion) -> dict[str, Any]:
    """For the page: `left_out` and `hidden`, each by survey."""
    chosen = {question.segment, question.language, question.channel}
    narrowed = bool(chosen - {"", UNKNOWN})
    found = excluded_by_survey(
        access,
        metric=question.metric,
        period=question.period,
        touchpoint_id=question.touchpoint_id,
    )
    return {
        "left_out": [{"id": key, "name": name, "n": n} for key, name, n in found],
        "hidden": hidden_scores(
            access,
            metric=question.metric,
            period=question.period,
            touchpoint_id=question.touchpoint_id,
            is_narrowed=narrowed or question.group_id is not None,
        ),
        "may_change_surveys": access.may(Permission.SURVEY_WRITE),
    }
