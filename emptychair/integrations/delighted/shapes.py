"""How people and answers look in JSON: every documented key, null where nothing is known."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from emptychair.integrations.delighted.ids import response_id
from emptychair.integrations.delighted.replies import seconds
from emptychair.integrations.delighted.types import Further, PersonFacts

if TYPE_CHECKING:
    from emptychair.customers.models import Person
    from emptychair.surveys.models import Response
    from emptychair.surveys.queries.project import ListedAnswer

FURTHER = "Delighted additional answers"  # in the properties of an imported answer, as it came
KINDS = ("free_response", "scale", "select_one", "select_many")
Shape = dict[str, Any]


def person_row(person: "Person", facts: PersonFacts) -> Shape:
    """A person in a list; the telephone only where there is one."""
    shape: Shape = {
        "id": facts.id,
        "name": person.name or None,
        "email": facts.email or None,
        "created_at": seconds(person.created_at),
        "last_sent_at": seconds(facts.last_sent_at),
        "last_responded_at": seconds(facts.last_responded_at),
        "next_survey_scheduled_at": seconds(facts.next_survey_at),
    }
    return shape | ({"phone_number": person.phone} if person.phone else {})


def person_inside(person: "Person", facts: PersonFacts) -> Shape:
    """A person in an answer."""
    shape: Shape = {
        "id": facts.id,
        "name": person.name or None,
        "email": facts.email or None,
        "created_at": seconds(person.created_at),
    }
    return shape | ({"phone_number": person.phone} if person.phone else {})


def person_in_autopilot(person: "Person", facts: PersonFacts) -> Shape:
    """A person among the members of an autopilot: address and telephone are always there."""
    return {
        "id": facts.id,
        "name": person.name or None,
        "email": facts.email or None,
        "created_at": seconds(person.created_at),
        "phone_number": person.phone or None,
    }


def answer_row(
    listed: "ListedAnswer",
    *,
    survey_type: str,
    origin: str,
    person: Shape | str | None,
    further: Iterable[Further],
    notes_expanded: bool,
) -> Shape:
    """An answer with all its twelve keys."""
    row = listed.response
    came = row.properties.get(FURTHER)
    return {
        "id": response_id(row.pk, row.external_id),
        "person": person,
        "survey_type": survey_type,
        "score": row.score,
        "comment": row.comment or None,
        "permalink": f"{origin}/r/{listed.token}",
        "created_at": seconds(row.answered_at),
        "updated_at": seconds(listed.updated_at),
        "person_properties": _properties(row),
        "notes": _notes(row.notes, whole=notes_expanded),
        "tags": [str(tag) for tag in row.tags],
        "additional_answers": came
        if isinstance(came, list)
        else [_further(one) for one in further],
    }


def _properties(row: "Response") -> Shape | None:
    found = {name: _word(value) for name, value in row.properties.items() if name != FURTHER}
    return found or None


def _word(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _notes(notes: list[Any], *, whole: bool) -> list[Any]:
    rows = [one if isinstance(one, dict) else {"text": str(one)} for one in notes]
    shown = [
        {
            "id": str(one.get("id") or turn),
            "text": str(one.get("text", "")),
            "user_email": one.get("user_email"),
            "created_at": one.get("created_at"),
        }
        for turn, one in enumerate(rows, start=1)
    ]
    return list(shown) if whole else [one["id"] for one in shown]


def _further(one: Further) -> Shape:
    return {
        "id": one.id,
        "value": {kind: one.value if kind == one.kind else None for kind in KINDS},
        "question": {"id": one.question_id, "type": one.kind, "text": one.question},
    }
