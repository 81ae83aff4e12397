"""`/people`: create or update and perhaps ask, list, show, change, delete; pending requests."""

from typing import TYPE_CHECKING

from django.db import transaction

from emptychair.customers.queries.directory import Place, people_in_order, person_reached_at
from emptychair.customers.services.contacts import add_contact, change_contact
from emptychair.customers.services.erasing import erase_person
from emptychair.integrations.delighted.call import Call
from emptychair.integrations.delighted.errors import BLANK, ApiError, Unprocessable
from emptychair.integrations.delighted.paging import cursor_of, cursor_text, page_size
from emptychair.integrations.delighted.queries.people import (
    facts_of,
    person_identified,
    person_with_number,
)
from emptychair.integrations.delighted.replies import OK, seconds
from emptychair.integrations.delighted.services.requests import (
    cancel_requests,
    keep_spelling,
    request_survey,
    wait_for_turn,
)
from emptychair.integrations.delighted.shapes import person_row
from emptychair.integrations.delighted.types import PLATFORMS, SYSTEM, Reply
from emptychair.messaging.services.sent_elsewhere import note_sent_elsewhere

if TYPE_CHECKING:
    from emptychair.customers.models import Person
    from emptychair.integrations.delighted.fields import Properties

TAKEN = "is already taken"


def create_person(call: Call) -> Reply:
    """Create or update a person, and have them asked unless `send` is false."""
    fields = call.fields
    email, phone = fields.email("email"), fields.phone("phone_number")
    name, channel = fields.name("name"), fields.text("channel") or PLATFORMS[0]
    delay = fields.number("delay", 0, least=0)
    sent_at, send = fields.moment("last_sent_at"), fields.truth("send", usual=True)
    properties = fields.properties("properties") or {}
    updates = (fields.email("email_update"), fields.phone("phone_number_update"))
    if channel not in PLATFORMS:
        fields.wrong("channel")
    if not (fields.text("email") or fields.text("phone_number")):
        fields.wrong("email", BLANK)
    fields.check()
    with transaction.atomic():
        wait_for_turn(call.access)
        person, is_new = _upsert(call, (email, phone), updates, name)
        if channel == "sms" and not person.phone:
            raise Unprocessable({"phone_number": BLANK})
        if sent_at is not None:
            note_sent_elsewhere(call.access, person, system=SYSTEM, sent_at=sent_at)
        planned = None
        if send:
            planned = request_survey(
                call.access,
                call.survey,
                person,
                channel=channel,
                properties=properties,
                delay=delay,
                now=call.now,
            )
    scheduled = seconds(planned.scheduled_at) if planned else None
    return Reply(_created(call, person, scheduled, properties), 201 if is_new else 200)


def list_people(call: Call) -> Reply:
    """Everybody in the order in which they came, or whoever has an address."""
    fields = call.fields
    size, cursor = page_size(fields), cursor_of(fields)
    since, until = fields.moment("since"), fields.moment("until")
    email, phone = fields.text("email"), fields.text("phone_number")
    if email and phone:
        fields.wrong("phone_number", "can't be combined with email")
    fields.check()
    if email or phone:
        found = person_reached_at(call.access, email=email, phone=phone)
        return Reply(_rows(call, [found] if found else []))
    after = Place(cursor.moment, cursor.key) if cursor else None
    people = people_in_order(call.access, after=after, since=since, until=until, limit=size + 1)
    shown = people[:size]
    more = len(people) > size
    return Reply(
        _rows(call, shown),
        next_page=cursor_text(shown[-1].created_at, shown[-1].pk) if more else "",
    )


def show_person(call: Call, identifier: str) -> Reply:
    """One person."""
    return Reply(_rows(call, [_identified(call, identifier)])[0])


