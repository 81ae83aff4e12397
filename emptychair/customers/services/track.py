"""Recording what customers do."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.errors import EventWithoutCustomer
from emptychair.customers.events import CustomerEventRecorded
from emptychair.customers.models import Company, CustomerEvent, Person
from emptychair.kit.errors import NotFound, ProductError
from emptychair.kit.events import publish


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
    if person is None and company is None:
        raise EventWithoutCustomer
    company_id = company.pk if company else (person.company_id if person else None)
    with transaction.atomic():
        event, is_new = CustomerEvent.objects.get_or_create(
            workspace=access.workspace,
            message_id=message_id[:160],
            defaults={
                "person": person,
                "company_id": company_id,
                "name": name[:120],
                "occurred_at": occurred_at,
                "source": source[:40],
                "properties": dict(properties or {}),
                "touchpoint_key": touchpoint_key[:80],
            },
        )
        if is_new:
            _tell(access, event)
    return event, is_new


def record_events(
    access: Access, rows: Sequence[Mapping[str, Any]], *, source: str
) -> list[tuple[CustomerEvent | None, bool, str]]:
    """Many events in one transaction: each with whether it is new, or why it was not taken.

    A row has what `record_event` takes, with `person_id` and `company_id` in place of the rows
    themselves. What is wrong with one keeps no other out.
    """
    access.require(Permission.CUSTOMER_WRITE)
    people = Person.objects.visible_to(access).in_bulk(_ids(rows, "person_id"))
    companies = Company.objects.visible_to(access).in_bulk(_ids(rows, "company_id"))
    told: list[tuple[CustomerEvent | None, bool, str]] = []
    with transaction.atomic():
        for row in rows:
            plain = {key: row[key] for key in row if key not in {"person_id", "company_id"}}
            person, company = row.get("person_id"), row.get("company_id")
            try:
                if (person and person not in people) or (company and company not in companies):
                    raise NotFound
                event, is_new = record_event(
                    access,
                    **plain,
                    source=source,
                    person=people.get(person or 0),
                    company=companies.get(company or 0),
                )
            except ProductError as refusal:
                told.append((None, False, str(refusal)))
            else:
                told.append((event, is_new, ""))
    return told


def _ids(rows: Sequence[Mapping[str, Any]], key: str) -> set[int]:
    return {int(row[key]) for row in rows if row.get(key)}


def _tell(access: Access, event: CustomerEvent) -> None:
    if event.person_id is not None:
        earlier = Q(last_event_at=None) | Q(last_event_at__lt=event.occurred_at)
        seen = Person.objects.visible_to(access).filter(earlier, pk=event.person_id)
        seen.update(last_event_at=event.occurred_at)
    about = f"person:{event.person_id}" if event.person_id else f"company:{event.company_id}"
    publish(
        CustomerEventRecorded(
            workspace_id=access.workspace.pk,
            about=about,
            event_id=event.pk,
            person_id=event.person_id,
            event_name=event.name,
        )
    )
