"""`/autopilot/{platform}`: how often people are asked again, and who."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from emptychair.customers.queries.directory import person_reached_at
from emptychair.customers.services.contacts import add_contact, change_contact
from emptychair.integrations.delighted.call import Call
from emptychair.integrations.delighted.errors import BLANK, ApiError, Unprocessable
from emptychair.integrations.delighted.paging import cursor_of, cursor_text, page_size
from emptychair.integrations.delighted.queries.people import facts_of, person_with_number
from emptychair.integrations.delighted.replies import seconds
from emptychair.integrations.delighted.services.requests import keep_spelling, wait_for_turn
from emptychair.integrations.delighted.shapes import person_in_autopilot
from emptychair.integrations.delighted.types import PLATFORMS, Reply
from emptychair.surveys.queries.autopilot_list import autopilot_of, members_in_order
from emptychair.surveys.services.autopilot import (
    USUAL_CADENCE,
    autopilot_for,
    put_into_autopilot,
    take_out_of_autopilot,
)

if TYPE_CHECKING:
    from emptychair.customers.models import Person
    from emptychair.surveys.models import AutopilotMember

DAY = 24 * 3600
ID, EMAIL, PHONE = ("person_id", "id"), ("person_email", "email"), (
    "person_phone_number", "phone_number",
)  # fmt: skip
TAKEN = "is already taken"


def show_autopilot(call: Call, platform: str) -> Reply:
    """Whether it runs, and how often it asks."""
    _known(platform)
    row = autopilot_of(call.access, call.survey, channel=platform)
    made = row or call.survey
    return Reply(
        {
            "platform_id": platform,
            "active": bool(row and row.is_active),
            "frequency": (row.cadence_days if row else USUAL_CADENCE) * DAY,
            "created_at": seconds(made.created_at),
            "updated_at": seconds(row.changed_at if row else call.survey.created_at),
        }
    )


def list_members(call: Call, platform: str) -> Reply:
    """Who is in it, in the order in which they came."""
    _known(platform)
    fields = call.fields
    size, cursor = page_size(fields), cursor_of(fields)
    fields.check()
    row = autopilot_of(call.access, call.survey, channel=platform)
    person_id = None
    if fields.has(*ID, *EMAIL, *PHONE):
        person = _person(call)
        person_id = person.pk if person else 0
    if row is None or person_id == 0:
        return Reply([])
    members = members_in_order(
        call.access,
        row,
        after=(cursor.moment, cursor.key) if cursor else None,
        person_id=person_id,
        limit=size + 1,
    )
    shown, more = members[:size], len(members) > size
    people = [one.person for one in shown]
    facts = facts_of(call.access, call.survey, people, now=call.now)
    rows = []
    for one in shown:
        person_shape = person_in_autopilot(one.person, facts[one.person_id])
        person_shape["last_sent_at"] = seconds(facts[one.person_id].last_sent_at)
        rows.append(_member(one, person_shape))
    cursor_said = cursor_text(shown[-1].created_at, shown[-1].pk) if more else ""
    return Reply(rows, next_page=cursor_said)


def add_member(call: Call, platform: str) -> Reply:
    """Put somebody in, or give them other properties."""
    _known(platform)
    fields = call.fields
    name, properties = fields.name("person_name", "name"), fields.properties("properties")
    email, phone = fields.email(*EMAIL), fields.phone(*PHONE)
    if not fields.text(*ID, *EMAIL, *PHONE) and not fields.errors:
        fields.wrong("person_email" if platform == PLATFORMS[0] else "person_phone_number", BLANK)
    fields.check()
    with transaction.atomic():
        wait_for_turn(call.access)
        person = _found_or_new(call, (email, phone), name)
        missing = "email" if platform == PLATFORMS[0] else "phone"
        if not getattr(person, missing):
            word = "person_email" if missing == "email" else "person_phone_number"
            raise Unprocessable({word: BLANK})
        autopilot = autopilot_for(call.access, call.survey, channel=platform)
        member, _is_new = put_into_autopilot(
            call.access, autopilot, person, properties, now=call.now
        )
    facts = facts_of(call.access, call.survey, [person], now=call.now)
    shape = person_in_autopilot(person, facts[person.pk])
    return Reply({"person": shape, "properties": member.properties}, 201)


def remove_member(call: Call, platform: str) -> Reply:
    """Take somebody out, named in exactly one way."""
    _known(platform)
    fields = call.fields
    ways = [names for names in (ID, EMAIL, PHONE) if fields.text(*names)]
    if len(ways) != 1:
        why = (
            BLANK
            if not ways
            else "give exactly one of person_id, person_email, person_phone_number"
        )
        raise Unprocessable({"person_id" if ways else "person_email": why})
    person = _person(call)
    row = autopilot_of(call.access, call.survey, channel=platform)
    if person is None or row is None:
        raise ApiError(404)
    facts = facts_of(call.access, call.survey, [person], now=call.now)
    shape = person_in_autopilot(person, facts[person.pk])
    if not take_out_of_autopilot(call.access, row, person):
        raise ApiError(404)
    return Reply({"person": shape}, 202)


def _known(platform: str) -> None:
    if platform not in PLATFORMS:
        raise ApiError(404)


def _person(call: Call) -> "Person | None":
    """Whom number, address or telephone name; nobody where they name different people."""
    fields = call.fields
    number, email, phone = fields.text(*ID), fields.text(*EMAIL), fields.text(*PHONE)
    found = [
        person_with_number(call.access, number) if number else None,
        person_reached_at(call.access, email=email) if email else None,
        person_reached_at(call.access, phone=phone) if phone else None,
    ]
    named = [one for one, given in zip(found, (number, email, phone), strict=True) if given]
    same = {one.pk if one else None for one in named}
    return named[0] if len(same) == 1 else None


def _found_or_new(call: Call, reached: tuple[str, str], name: str) -> "Person":
    email, phone = reached
    number = call.fields.text(*ID)
    person = person_with_number(call.access, number) if number else None
    if number and person is None:
        raise Unprocessable({"person_id": "is invalid"})
    by_email = person_reached_at(call.access, email=email) if email else None
    by_phone = person_reached_at(call.access, phone=phone) if phone else None
    found = [one for one in (person, by_email, by_phone) if one is not None]
    if len({one.pk for one in found}) > 1:
        raise Unprocessable({"person_phone_number" if by_phone else "person_email": TAKEN})
    if not found:
        made = add_contact(call.access, email=email, phone=phone, name=name)
        keep_spelling(call.access, made, email)
        return made
    return change_contact(
        call.access,
        found[0],
        email="" if found[0].email else email,
        phone="" if found[0].phone else phone,
        name=name,
    )


def _member(row: "AutopilotMember", person: dict[str, Any]) -> dict[str, Any]:
    planned = None
    if row.next_at is not None:
        planned = {
            "id": str(row.pk),
            "created_at": seconds(row.created_at),
            "survey_scheduled_at": seconds(row.next_at),
            "properties": row.properties,
        }
    return {
        "created_at": seconds(row.created_at),
        "updated_at": seconds(row.changed_at),
        "person": person,
        "next_survey_request": planned,
    }
