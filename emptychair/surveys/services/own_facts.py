"""Noting, as events, what our own tables tell of customers, so that surveys can wait for it."""

from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.customers.own_events import CASE_CLOSED, OWN_SOURCE
from emptychair.customers.services.track import record_event
from emptychair.kit.periods import local_day
from emptychair.surveys.queries.own_facts import names_waited_for, own_facts

LOOK_BACK = timedelta(days=2)  # days on which nobody looked are made up


def note_own_facts(access: Access, *, now: datetime) -> int:
    """Note what happened since yesterday and what a running survey waits for; how much was new.

    Done twice it notes nothing more. A closed case is noted when it is closed, by the loop.
    """
    access.require(Permission.CUSTOMER_WRITE)
    today = local_day(now, access.workspace.zone)
    new = 0
    for name in sorted(names_waited_for(access) - {CASE_CLOSED}):
        facts = list(own_facts(access, name, first=today - LOOK_BACK, last=today))
        people = Person.objects.visible_to(access).in_bulk([one.person_id for one in facts])
        for fact in facts:
            _event, is_new = record_event(
                access,
                person=people[fact.person_id],
                name=fact.name,
                occurred_at=max(fact.moment, now - LOOK_BACK),
                message_id=fact.key,
                source=OWN_SOURCE,
                properties=fact.properties,
            )
            new += is_new
    return new
