"""`/survey_responses`: list, show, add, change."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from emptychair.customers.queries.directory import person_reached_at
from emptychair.integrations.delighted.call import Call
from emptychair.integrations.delighted.endpoints.trends import trend_of
from emptychair.integrations.delighted.errors import BLANK, ApiError
from emptychair.integrations.delighted.fields import Fields
from emptychair.integrations.delighted.ids import MARK, pk_of
from emptychair.integrations.delighted.listing import answer_shapes
from emptychair.integrations.delighted.paging import slice_of
from emptychair.integrations.delighted.queries.people import person_with_number
from emptychair.integrations.delighted.types import SYSTEM, Reply
from emptychair.surveys.queries.project import (
    AnswerFilters,
    answer_of_survey,
    answers_of_survey,
)
from emptychair.surveys.services.adjusting import adjust_response
from emptychair.surveys.services.responses import correct_response, record_response

if TYPE_CHECKING:
    from emptychair.customers.models import Person
    from emptychair.surveys.queries.project import ListedAnswer

# What `order` may say: newest first or not, by the last change or by when it was given.
ORDERS = {
    "": (False, False),
    "asc": (False, False),
    "desc": (True, False),
    "asc:created_at": (False, False),
    "desc:created_at": (True, False),
    "asc:updated_at": (False, True),
    "desc:updated_at": (True, True),
}


def list_responses(call: Call) -> Reply:
    """Answers of the survey."""
    fields = call.fields
    part, order = slice_of(fields), fields.text("order")
    if order not in ORDERS:
        fields.wrong("order")
    newest_first, by_update = ORDERS.get(order, (False, False))
    filters = AnswerFilters(
        since=fields.moment("since"),
        until=fields.moment("until"),
        updated_since=fields.moment("updated_since"),
        updated_until=fields.moment("updated_until"),
        segment=trend_of(call),
        by_update=by_update,
        newest_first=newest_first,
    )
    fields.check()
    if fields.has("person_id", "person_email"):
        person = _person_asked_for(call)
        if person is None:
            return Reply([])
        filters = replace(filters, person_id=person.pk)
    rows = answers_of_survey(call.access, call.survey, filters, first=part.first, limit=part.limit)
    return Reply(_shapes(call, rows))


def show_response(call: Call, number: str) -> Reply:
    """One answer."""
    return Reply(_shapes(call, [_listed(call, number)])[0])


def create_response(call: Call) -> Reply:
    """Add an answer that was given elsewhere."""
    fields = call.fields
    person, score = _whose(call, required=True), _score(call, required=True)
    properties = fields.properties("person_properties") or {}
    given = fields.moment("created_at")
    fields.check()
    with transaction.atomic():
        row, _is_new = record_response(
            call.access,
            call.survey,
            score=score,
            comment=fields.text("comment"),
            answered_at=given or call.now,
            person=person,
            channel="api",
            source=SYSTEM,
            properties={name: value for name, value in properties.items() if value is not None},
            tags=_tags(fields) or (),
        )
    listed = answer_of_survey(call.access, call.survey, pk=row.pk)
    return Reply(_shapes(call, [listed])[0], 201)


def update_response(call: Call, number: str) -> Reply:
    """Change an answer. What a client echoes and nobody may change is passed over."""
    row = _listed(call, number).response
    fields = call.fields
    person, score = _whose(call, required=False), _score(call, required=False)
    properties = fields.properties("person_properties")
    comment = fields.text("comment") if fields.has("comment") else row.comment
    fields.check()
    with transaction.atomic():
        adjust_response(
            call.access, row, now=call.now, person=person, properties=properties,
            tags=_tags(fields),
        )  # fmt: skip
        wanted = row.score if score is None else score
        correct_response(call.access, row, score=wanted, comment=comment, now=call.now)
    return Reply(_shapes(call, [_listed(call, number)])[0])


def update_by_body(call: Call) -> Reply:
    """The same for a client that sends the number in the body."""
    number = call.fields.text("id")
    if not number:
        raise ApiError(404)
    return update_response(call, number)


def _listed(call: Call, number: str) -> "ListedAnswer":
    own = pk_of(number)
    return answer_of_survey(
        call.access, call.survey, pk=own, external_id="" if own else f"{MARK}{number}"
    )


def _shapes(call: Call, rows: "list[ListedAnswer]") -> list[dict[str, Any]]:
    return answer_shapes(
        call.access,
        call.survey,
        rows,
        survey_type=call.survey_type.name,
        origin=call.origin,
        expand=call.fields.many("expand"),
    )


def _person_asked_for(call: Call) -> "Person | None":
    number, email = call.fields.text("person_id"), call.fields.text("person_email")
    by_number = person_with_number(call.access, number) if number else None
    by_email = person_reached_at(call.access, email=email) if email else None
    if number and email:
        same = by_number is not None and by_email is not None and by_number.pk == by_email.pk
        return by_number if same else None
    return by_number or by_email


def _whose(call: Call, *, required: bool) -> "Person | None":
    """`person`: a number, or a person as they are told."""
    given = call.fields.found.get("person")
    if isinstance(given, dict):
        given = given.get("id")
    number = str(given) if given is not None else ""
    if not number:
        if required:
            call.fields.wrong("person", BLANK)
        return None
    person = person_with_number(call.access, number)
    if person is None:
        call.fields.wrong("person")
    return person


def _score(call: Call, *, required: bool) -> int | None:
    fields = call.fields
    if not fields.text("score"):
        if required:
            fields.wrong("score", BLANK)
        return None
    score: int | None = fields.number("score")
    if score is not None and score not in call.survey_type.scores:
        fields.wrong("score")
    return score


def _tags(fields: Fields) -> list[str] | None:
    if not isinstance(fields.found.get("tags"), list | str):
        return None
    return [word for one in fields.many("tags") if (word := one.strip()[:80])]
