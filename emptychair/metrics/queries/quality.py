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
from emptychair.surveys.queries.privacy import shown_of
from emptychair.surveys.queries.quality import moved_by_rule


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityTrial:
    """What a rule would do: the score as it stands, as it would stand, and who goes and comes."""

    now: Score
    then: Score
    goes: int
    comes: int


def quality_trial(access: Access, survey: Survey, *, excluded: Collection[str]) -> QualityTrial:
    """As if answers with these marks were left out. Every answer counts, not each person's latest.

    Nothing is stored. Of a private survey with too few answers both scores are empty.
    """
    before = Counter(_by_score(access, survey))
    comes, goes = moved_by_rule(access, survey, excluded=frozenset(excluded))
    after = before + comes - goes
    least = shown_of(access, survey).smallest_group if survey.privacy != "named" else 0
    return QualityTrial(
        now=_score(survey, before, least),
        then=_score(survey, after, least),
        goes=sum(goes.values()),
        comes=sum(comes.values()),
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


def _score(survey: Survey, by_score: Counter[int], least: int) -> Score:
    shown = by_score if sum(by_score.values()) >= least else {}
    return score_from(survey.metric, shown)
