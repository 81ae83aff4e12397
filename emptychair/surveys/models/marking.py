"""Marks of quality on a row that is not saved yet."""

from typing import Any

from emptychair.surveys.models.response import Response
from emptychair.surveys.rules.quality import aside_after, marks_of_words
from emptychair.surveys.types.quality import Mark


def put_marks(response: Response, marks: list[str]) -> None:
    """These marks; and whether it counts, by the rule of its survey or a person's word."""
    response.marks, response.is_marked = marks, bool(marks)
    response.aside = aside_after(
        aside=response.aside,
        marks=marks,
        excluded=response.survey.excluded_marks,
        verdict=response.verdict,
    )
    response.is_counted = not (response.is_test or response.aside)


def mark_words(response: Response) -> None:
    """Those of an answer of score and words, such as a file has."""
    put_marks(response, marks_of_words(response.comment, response.language))


def marks_with(response: Response, comment: str) -> dict[str, Any]:
    """The columns that would change if these were the words of a stored answer."""
    marks = marks_of_words(comment, response.language)
    marks += [one for one in response.marks if one != Mark.GIBBERISH]
    aside = aside_after(
        aside=response.aside,
        marks=marks,
        excluded=response.survey.excluded_marks,
        verdict=response.verdict,
    )
    return {
        "marks": marks,
        "is_marked": bool(marks),
        "aside": aside,
        "is_counted": not (response.is_test or aside),
    }
