"""Answers as somebody reads them, in one line."""

from django.utils.translation import pgettext

from emptychair.surveys.rules.piping import spoken
from emptychair.surveys.types.definition import (
    AnswerValue,
    Definition,
    Option,
    Question,
    QuestionKind,
)


def answer_in_words(
    question: Question, value: AnswerValue, definition: Definition, language: str
) -> str:
    """The answer; choices and rows by their labels, agreement as yes or no."""
    if question.kind is QuestionKind.CONSENT:
        return pgettext("answer", "yes") if value.number else pgettext("answer", "no")
    if value.choices:
        chosen = _labels(question.options, definition, language)
        said = [chosen.get(key, key) for key in value.choices]
        if question.kind is QuestionKind.RANKING:
            said = [f"{place}. {label}" for place, label in enumerate(said, 1)]
        return _joined([*said, value.text])
    if value.cells:
        rows = _labels(question.rows, definition, language)
        wanted = [key for key in rows if key in value.cells] or list(value.cells)
        named = question.kind is QuestionKind.MATRIX
        cells = [(rows.get(key, key), plain_number(value.cells[key])) for key in wanted]
        return _joined([f"{row}: {cell}" if named else cell for row, cell in cells])
    return value.text if value.number is None else plain_number(value.number)


def plain_number(value: object) -> str:
    """A number without the point that nobody typed."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _labels(options: tuple[Option, ...], definition: Definition, language: str) -> dict[str, str]:
    return {one.key: spoken(one.label, language, definition) for one in options}


def _joined(parts: list[str]) -> str:
    return " / ".join(part for part in parts if part)
