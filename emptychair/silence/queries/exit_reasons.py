"""What those who left, or were leaving a page, chose when they were asked why."""

from collections import Counter
from datetime import date
from typing import Any

import msgspec

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import Period
from emptychair.silence.loss_types import Reason
from emptychair.surveys.models import Answer, SurveyVersion
from emptychair.surveys.queries.privacy import surveys_with_hidden_words
from emptychair.surveys.types.definition import Definition

QUESTION = "reason"
SHOWN = 12


def exit_reasons(access: Access, first: date, end: date) -> tuple[list[Reason], int]:
    """How often each reason was chosen, and how many answered; the same key is one reason."""
    access.require(Permission.CUSTOMER_READ)
    begun, ended = Period(first, end).moments(access.workspace.zone)
    rows = Answer.objects.visible_to(access).filter(
        question=QUESTION,
        response__is_counted=True,
        response__answered_at__gte=begun,
        response__answered_at__lt=ended,
    )
    rows = rows.exclude(survey__in=surveys_with_hidden_words(access))
    found = list(rows.order_by("pk").values_list("survey_id", "choices"))
    words = _words(access, {survey for survey, _chosen in found})
    counts = Counter(
        words.get((survey, key), key) for survey, chosen in found for key in chosen or ()
    )
    return [Reason(words=one, count=count) for one, count in counts.most_common(SHOWN)], len(found)


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
