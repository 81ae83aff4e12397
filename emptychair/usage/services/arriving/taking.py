"""Everything of one request, stored in one transaction."""

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.services.keeping import keep_happenings
from emptychair.customers.types import Happening
from emptychair.usage.models import Visitor
from emptychair.usage.services.arriving.aliases import carry_names_over, join_aliases
from emptychair.usage.services.arriving.customers import (
    Who,
    make_companies,
    make_people,
    people_with_ids,
)
from emptychair.usage.services.arriving.visitors import (
    keep_without_person,
    know_visitors,
    name_visitor,
)
from emptychair.usage.types import Arrival, Arrived

LONGEST_KEY = 80  # of a touchpoint; the others were cut when the message was read
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
            name_visitor(access, visitors[one.visitor], people[one.user_id].person, source=source)
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
    owners = _Owners(access, people, visitors)
    happenings: list[Happening] = []
    nobody: list[Arrival] = []
    for one in arrivals:
        if not one.name:
            continue
        who = owners.of(one)
        if who is None:
            nobody.append(one)
        else:
            happenings.append(_happening(one, who, companies.get(one.group_id), source))
    if happenings:
        seen = {who.person: who.seen for who in owners.all()}
        told.events = len(keep_happenings(access, happenings, seen=seen))
        told.known = len(happenings) - told.events
    if nobody:
        told.without_person = keep_without_person(access, nobody, visitors, companies)
        told.known += len(nobody) - told.without_person


class _Owners:
    """Whose messages are: by the number they name, else by the device they came from."""

    def __init__(
        self, access: Access, people: Mapping[str, Who], visitors: Mapping[str, Visitor]
    ) -> None:
        ids = {one.person_id for one in visitors.values() if one.person_id and not one.is_shared}
        self._people = people
        theirs = people_with_ids(access, ids)
        self._visitors = {
            number: theirs[one.person_id]
            for number, one in visitors.items()
            if one.person_id in theirs and not one.is_shared
        }

    def of(self, one: Arrival) -> Who | None:
        """The person of a message, or nobody yet."""
        return self._people[one.user_id] if one.user_id else self._visitors.get(one.visitor)

    def all(self) -> list[Who]:
        """Everybody who is named."""
        return [*self._people.values(), *self._visitors.values()]


def _happening(one: Arrival, who: Who, company: int | None, source: str) -> Happening:
    return Happening(
        who.person,
        company or who.company,
        one.name,
        one.touchpoint_key[:LONGEST_KEY],
        source,
        one.message_id,
        one.occurred_at,
        one.properties or {},
    )
