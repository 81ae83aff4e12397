"""What those who left, or were leaving a page, chose when they were asked why."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import Period, local_day
from emptychair.silence.loss_types import Reason
from emptychair.surveys.models import Answer, SurveyVersion
from emptychair.surveys.queries.privacy import private_surveys, shown_together
from emptychair.surveys.types.definition import Definition

QUESTION = "reason"
SHOWN = 12
Chosen = tuple[int, list[str] | None]  # the survey, and what was chosen in it


def exit_reasons(access: Access, first: date, end: date) -> tuple[list[Reason], int]:
    """How often each reason was chosen, and how many answered; the same key is one reason.

    Private surveys tell theirs by whole months that are over, with enough answers.
    """
    access.require(Permission.CUSTOMER_READ)
    begun, ended = Period(first, end).moments(access.workspace.zone)
    rows = Answer.objects.visible_to(access).filter(
        question=QUESTION,
        response__is_counted=True,
        response__answered_at__gte=begun,
        response__answered_at__lt=ended,
    )
    named = rows.exclude(survey__in=private_surveys(access)).order_by("pk")
    found = [*named.values_list("survey_id", "choices"), *_together(access, rows, first, end)]
    words = _words(access, {survey for survey, _chosen in found})
    counts = Counter(
        words.get((survey, key), key) for survey, chosen in found for key in chosen or ()
    )
    return [Reason(words=one, count=count) for one, count in counts.most_common(SHOWN)], len(found)


def _together(access: Access, rows: QuerySet[Answer], first: date, end: date) -> Iterator[Chosen]:
    """What was chosen in private surveys, as far as it is shown together."""
    together = shown_together(access)
    months, least = together.months(first, end), dict(together.least)
    if months is None or not least:
        return
    parts: dict[tuple[Any, ...], list[Chosen]] = {}
    columns = ("survey_id", "response__touchpoint_id", "response__answered_at", "choices")
    mine = rows.filter(survey__in=list(least)).order_by("pk")
    for survey, place, moment, chosen in mine.values_list(*columns):
        day = local_day(moment, access.workspace.zone)
        if day in months:
            parts.setdefault((survey, place, day.replace(day=1)), []).append((survey, chosen))
    for (survey, *_part), told in parts.items():
        if len(told) >= least[survey]:
            yield from told


def _words(access: Access, surveys: set[int]) -> dict[tuple[int, str], str]:
    """The words of each option, in the language of the workspace."""
    found: dict[tuple[int, str], str] = {}
    rows = SurveyVersion.objects.visible_to(access).filter(survey__in=surveys)
    for version in rows.order_by("number"):
        definition: Any = msgspec.convert(version.definition, Definition)
        for question in definition.questions:
            if question.key == QUESTION:
                for option in question.options:
                    text = option.label
                    language = access.workspace.language
                    found[version.survey_id, option.key] = text.get(language) or next(
                        iter(text.values()), option.key
                    )
    return found
