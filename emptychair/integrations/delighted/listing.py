"""Answers with their people and further answers, ready to be told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from emptychair.accounts.access import Access
from emptychair.integrations.delighted.further import further_shapes
from emptychair.integrations.delighted.queries.people import names_of
from emptychair.integrations.delighted.shapes import Shape, answer_row, person_inside
from emptychair.surveys.queries.further_answers import further_answers

if TYPE_CHECKING:
    from emptychair.surveys.models import Response, Survey
    from emptychair.surveys.queries.project import ListedAnswer


def answer_shapes(
    access: Access,
    survey: "Survey",
    listed: "Sequence[ListedAnswer]",
    *,
    survey_type: str,
    origin: str,
    expand: Sequence[str] = (),
) -> list[Shape]:
    """What the API says of these answers; as many queries for one as for a hundred."""
    responses = [one.response for one in listed]
    people = {row.person_id: row.person for row in responses if row.person is not None}
    names = names_of(access, list(people.values()))
    further = further_answers(access, survey, responses)

    def person_of(row: "Response") -> Shape | str | None:
        if row.person is None:
            return None
        facts = names[row.person.pk]
        return person_inside(row.person, facts) if "person" in expand else facts.id

    return [
        answer_row(
            one,
            survey_type=survey_type,
            origin=origin,
            person=person_of(one.response),
            further=further_shapes(further.get(one.response.pk, []), one.response.language or "en"),
            notes_expanded="notes" in expand,
        )
        for one in listed
    ]
