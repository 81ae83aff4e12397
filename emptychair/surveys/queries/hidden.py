"""Answers of private surveys that a page leaves out, so that it can say so."""

from dataclasses import dataclass
from typing import Literal

from django.db.models import Count

from emptychair.accounts.access import Access
from emptychair.surveys.models import Response, Survey
from emptychair.surveys.queries.privacy import private_surveys

# A filter tells people apart, a month is not over or not asked for whole, too few stand together.
WhyHidden = Literal["narrowed", "month", "few"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenAnswers:
    """So many answers of one survey are not shown."""

    survey_id: int
    name: str
    answers: int
    least: int
    why: WhyHidden


def hidden_voices(access: Access, *, metric: str = "", is_narrowed: bool) -> list[HiddenAnswers]:
    """Which answers no list of voices holds, by survey."""
    access.workspace  # noqa: B018 - refuses those without one
    rows = private_surveys(access)
    if metric:
        rows = rows.filter(metric=metric)
    surveys = {one.pk: one for one in rows}
    if not surveys:
        return []
    said = Response.objects.visible_to(access).counted().filter(survey__in=list(surveys))
    counts = said.order_by().values("survey_id").annotate(n=Count("pk"))
    found = [(surveys[one["survey_id"]], one["n"]) for one in counts]
    return [
        HiddenAnswers(
            survey_id=survey.pk,
            name=survey.name,
            answers=n,
            least=_least(survey),
            why="narrowed" if is_narrowed else "few",
        )
        for survey, n in found
        if is_narrowed or n < _least(survey)
    ]


def _least(survey: Survey) -> int:
    """How many answers it takes until words are shown."""
    return max(survey.smallest_words, survey.smallest_group)
