"""The way through a survey: what is shown, what comes next, how it ends.

An answer to a question that is no longer shown does not exist: it is neither checked, nor stored,
nor asked for by a condition. Pages come in their order and only forward, so no survey loops,
whatever its conditions say.
"""

import random
from collections.abc import Iterable

from emptychair.surveys.rules.conditions import about_score, holds
from emptychair.surveys.rules.piping import pipe, spoken
from emptychair.surveys.rules.validation import validate
from emptychair.surveys.types.definition import (
    AnswerValue,
    Condition,
    Definition,
    Ending,
    Option,
    Page,
    Question,
    QuestionKind,
)
from emptychair.surveys.types.flow import Answers, Facts

__all__ = [
    "ending_for",
    "first_page",
    "next_page",
    "options_in_order",
    "page_with",
    "pipe",
    "previous_page",
    "problems_left",
    "review_for",
    "rows_in_order",
    "shown_answers",
    "shown_pages",
    "shown_questions",
    "spoken",
    "validate",
]


def shown_answers(definition: Definition, answers: Answers, facts: Facts) -> dict[str, AnswerValue]:
    """Only what was answered to questions that are shown; in one pass, in their order."""
    standing: dict[str, AnswerValue] = {}
    for page in definition.pages:
        if not holds(page.show_if, definition, standing, facts):
            continue
        for question in page.questions:
            given = answers.get(question.key)
            if given is None or given.is_empty or question.kind is QuestionKind.STATEMENT:
                continue
            if holds(question.show_if, definition, standing, facts):
                standing[question.key] = given
    return standing


def shown_questions(
    page: Page, definition: Definition, answers: Answers, facts: Facts
) -> tuple[Question, ...]:
    """The questions of a page that are shown now; none where the page itself is not."""
    standing = shown_answers(definition, answers, facts)
    before = _before(page, definition, standing)
    if not holds(page.show_if, definition, before, facts):
        return ()
    shown = []
    for question in page.questions:
        if holds(question.show_if, definition, before, facts):
            shown.append(question)
            if question.key in standing:
                before[question.key] = standing[question.key]
    return tuple(shown)


def shown_pages(definition: Definition, answers: Answers, facts: Facts) -> tuple[Page, ...]:
    """The pages with something on them."""
    return tuple(
        page for page in definition.pages if shown_questions(page, definition, answers, facts)
    )


def page_with(definition: Definition, key: str) -> Page | None:
    """The page with this key."""
    return next((page for page in definition.pages if page.key == key), None)


def first_page(definition: Definition, answers: Answers, facts: Facts) -> Page | None:
    """Where the survey begins."""
    return next_page(definition, answers, facts, "")


def next_page(definition: Definition, answers: Answers, facts: Facts, after: str) -> Page | None:
    """The next page with something on it, or nothing at the end; after the empty word the first."""
    return next(iter(_shown(_behind(definition, after), definition, answers, facts)), None)


def previous_page(
    definition: Definition, answers: Answers, facts: Facts, before: str
) -> Page | None:
    """The page before, or nothing on the first one; before the empty word the last."""
    keys = [page.key for page in definition.pages]
    here = keys.index(before) if before in keys else 0 if before else len(keys)
    earlier = reversed(definition.pages[:here])
    return next(iter(_shown(earlier, definition, answers, facts)), None)


def problems_left(
    definition: Definition, answers: Answers, facts: Facts, *, page: str = ""
) -> dict[str, str]:
    """What stands between these answers and the end: keys of questions with codes, in order."""
    nothing = AnswerValue()
    found: dict[str, str] = {}
    for one in definition.pages:
        if page and one.key != page:
            continue
        for question in shown_questions(one, definition, answers, facts):
            code = validate(question, answers.get(question.key) or nothing)
            if code:
                found[question.key] = code
    return found


def ending_for(definition: Definition, answers: Answers, facts: Facts) -> Ending | None:
    """The first ending whose condition holds. What a review ending says about scores is not heard:
    who is asked for a public review must never depend on the score.
    """
    standing = shown_answers(definition, answers, facts)
    for ending in definition.endings:
        if holds(_condition_of(ending, definition), definition, standing, facts):
            return ending
    return None


def review_for(definition: Definition, answers: Answers, facts: Facts) -> Ending | None:
    """The request for a public review, which stands below every ending whatever the score."""
    standing = shown_answers(definition, answers, facts)
    for ending in definition.endings:
        asks = ending.kind == "review"
        if asks and holds(_condition_of(ending, definition), definition, standing, facts):
            return ending
    return None


def options_in_order(question: Question, seed: str) -> tuple[Option, ...]:
    """The options as this respondent sees them: by chance where that is wanted, the same each time.

    Other, none, and what is to stay keep their places.
    """
    return _in_order(question, question.options, seed)


def rows_in_order(question: Question, seed: str) -> tuple[Option, ...]:
    """The rows of a matrix as this respondent sees them."""
    return _in_order(question, question.rows, seed)


def _in_order(question: Question, options: tuple[Option, ...], seed: str) -> tuple[Option, ...]:
    if not question.random_order:
        return options
    moving = [one for one in options if not (one.stays or one.is_other or one.is_none)]
    random.Random(f"{seed}:{question.key}").shuffle(moving)  # noqa: S311 - an order, no secret
    turn = iter(moving)
    return tuple(
        one if (one.stays or one.is_other or one.is_none) else next(turn) for one in options
    )


def _condition_of(ending: Ending, definition: Definition) -> Condition | None:
    condition = ending.show_if
    if ending.kind != "review" or condition is None:
        return condition
    kept = tuple(one for one in condition.clauses if not about_score(one, definition))
    return Condition(clauses=kept, match=condition.match)


def _before(page: Page, definition: Definition, standing: Answers) -> dict[str, AnswerValue]:
    """What stands before a page begins."""
    keys: set[str] = set()
    for one in definition.pages:
        if one.key == page.key:
            break
        keys.update(question.key for question in one.questions)
    return {key: value for key, value in standing.items() if key in keys}


def _behind(definition: Definition, key: str) -> tuple[Page, ...]:
    """The pages behind one; all for the empty word, none for a key that is not there."""
    if not key:
        return definition.pages
    keys = [page.key for page in definition.pages]
    return definition.pages[keys.index(key) + 1 :] if key in keys else ()


def _shown(
    pages: Iterable[Page], definition: Definition, answers: Answers, facts: Facts
) -> Iterable[Page]:
    return (page for page in pages if shown_questions(page, definition, answers, facts))
