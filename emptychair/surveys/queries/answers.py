"""What was answered to each question."""

from collections.abc import Iterable

from emptychair.accounts.access import Access, ActorKind
from emptychair.kit.masking import mask_email, mask_name, mask_names
from emptychair.surveys.models import Answer, Response
from emptychair.surveys.rules.definition import SCORE, WHY
from emptychair.surveys.types.definition import AnswerValue


def answers_of(access: Access, response: Response) -> dict[str, AnswerValue]:
    """What one response says, by key of the question; names masked for whoever may not see them.

    The respondent sees their own words.
    """
    return answers_of_many(access, [response])[response.pk]


def answers_of_many(
    access: Access, responses: Iterable[Response]
) -> dict[int, dict[str, AnswerValue]]:
    """What several responses say, by their ids; give them with `person` loaded. One query."""
    known = {one.pk: one for one in responses}
    found = _stored(access, known)
    if access.may_see_names or access.actor.kind is ActorKind.RESPONDENT:
        return found
    for key, response in known.items():
        person = response.person
        names = [person.name] if person and person.name else []
        language = response.language or "ja"
        found[key] = {one: _masked(said, names, language) for one, said in found[key].items()}
    return found


def stored_answers(access: Access, response: Response) -> dict[str, AnswerValue]:
    """What one response says as it is stored, for services that go on with it."""
    return _stored(access, {response.pk: response})[response.pk]


def stored_answers_of_many(
    access: Access, responses: Iterable[Response]
) -> dict[int, dict[str, AnswerValue]]:
    """What several responses say as it is stored, by their ids; one query."""
    return _stored(access, {one.pk: one for one in responses})


def _stored(access: Access, responses: dict[int, Response]) -> dict[int, dict[str, AnswerValue]]:
    found: dict[int, dict[str, AnswerValue]] = {key: {} for key in responses}
    for row in Answer.objects.visible_to(access).filter(response__in=responses).order_by("pk"):
        found[row.response_id][row.question] = _value(row)
    return {key: said or _of_short(responses[key]) for key, said in found.items()}


def _value(row: Answer) -> AnswerValue:
    return AnswerValue(
        number=row.number, text=row.text, choices=tuple(row.choices), cells=dict(row.cells)
    )


def _of_short(response: Response) -> dict[str, AnswerValue]:
    """The answer to a survey of question and why only."""
    said = {}
    if response.score is not None:
        said[SCORE] = AnswerValue(number=float(response.score))
    if response.comment:
        said[WHY] = AnswerValue(text=response.comment)
    return said


def _masked(value: AnswerValue, names: list[str], language: str) -> AnswerValue:
    cells = {
        part: _masked_cell(part, cell, names, language) if isinstance(cell, str) else cell
        for part, cell in value.cells.items()
    }
    return AnswerValue(
        number=value.number, text=mask_names(value.text, names), choices=value.choices, cells=cells
    )


def _masked_cell(part: str, cell: str, names: list[str], language: str) -> str:
    if part == "name":
        return mask_name(cell, language)
    return mask_email(cell) if part == "email" else mask_names(cell, names)
