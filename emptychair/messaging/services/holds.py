"""Somebody is not to be asked anything for now."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.customers.models import Person
from emptychair.messaging.models import Hold


def hold_person(
    access: Access, person: Person, *, source: str, reason: str, until: datetime | None = None
) -> Hold:
    """Have this person asked nothing until `until`, or until the hold is lifted.

    `source` ("case:17") names what holds; the same source again renews its hold. The caller has
    asked for the right to do what holds.
    """
    with transaction.atomic():
        hold, _ = Hold.objects.update_or_create(
            workspace=access.workspace,
            person=person,
            source=source,
            defaults={"reason": reason, "until": until, "lifted_at": None},
        )
    return hold


def lift_hold(access: Access, *, source: str, now: datetime | None = None) -> int:
    """End all that `source` holds; how many people may be asked again because of it."""
    rows = Hold.objects.visible_to(access).filter(source=source, lifted_at=None)
    return rows.update(lifted_at=now or timezone.now())
