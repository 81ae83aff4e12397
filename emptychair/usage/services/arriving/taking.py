"""Everything of one request, stored in one transaction."""

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.services.track import record_events
from emptychair.usage.models import Visitor
from emptychair.usage.services.arriving.aliases import carry_names_over, join_aliases
from emptychair.usage.services.arriving.customers import Who, make_companies, make_people
from emptychair.usage.services.arriving.visitors import (
    keep_without_person,
    know_visitors,
    name_visitor,
)
from emptychair.usage.types import Arrival, Arrived

TRIES = 3  # two requests may make the same person at the same moment


def take_arrivals(access: Access, arrivals: Sequence[Arrival], *, source: str) -> Arrived:
    """Store messages; each one once for its `message_id`, however often it comes.

    When this returns, all of it is in the database. Otherwise nothing is.
    """
    access.require(Permission.CUSTOMER_WRITE)
    for left in range(TRIES, 0, -1):
        try:
            with transaction.atomic():
                return _take(access, arrivals, source)
        except IntegrityError:
            if left == 1:
                raise
    raise AssertionError  # pragma: no cover - the loop returns or raises


def _take(access: Access, arrivals: Sequence[Arrival], source: str) -> Arrived:
    told = Arrived()
    carry_names_over(access, arrivals)
    companies = make_companies(access, arrivals, told)
    people = make_people(access, arrivals, companies, told)
    numbers = {one.visitor for one in arrivals} | _earlier(arrivals)
    visitors = know_visitors(access, numbers)
    for one in arrivals:
        if one.visitor and one.user_id:
            name_visitor(access, visitors[one.visitor], people[one.user_id][0], source=source)
    join_aliases(access, arrivals, people, visitors, source=source)
    _record(access, arrivals, (people, companies, visitors), source, told)
    return told


def _earlier(arrivals: Sequence[Arrival]) -> set[str]:
    return {one.previous_id for one in arrivals if one.previous_id}


def _record(
    access: Access,
    arrivals: Sequence[Arrival],
    known: tuple[Mapping[str, Who], Mapping[str, int], Mapping[str, Visitor]],
    source: str,
    told: Arrived,
) -> None:
    people, companies, visitors = known
    rows, nobody = [], []
    for one in arrivals:
        if not one.name:
            continue
        person = _whose(one, people, visitors)
        if person is None:
            nobody.append(one)
        else:
            rows.append(_row(one, person, companies.get(one.group_id)))
    if rows:
        stored = record_events(access, rows, source=source)
        if any(event is None for event, _is_new, _why in stored):
            raise IntegrityError("somebody was erased in this moment")  # all of it again
        told.events = sum(is_new for _event, is_new, _why in stored)
        told.known = len(stored) - told.events
    if nobody:
        told.without_person = keep_without_person(access, nobody, visitors, companies)
        told.known += len(nobody) - told.without_person


def _whose(one: Arrival, people: Mapping[str, Who], visitors: Mapping[str, Visitor]) -> int | None:
    if one.user_id:
        return people[one.user_id][0]
    visitor = visitors[one.visitor]
    return None if visitor.is_shared else visitor.person_id


def _row(one: Arrival, person: int, company: int | None) -> dict[str, object]:
    return {
        "name": one.name,
        "occurred_at": one.occurred_at,
        "message_id": one.message_id,
        "person_id": person,
        "company_id": company,
        "properties": one.properties,
        "touchpoint_key": one.touchpoint_key,
    }
