"""Recording what customers do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.errors import EventWithoutCustomer
from emptychair.customers.events import CustomerEventRecorded
from emptychair.customers.models import Company, CustomerEvent, Person
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.errors import NotFound, ProductError
from emptychair.kit.events import publish_all
from emptychair.kit.storing import store_changed, store_new

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
    event = _event(access, given, person.pk if person else None, company.pk if company else theirs)
    kept = _keep(access, [event])[event.message_id]
    return kept, kept is event


@dataclass(frozen=True, slots=True)
class _Owners:
    """The people (with their company) and companies that rows name, as far as they are there."""

    people: Mapping[int, int | None]
    companies: frozenset[int]


def record_events(
    access: Access, rows: Sequence[Mapping[str, Any]], *, source: str
) -> list[tuple[CustomerEvent | None, bool, str]]:
    """Many events in one transaction: each with whether it is new, or why it was not taken.

    A row has what `record_event` takes, with `person_id` and `company_id` in place of the rows
    themselves. What is wrong with one keeps no other out.
    """
    access.require(Permission.CUSTOMER_WRITE)
    owners = _owners(access, rows)
    read = [_read(access, {**row, "source": source}, owners) for row in rows]
    events = [event for event, _refusal in read if event is not None]
    kept = _keep(access, events)
    told: list[tuple[CustomerEvent | None, bool, str]] = []
    for event, refusal in read:
        there = kept[event.message_id] if event is not None else None
        told.append((there, there is not None and there is event, refusal))
    return told


def _owners(access: Access, rows: Sequence[Mapping[str, Any]]) -> _Owners:
    people, companies = _ids(rows, "person_id"), _ids(rows, "company_id")
    found: dict[int, int | None] = {}
    for some in in_batches(sorted(people)):
        mine = Person.objects.visible_to(access).filter(pk__in=some)
        found |= dict(mine.values_list("pk", "company_id"))
    there: set[int] = set()
    for some in in_batches(sorted(companies)):
        theirs = Company.objects.visible_to(access).filter(pk__in=some)
        there |= set(theirs.values_list("pk", flat=True))
    return _Owners(found, frozenset(there))


def _read(
    access: Access, row: Mapping[str, Any], owners: _Owners
) -> tuple[CustomerEvent | None, str]:
    """The event of a row, or why there is none."""
    person, company = row.get("person_id"), row.get("company_id")
    try:
        if (person and person not in owners.people) or (
            company and company not in owners.companies
        ):
            raise NotFound
        theirs = company or owners.people.get(person or 0)
        return _event(access, row, person or None, theirs), ""
    except ProductError as refusal:
        return None, str(refusal)


def _event(
    access: Access, row: Mapping[str, Any], person_id: int | None, company_id: int | None
) -> CustomerEvent:
    if person_id is None and company_id is None:
        raise EventWithoutCustomer
    moment: datetime = row["occurred_at"]
    texts = {name: str(row.get(name) or "")[:most] for name, most in LONGEST.items()}
    return CustomerEvent(
        workspace_id=access.workspace.pk,
        person_id=person_id,
        company_id=company_id,
        occurred_at=timezone.make_aware(moment) if timezone.is_naive(moment) else moment,
        properties=dict(row.get("properties") or {}),
        **texts,
    )


def _keep(access: Access, events: list[CustomerEvent]) -> dict[str, CustomerEvent]:
    """Store those whose message is not there yet; by message what is there now."""
    try:
        return _store(access, events)
    except IntegrityError:  # the same message came at the same moment, by another request
        return _store(access, events)


def _store(access: Access, events: list[CustomerEvent]) -> dict[str, CustomerEvent]:
    if not events:
        return {}
    with transaction.atomic():
        messages = {event.message_id for event in events}
        known = CustomerEvent.objects.visible_to(access).filter(message_id__in=messages)
        kept = {one.message_id: one for one in known}
        new: dict[str, CustomerEvent] = {}
        for event in events:
            if event.message_id not in kept:
                new.setdefault(event.message_id, event)
        store_new(list(new.values()))
        _mark_seen(access, list(new.values()))
        publish_all([_told(access, event) for event in new.values()])
    return kept | new


def _mark_seen(access: Access, events: list[CustomerEvent]) -> None:
    """The people of new events were seen then: one question and one answer for all of them.

    Always in the order of their ids, or two requests about the same people would wait for each
    other.
    """
    newest: dict[int, datetime] = {}
    for event in events:
        if event.person_id is not None:
            moment = newest.setdefault(event.person_id, event.occurred_at)
            newest[event.person_id] = max(moment, event.occurred_at)
    if not newest:
        return
    people = Person.objects.visible_to(access).filter(pk__in=sorted(newest)).order_by("pk")
    seen = people.select_for_update(of=("self",)).values_list("pk", "last_event_at")
    late = [
        Person(pk=pk, last_event_at=newest[pk])
        for pk, before in seen
        if before is None or before < newest[pk]
    ]
    store_changed(late, ["last_event_at"])


def _told(access: Access, event: CustomerEvent) -> CustomerEventRecorded:
    about = f"person:{event.person_id}" if event.person_id else f"company:{event.company_id}"
    return CustomerEventRecorded(
        workspace_id=access.workspace.pk,
        about=about,
        event_id=event.pk,
        person_id=event.person_id,
        event_name=event.name,
    )


def _ids(rows: Sequence[Mapping[str, Any]], key: str) -> set[int]:
    return {int(row[key]) for row in rows if row.get(key)}
