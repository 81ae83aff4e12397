"""What was answered beside the main score and its why, as lines to read."""

from collections.abc import Sequence

from django.utils.translation import get_language

from emptychair.accounts.access import Access
from emptychair.surveys.answer_words import answer_in_words
from emptychair.surveys.models import Response, Survey
from emptychair.surveys.queries.answers import answers_of_many
from emptychair.surveys.queries.definitions import definition_of
from emptychair.surveys.rules.piping import spoken
from emptychair.surveys.types.definition import AnswerValue, Definition

Lines = tuple[tuple[str, str], ...]


def answer_lines(access: Access, survey: Survey, responses: Sequence[Response]) -> dict[int, Lines]:
    """By answer, question and words in the order of the survey; names masked where they must be.

    One query for the answers and one for each version among them.
    """
    several = [one for one in responses if one.version]
    if not several:
        return {}
    versions = {one.version for one in several}
    definitions = {key: definition_of(access, survey, version=key) for key in versions}
    said = answers_of_many(access, several)
    language = (get_language() or "ja").split("-")[0]
    return {one.pk: _lines(definitions[one.version], said[one.pk], language) for one in several}


def _lines(definition: Definition, said: dict[str, AnswerValue], language: str) -> Lines:
    return tuple(
        (
            spoken(one.title, language, definition),
            answer_in_words(one, said[one.key], definition, language),
        )
        for one in definition.questions
        if one.key in said and definition.score not in {one.key, one.why_of}
    )
