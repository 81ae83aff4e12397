"""People as another program lists and finds them: by address, telephone, number, in order."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import OtherId, Person
from emptychair.customers.queries.finding import people_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list goes on: behind the person made at this moment with this id."""

    made_at: datetime
    person_id: int


def people_in_order(
    access: Access,
    *,
    after: Place | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int,
) -> list[Person]:
    """People in the order in which they were made, which rows added or deleted do not disturb."""
    access.require(Permission.CUSTOMER_READ)
    rows = people_of(access)
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    if until is not None:
        rows = rows.filter(created_at__lte=until)
    if after is not None:
        later = Q(created_at=after.made_at, pk__gt=after.person_id)
        rows = rows.filter(created_at__gte=after.made_at).filter(
            later | Q(created_at__gt=after.made_at)
        )
    return list(rows.order_by("created_at", "pk")[:limit])


def person_reached_at(access: Access, *, email: str = "", phone: str = "") -> Person | None:
    """The person with this mail address, or with this telephone; of several the first."""
    access.require(Permission.CUSTOMER_READ)
    if email:
        return _first(people_of(access).filter(email=email.strip().lower()))
    return _first(people_of(access).filter(phone=phone)) if phone else None


def people_reached_at(access: Access, addresses: Collection[str]) -> dict[str, Person]:
    """By mail address in lower case, or telephone, who is reached there; two queries."""
    access.require(Permission.CUSTOMER_READ)
    wanted = {one.lower() for one in addresses if one}
    rows = people_of(access).filter(Q(email__in=wanted) | Q(phone__in=wanted)).order_by("-pk")
    found: dict[str, Person] = {}
    for person in rows:
        found |= {key: person for key in (person.email, person.phone) if key in wanted}
    return found


def person_called(access: Access, *, system: str, value: str) -> Person | None:
    """Whom another system calls so; of two that were merged it is the one that stays."""
    access.require(Permission.CUSTOMER_READ)
    rows = OtherId.objects.visible_to(access).filter(system=system, value=value)
    found = rows.select_related("person__merged_into", "person__company").first()
    return standing(access, found.person) if found else None


def person_numbered(access: Access, person_id: int) -> Person | None:
    """The person with our number, or nothing; of two that were merged it is the one that stays."""
    access.require(Permission.CUSTOMER_READ)
    rows = Person.objects.visible_to(access).select_related("merged_into", "company")
    found = None if access.assigned_only else rows.filter(pk=person_id).first()
    return standing(access, found) if found else None


def standing(access: Access, person: Person) -> Person:
    """Whom this row stands for, after merges."""
    access.workspace  # noqa: B018 - refuses those without one
    while person.merged_into is not None:
        person = person.merged_into
    return person


def other_ids_of(access: Access, person_ids: Iterable[int], *, system: str) -> dict[int, str]:
    """By our number, what another system calls these people: of several the first."""
    access.require(Permission.CUSTOMER_READ)
    rows = OtherId.objects.visible_to(access).filter(system=system, person__in=list(person_ids))
    return dict(rows.order_by("-pk").values_list("person_id", "value"))


def _first(rows: QuerySet[Person]) -> Person | None:
    return rows.select_related("company").order_by("pk").first()
