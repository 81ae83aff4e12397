"""Writing what happened with a customer into their timeline."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from emptychair.accounts.access import Access
from emptychair.customers.models import Company, Person, TimelineEntry


def add_to_timeline(
    access: Access,
    *,
    code: str,
    parameters: Mapping[str, Any],
    happened_at: datetime,
    unique_key: str,
    person: Person | None = None,
    company: Company | None = None,
) -> tuple[TimelineEntry, bool]:
    """One entry, once for each `unique_key`; and whether it is new.

    It needs no right of its own: the service that calls it has asked. Without `company` the
    person's company keeps it too.
    """
    company_id = company.pk if company else (person.company_id if person else None)
    return TimelineEntry.objects.get_or_create(
        workspace=access.workspace,
        unique_key=unique_key[:160],
        defaults={
            "person": person,
            "company_id": company_id,
            "code": code,
            "parameters": dict(parameters),
            "happened_at": happened_at,
            "actor_label": access.actor.label[:200],
        },
    )
