"""Recording what customers do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.errors import EventWithoutCustomer
from emptychair.customers.models import Company, CustomerEvent, Person
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.services.keeping import keep_happenings
from emptychair.customers.types import Happening
from emptychair.kit.errors import NotFound, ProductError

LONGEST = {"name": 120, "message_id": 160, "source": 40, "touchpoint_key": 80}


def record_event(  # noqa: PLR0913 - an event has that many sides, all by keyword
    access: Access,
    *,
    name: str,
    occurred_at: datetime,
    message_id: str,
    source: str,
    person: Person | None = None,
    company: Company | None = None,
    properties: Mapping[str, Any] | None = None,
    touchpoint_key: str = "",
) -> tuple[CustomerEvent, bool]:
    """One event of a person or company, once for each `message_id`; and whether it is new.

    A new one is told to others, and the person counts as seen then. Rows are never changed.
    """
    access.require(Permission.CUSTOMER_WRITE)
    given = {
        "name": name,
        "occurred_at": occurred_at,
        "message_id": message_id,
        "source": source,
        "properties": properties,
        "touchpoint_key": touchpoint_key,
    }
    theirs = person.company_id if person else None
    one = _happening_of(given, person.pk if person else None, company.pk if company else theirs)
    kept, new = _keep(access, [one])
    return kept[one.message_id], one.message_id in new


def record_events(
    access: Access, rows: Sequence[Mapping[str, Any]], *, source: str
) -> list[tuple[CustomerEvent | None, bool, str]]:
    """Many events in one transaction: each with whether it is new, or why it was not taken.

    A row has what `record_event` takes, with `person_id` and `company_id` in place of the rows
    themselves. What is wrong with one keeps no other out.
    """
    access.require(Permission.CUSTOMER_WRITE)
    people, companies = _owners(access, rows)
    read = [_read({**row, "source": source}, people, companies) for row in rows]
    kept, new = _keep(access, [one for one, _refusal in read if one is not None])
    told: list[tuple[CustomerEvent | None, bool, str]] = []
    for one, refusal in read:
        is_new = one is not None and one.message_id in new
        if one is not None:
            new.discard(one.message_id)  # it is new once
        told.append((kept[one.message_id] if one is not None else None, is_new, refusal))
    return told


def _happening_of(
    row: Mapping[str, Any], person_id: int | None, company_id: int | None
) -> Happening:
    """The event of a row, as it fits into its table. Raises `EventWithoutCustomer`."""
    if person_id is None and company_id is None:
        raise EventWithoutCustomer
    moment: datetime = row["occurred_at"]
    texts = {name: str(row.get(name) or "")[:most] for name, most in LONGEST.items()}
    return Happening(
        person=person_id,
        company=company_id,
        occurred_at=timezone.make_aware(moment) if timezone.is_naive(moment) else moment,
        properties=dict(row.get("properties") or {}),
        **texts,
    )


def _owners(
    access: Access, rows: Sequence[Mapping[str, Any]]
) -> tuple[dict[int, int | None], frozenset[int]]:
    """The people (with their company) and companies that rows name, as far as they are there."""
    people: dict[int, int | None] = {}
    for some in in_batches(sorted(_ids(rows, "person_id"))):
        mine = Person.objects.visible_to(access).filter(pk__in=some)
        people |= dict(mine.values_list("pk", "company_id"))
    companies: set[int] = set()
    for some in in_batches(sorted(_ids(rows, "company_id"))):
        theirs = Company.objects.visible_to(access).filter(pk__in=some)
        companies |= set(theirs.values_list("pk", flat=True))
    return people, frozenset(companies)


def _read(
    row: Mapping[str, Any], people: Mapping[int, int | None], companies: frozenset[int]
) -> tuple[Happening | None, str]:
    """The event of a row, or why there is none."""
    person, company = row.get("person_id"), row.get("company_id")
    try:
        if (person and person not in people) or (company and company not in companies):
            raise NotFound
        return _happening_of(row, person or None, company or people.get(person or 0)), ""
    except ProductError as refusal:
        return None, str(refusal)


def _keep(access: Access, happenings: list[Happening]) -> tuple[dict[str, CustomerEvent], set[str]]:
    """Store those whose message is not there yet; by message what is there now, and what is new."""
    if not happenings:
        return {}, set()
    with transaction.atomic():
        try:
            with transaction.atomic():
                new = set(keep_happenings(access, happenings))
        except IntegrityError:  # the same message came at the same moment, by another request
            new = set(keep_happenings(access, happenings))
        return _there(access, (one.message_id for one in happenings)), new


def _there(access: Access, messages: Iterable[str]) -> dict[str, CustomerEvent]:
    found: dict[str, CustomerEvent] = {}
    for some in in_batches(sorted(set(messages))):
        rows = CustomerEvent.objects.visible_to(access).filter(message_id__in=some)
        found |= {one.message_id: one for one in rows}
    return found


def _ids(rows: Sequence[Mapping[str, Any]], key: str) -> set[int]:
    return {int(row[key]) for row in rows if row.get(key)}
