"""What becomes of answers when a page is left: what is kept, what is wrong, what is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass

from emptychair.surveys.rules.flow import shown_answers, shown_questions, validate
from emptychair.surveys.rules.validation import LONGEST, LONGEST_OTHER, longest_text
from emptychair.surveys.types.definition import (
    AnswerValue,
    Definition,
    Question,
    QuestionKind,
    Scalar,
)
from emptychair.surveys.types.flow import Answers, Facts

_CHOSEN = frozenset(
    {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.PICTURE, QuestionKind.RANKING}
)
_IN_CELLS = frozenset({QuestionKind.MATRIX, QuestionKind.CONTACT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The answers as they stand now, and what was wrong with those that were given."""

    answers: dict[str, AnswerValue]
    problems: dict[str, str]


def keep(
    definition: Definition,
    stored: Answers,
    given: Mapping[str, AnswerValue],
    facts: Facts,
    *,
    page: str = "",
) -> Kept:
    """What stands after `given` was said on a page, or anywhere for the empty word.

    A question that is not named stays as it was, an empty answer takes back. What does not fit is
    not kept, and what it should replace stays. Questions that are not shown are passed over.
    """
    standing = dict(stored)
    problems: dict[str, str] = {}
    for one in definition.pages:
        if page and one.key != page:
            continue
        for question in one.questions:
            shown = shown_questions(one, definition, standing, facts)
            if question in shown and question.key in given:
                _take(question, given[question.key], standing, problems)
    return Kept(answers=shown_answers(definition, standing, facts), problems=problems)


def _take(
    question: Question,
    given: AnswerValue,
    standing: dict[str, AnswerValue],
    problems: dict[str, str],
) -> None:
    value = tidy(question, given)
    is_misplaced = value.is_empty and not given.is_empty and not _is_blank(given)
    code = "wrong-kind" if is_misplaced else validate(question, value)
    if code:
        problems[question.key] = code
    elif value.is_empty:
        standing.pop(question.key, None)
    else:
        standing[question.key] = value


def tidy(question: Question, value: AnswerValue) -> AnswerValue:
    """Only what the kind of question takes, without what nobody typed on purpose."""
    kind = question.kind
    takes_choices = kind in _CHOSEN
    takes_cells = kind in _IN_CELLS
    takes_text = kind in LONGEST or kind is QuestionKind.DATE or takes_choices
    takes_number = not (takes_choices or takes_cells or takes_text)
    return AnswerValue(
        number=value.number if takes_number else None,
        text=_tidy_text(question, value.text) if takes_text else "",
        choices=value.choices if takes_choices else (),
        cells=_tidy_cells(value.cells) if takes_cells else {},
    )


def _tidy_text(question: Question, text: str) -> str:
    plain = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if question.kind in LONGEST and question.most is None:
        return plain[: longest_text(question)]
    return plain


def _tidy_cells(cells: Mapping[str, Scalar]) -> dict[str, Scalar]:
    plain = {
        key: cell.replace("\x00", "").strip()[:LONGEST_OTHER] if isinstance(cell, str) else cell
        for key, cell in cells.items()
    }
    return {key: cell for key, cell in plain.items() if cell != ""}


def _is_blank(value: AnswerValue) -> bool:
    """Spaces, and nothing else."""
    words = [value.text, *(str(cell) for cell in value.cells.values())]
    return value.number is None and not value.choices and not "".join(words).strip("\x00 \r\n\t　")
