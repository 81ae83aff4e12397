"""The same point all along a list of statements: perhaps nobody read them."""

from collections.abc import Iterator
from itertools import groupby

from emptychair.surveys.rules.scales import steps_of
from emptychair.surveys.types.definition import Definition, Question, QuestionKind
from emptychair.surveys.types.flow import Answers

LEAST_ITEMS = 6  # a happy customer says 5 five times; the five modules are no straight line


def is_straight_line(definition: Definition, answers: Answers) -> bool:
    """Whether one block of at least six statements got the same point throughout."""
    return any(
        len(points) >= LEAST_ITEMS and len(set(points)) == 1
        for points in _blocks(definition, answers)
    )


def _blocks(definition: Definition, answers: Answers) -> Iterator[list[float]]:
    """Each matrix, and each run of statements of one page on the same scale."""
    for page in definition.pages:
        for scale, together in groupby(page.questions, key=_scale):
            asked = list(together)
            if scale == "matrix":
                yield from (_cells(one, answers) for one in asked)
            elif scale:
                yield _numbers(asked, answers)


def _scale(question: Question) -> str:
    if question.kind is QuestionKind.MATRIX:
        return "matrix"
    return f"agree:{len(steps_of(question))}" if question.kind is QuestionKind.AGREE else ""


def _cells(question: Question, answers: Answers) -> list[float]:
    said = answers.get(question.key)
    cells = said.cells.values() if said else ()
    return [float(one) for one in cells if isinstance(one, int | float)]


def _numbers(questions: list[Question], answers: Answers) -> list[float]:
    said = [answers[one.key].number for one in questions if one.key in answers]
    return [one for one in said if one is not None]
