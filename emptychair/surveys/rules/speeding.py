"""Quicker than the questions can be read.

A page is too quick below a third of the time an average reader takes for its words and 0.3 seconds
for each tap, or below three tenths of what the survey's own respondents usually take there, if that
is less than an average reader takes as well. Both shares are our own choice, not measured.
An answer is marked when pages with at least five answers, and at least half of what was answered
on pages whose time is known, were too quick: a score and a why can be given in a moment.
"""

from collections.abc import Sequence
from statistics import median

from emptychair.surveys.rules.checking.length import seconds_to_read
from emptychair.surveys.types.definition import Definition, Question, QuestionKind
from emptychair.surveys.types.flow import Answers
from emptychair.surveys.types.quality import Pace

WHOLE = ""  # the key of the time of all pages together
LEAST_ITEMS = 5
LEAST_ANSWERS = 30  # before a median says what is usual
QUICKEST_READER = 1 / 3  # of the time of an average one
TAP = 0.3  # seconds
UNUSUAL = 0.3  # of the median


def is_speeding(definition: Definition, answers: Answers, pace: Pace, language: str) -> bool:
    """Whether most of it was answered quicker than it can be read."""
    known = quick = 0
    for key, questions in _pages(definition, pace):
        given = [one for one in questions if one.key in answers]
        items = sum(_items(one, answers) for one in given)
        known += items
        if _is_quick(given, items, pace.seconds[key], pace.usual.get(key), language):
            quick += items
    return quick >= LEAST_ITEMS and 2 * quick >= known


def usual_pace(seen: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of each page that at least thirty people sent."""
    pages = {key for one in seen for key in one}
    times = {key: [one[key] for one in seen if key in one] for key in pages}
    return {key: median(each) for key, each in times.items() if len(each) >= LEAST_ANSWERS}


def _pages(definition: Definition, pace: Pace) -> list[tuple[str, tuple[Question, ...]]]:
    if WHOLE in pace.seconds:
        return [(WHOLE, definition.questions)]
    return [(page.key, page.questions) for page in definition.pages if page.key in pace.seconds]


def _is_quick(
    questions: Sequence[Question], items: int, seconds: float, usual: float | None, language: str
) -> bool:
    if not items:
        return False
    reading = sum(_reading(one, language) for one in questions)
    if seconds < QUICKEST_READER * reading + TAP * items:
        return True
    return usual is not None and seconds < UNUSUAL * usual and seconds < reading + TAP * items


def _reading(question: Question, language: str) -> float:
    texts = [question.title, *(one.label for one in (*question.options, *question.rows))]
    spoken = [text.get(language) or next(iter(text.values()), "") for text in texts]
    return sum(seconds_to_read(one, language) for one in spoken)


def _items(question: Question, answers: Answers) -> int:
    said = answers[question.key]
    return max(1, len(said.cells)) if question.kind is QuestionKind.MATRIX else 1
