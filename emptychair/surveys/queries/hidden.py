"""Answers of private surveys that a page leaves out, so that it can say so."""

from dataclasses import dataclass

from django.db.models import Count

from emptychair.accounts.access import Access
from emptychair.kit.periods import Period
from emptychair.surveys.models import Response, Survey
from emptychair.surveys.queries.privacy import private_surveys


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenAnswers:
    """So many answers of one survey are not shown: too few stand together, or a filter narrows."""

    survey_id: int
    name: str
    answers: int
    least: int
    is_narrowed: bool


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
    access.workspace  # noqa: B018 - refuses those without one
    surveys = {one.pk: one for one in private_surveys(access).filter(metric=metric)}
    if not surveys:
        return []
    start, end = period.moments(access.workspace.zone)
    rows = Response.objects.visible_to(access).counted()
    rows = rows.filter(survey__in=list(surveys), answered_at__gte=start, answered_at__lt=end)
    if touchpoint_id is not None:
        rows = rows.filter(touchpoint=touchpoint_id or None)
    together = rows.filter(score__isnull=False).order_by().values("survey_id", "touchpoint_id")
    counts: dict[int, int] = {}
    for one in together.annotate(n=Count("pk")):
        survey = surveys[one["survey_id"]]
        if is_narrowed or one["n"] < survey.smallest_group:
            counts[survey.pk] = counts.get(survey.pk, 0) + one["n"]
    return [_hidden(surveys[key], n, is_narrowed, words=False) for key, n in counts.items()]


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
        _hidden(survey, n, is_narrowed, words=True)
        for survey, n in found
        if is_narrowed or n < max(survey.smallest_words, survey.smallest_group)
    ]


def _hidden(survey: Survey, answers: int, is_narrowed: bool, *, words: bool) -> HiddenAnswers:  # noqa: FBT001 - ours alone
    least = max(survey.smallest_words, survey.smallest_group) if words else survey.smallest_group
    return HiddenAnswers(
        survey_id=survey.pk,
        name=survey.name,
        answers=answers,
        least=least,
        is_narrowed=is_narrowed,
    )
