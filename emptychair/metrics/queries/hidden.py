"""Answers of private surveys that the scores of a period do not hold, so that a page can say so."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from emptychair.accounts.access import Access
from emptychair.analytics.live import live_tables
from emptychair.kit.periods import Period
from emptychair.metrics.expressions.counting import answers_within
from emptychair.metrics.queries.counts import answers_now
from emptychair.metrics.rules.cells import Cells
from emptychair.surveys.queries.hidden import HiddenAnswers, WhyHidden
from emptychair.surveys.queries.privacy import private_surveys, shown_together
from emptychair.surveys.types.together import Together


def hidden_scores(
    access: Access,
    *,
    metric: str,
    period: Period,
    touchpoint_id: int | None = None,
    is_narrowed: bool = False,
) -> list[HiddenAnswers]:
    """Which answers of a period no score holds, by survey; nothing is asked where none is private.

    `is_narrowed` says that the page looks at a segment, a language or a channel alone.
    """
    together = shown_together(access)
    if not together.least:
        return []
    counts: Counter[tuple[int, WhyHidden]] = Counter()
    for row in _by_month(access, metric, period, together):
        if touchpoint_id is not None and row["touchpoint_id"] != (touchpoint_id or None):
            continue
        why = _why(row, period, together, is_narrowed=is_narrowed)
        if why:
            counts[row["survey_id"], why] += row["answers"]
    surveys = {one.pk: one for one in private_surveys(access).filter(metric=metric)}
    return [
        HiddenAnswers(
            survey_id=key,
            name=surveys[key].name,
            answers=n,
            least=surveys[key].smallest_group,
            why=why,
        )
        for (key, why), n in sorted(counts.items())
        if key in surveys
    ]


def _by_month(access: Access, metric: str, period: Period, together: Together) -> Cells:
    return live_tables().fetch(
        answers_now(access),
        ("hidden", metric, period, together),
        lambda answers: (
            answers_within(answers, metric=metric, first=period.first, end=period.end)
            .filter(lambda rows: rows.survey_id.isin(together.surveys))
            .mutate(month=lambda rows: rows.day.truncate("M").cast("date"))
            .group_by(["survey_id", "touchpoint_id", "month"])
            .aggregate(answers=lambda rows: rows.count().cast("int64"))
        ),
    )


def _why(
    part: Mapping[str, Any], period: Period, together: Together, *, is_narrowed: bool
) -> WhyHidden | None:
    """Why the answers of a month at a touchpoint are not shown; None where they are."""
    if is_narrowed:
        return "narrowed"
    months = together.months(period.first, period.end)
    if months is None or part["month"] not in months:
        return "month"
    return "few" if part["answers"] < dict(together.least)[part["survey_id"]] else None
