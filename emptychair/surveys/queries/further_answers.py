"""What was answered to the questions beside the main one and its why."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import msgspec

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.surveys.models import Answer, Response, Survey, SurveyVersion
from emptychair.surveys.types.definition import Definition, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherAnswer:
    """A question as it stood when it was answered, and the answer."""

    id: int
    question: Question
    number: float | None
    text: str
    choices: tuple[str, ...]
    cells: dict[str, Any]
    main_language: str


def further_answers(
    access: Access, survey: Survey, responses: Collection[Response]
) -> dict[int, list[FurtherAnswer]]:
    """By answer, what else was said, in the order of the questions; two queries."""
    access.require(Permission.VOICE_READ)
    numbers = {one.pk: one.version for one in responses if one.version}
    if not numbers:
        return {}
    definitions = _definitions(access, survey, set(numbers.values()))
    rows = Answer.objects.visible_to(access).filter(response__in=list(numbers))
    found: dict[int, list[tuple[int, FurtherAnswer]]] = defaultdict(list)
    for row in rows.order_by("pk"):
        known = definitions.get(numbers[row.response_id], {})
        if row.question in known:
            turn, question, language = known[row.question]
            found[row.response_id].append((turn, _further(row, question, language)))
    return {
        key: [one for _turn, one in sorted(each, key=lambda pair: pair[0])]
        for key, each in found.items()
    }


def _further(row: Answer, question: Question, language: str) -> FurtherAnswer:
    return FurtherAnswer(
        id=row.pk,
        question=question,
        number=row.number,
        text=row.text,
        choices=tuple(row.choices or ()),
        cells=dict(row.cells or {}),
        main_language=language,
    )


def _definitions(
    access: Access, survey: Survey, numbers: Collection[int]
) -> dict[int, dict[str, tuple[int, Question, str]]]:
    """By version and key, each further question with its turn and the main language."""
    rows = SurveyVersion.objects.visible_to(access).filter(survey=survey, number__in=numbers)
    found = {}
    for version in rows:
        definition = msgspec.convert(version.definition, Definition)
        found[version.number] = {
            question.key: (turn, question, definition.main_language)
            for turn, question in enumerate(definition.questions)
            if definition.score not in {question.key, question.why_of}
        }
    return found