def update_person(call: Call) -> Reply:
    """Name, address and telephone of the person with this `id`."""
    fields = call.fields
    person = person_with_number(call.access, fields.text("id"))
    if person is None:
        raise ApiError(404)
    updates = (fields.email("email"), fields.phone("phone_number"))
    name = fields.name("name")
    fields.check()
    with transaction.atomic():
        _change(call, person, updates, ("email", "phone_number"), name)
    return Reply(_rows(call, [person])[0])


def delete_person(call: Call, identifier: str) -> Reply:
    """Remove a person and everything about them."""
    erase_person(call.access, _identified(call, identifier))
    return Reply(OK, 202)


def nobody_to_delete(_call: Call) -> Reply:
    """Without an identifier nothing is deleted."""
    raise ApiError(405)


def cancel_pending(call: Call, email: str) -> Reply:
    """Take back what is planned for somebody and was not sent."""
    person = person_reached_at(call.access, email=email)
    if person is None:
        raise ApiError(404)
    cancel_requests(call.access, person, call.survey, now=call.now)
    return Reply(OK)


def _identified(call: Call, identifier: str) -> "Person":
    """As it stands, else without the ending of a format."""
    found = person_identified(call.access, identifier)
    if found is None and identifier.endswith(".json"):
        found = person_identified(call.access, identifier.removesuffix(".json"))
    if found is None:
        raise ApiError(404)
    return found


def _upsert(
    call: Call, reached: tuple[str, str], updates: tuple[str, str], name: str
) -> tuple["Person", bool]:
    """The person with this address or telephone, changed, else a new one; and whether new."""
    email, phone = reached
    by_email = person_reached_at(call.access, email=email) if email else None
    by_phone = person_reached_at(call.access, phone=phone) if phone else None
    if by_email is not None and by_phone is not None and by_email.pk != by_phone.pk:
        raise Unprocessable({"phone_number": TAKEN})
    person = by_email or by_phone or _moved_before(call, updates)
    is_new = person is None
    if person is None:
        person = add_contact(
            call.access, email=updates[0] or email, phone=updates[1] or phone, name=name
        )
    else:
        _keep_both(call, person, reached, name)
    _change(call, person, updates, ("email_update", "phone_number_update"), "")
    keep_spelling(call.access, person, updates[0] or email or person.email)
    return person, is_new


def _moved_before(call: Call, updates: tuple[str, str]) -> "Person | None":
    """Who has the new address already: the same request, sent a second time."""
    email, phone = updates
    found = person_reached_at(call.access, email=email) if email else None
    return found or (person_reached_at(call.access, phone=phone) if phone else None)


def _keep_both(call: Call, person: "Person", reached: tuple[str, str], name: str) -> None:
    """Known by one of the two, a person gets the other where they had none."""
    email, phone = reached
    change_contact(
        call.access,
        person,
        email="" if person.email else email,
        phone="" if person.phone else phone,
        name=name,
    )


def _change(
    call: Call, person: "Person", updates: tuple[str, str], named: tuple[str, str], name: str
) -> None:
    email, phone = updates
    for word, value, reached in (
        (named[0], email, {"email": email}),
        (named[1], phone, {"phone": phone}),
    ):
        other = person_reached_at(call.access, **reached) if value else None
        if other is not None and other.pk != person.pk:
            raise Unprocessable({word: TAKEN})
    change_contact(call.access, person, email=email, phone=phone, name=name)
    if email:
        keep_spelling(call.access, person, email)


def _rows(call: Call, people: "list[Person]") -> list[dict[str, object]]:
    facts = facts_of(call.access, call.survey, people, now=call.now)
    return [person_row(one, facts[one.pk]) for one in people]


def _created(
    call: Call, person: "Person", scheduled: int | None, properties: "Properties"
) -> dict[str, object]:
    facts = facts_of(call.access, call.survey, [person], now=call.now)[person.pk]
    shape: dict[str, object] = {
        "id": facts.id,
        "email": facts.email or None,
        "name": person.name or None,
        "survey_scheduled_at": scheduled,
        "properties": properties,
    }
    return shape | ({"phone_number": person.phone} if person.phone else {})
