"""`/unsubscribes` and `/bounces`."""

from typing import Any

from emptychair.customers.queries.directory import people_reached_at
from emptychair.customers.queries.suppressions import suppressions_of
from emptychair.customers.services.suppression import suppress_address
from emptychair.customers.types import SuppressionReason
from emptychair.integrations.delighted.call import Call
from emptychair.integrations.delighted.paging import slice_of
from emptychair.integrations.delighted.queries.people import names_of
from emptychair.integrations.delighted.replies import OK, seconds
from emptychair.integrations.delighted.types import SYSTEM, Reply

R = SuppressionReason
WANT_NO_MORE = (R.UNSUBSCRIBED.value, R.ASKED.value, R.COMPLAINED.value, R.MANUAL.value)


def list_unsubscribes(call: Call) -> Reply:
    """Who wants no more surveys by mail, the oldest first."""
    return Reply(_rows(call, WANT_NO_MORE, "unsubscribed_at"))


def list_bounces(call: Call) -> Reply:
    """Whose address does not exist, the oldest first."""
    return Reply(_rows(call, (R.BOUNCED.value,), "bounced_at"))


def create_unsubscribe(call: Call) -> Reply:
    """Write no more to an address, whether it is somebody's or not."""
    fields = call.fields
    email = fields.email("person_email")
    fields.require("person_email")
    fields.check()
    suppress_address(
        call.access, channel="email", address=email, reason=R.UNSUBSCRIBED.value, source=SYSTEM
    )
    return Reply(OK, 201)


def _rows(call: Call, reasons: tuple[str, ...], moment: str) -> list[dict[str, Any]]:
    fields = call.fields
    part, since, until = slice_of(fields), fields.moment("since"), fields.moment("until")
    fields.check()
    rows = suppressions_of(
        call.access,
        channel="email",
        reasons=reasons,
        since=since,
        until=until,
        first=part.first,
        limit=part.limit,
    )
    people = people_reached_at(call.access, [one.address for one in rows])
    names = names_of(call.access, list(people.values()))
    found = []
    for row in rows:
        person = people.get(row.address)
        facts = names[person.pk] if person else None
        found.append(
            {
                "person_id": facts.id if facts else None,
                "email": facts.email if facts else row.address,
                "name": (person.name or None) if person else None,
                moment: seconds(row.created_at),
            }
        )
    return found
