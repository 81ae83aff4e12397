"""The score of a survey with and without the answers that bear a mark, before anybody decides."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from emptychair.accounts.access import Access
from emptychair.analytics.live import live_tables
from emptychair.metrics.queries.counts import answers_now
from emptychair.metrics.rules.scoring import score_from
from emptychair.metrics.types import Score
from emptychair.surveys.models import Survey
from emptychair.surveys.queries.quality import moved_by_rule
from emptychair.surveys.types.definition import Privacy


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityTrial:
    """What a rule would do: the score as it stands, as it would stand, and who goes and comes."""

    now: Score
    then: Score
    goes: int
    comes: int


def quality_trial(access: Access, survey: Survey, *, excluded: Collection[str]) -> QualityTrial:
    """As if answers with these marks were left out. Every answer counts, not each person's latest.

    Nothing is stored. Of a private survey both scores are empty: the one less the other would be
    the few that bear a mark.
    """
    comes, goes = moved_by_rule(access, survey, excluded=frozenset(excluded))
    named = survey.privacy == Privacy.NAMED
    before = Counter(_by_score(access, survey) if named else {})
    after = before + comes - goes if named else before
    return QualityTrial(
        now=score_from(survey.metric, before),
        then=score_from(survey.metric, after),
        goes=goes.total(),
        comes=comes.total(),
    )


def _by_score(access: Access, survey: Survey) -> dict[int, int]:
    rows = live_tables().fetch(
        answers_now(access),
        ("quality", survey.pk),
        lambda answers: (
            answers.filter(
                answers.survey_id == survey.pk, answers.is_counted, answers.score.notnull()
            )
            .group_by("score")
            .aggregate(answers=lambda within: within.count().cast("int64"))
        ),
    )
    return {int(row["score"]): int(row["answers"]) for row in rows}
