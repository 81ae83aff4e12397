"""Wishes of customers as they stood on any past day, for those who look back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.intake.models import CustomerRequest
from emptychair.intake.types import Ending, NoteKind
from emptychair.kit.periods import local_day


@dataclass(frozen=True, slots=True)
class PastRequest:
    """When a wish came, when we first wrote back, and when it was closed."""

    company_id: int | None
    person_id: int | None
    received_on: date
    known_on: date
    answered_on: date | None
    closed_on: date | None


def requests_past(access: Access) -> Iterator[PastRequest]:
    """All real wishes of the workspace, in one query; what was no wish at all is left out."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return
    zone = access.workspace.zone
    rows = CustomerRequest.objects.visible_to(access).exclude(ending=Ending.NONE).order_by("pk")
    told = rows.annotate(
        answered=Min("notes__happened_at", filter=Q(notes__kind=NoteKind.MAIL_OUT))
    ).values_list(
        "company_id", "person_id", "received_at", "created_at", "answered", "closed_at"
    )  # fmt: skip
    for company, person, received, created, answered, closed in told.iterator(chunk_size=5000):
        yield PastRequest(
            company_id=company,
            person_id=person,
            received_on=local_day(received, zone),
            known_on=local_day(created, zone),
            answered_on=local_day(answered, zone) if answered else None,
            closed_on=local_day(closed, zone) if closed else None,
        )
