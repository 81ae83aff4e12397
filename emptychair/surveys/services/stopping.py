"""Somebody wants no more surveys."""

from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.customers.services.suppression import suppress_address
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.customers.types import SuppressionReason
from emptychair.surveys.models import Invitation


def stop_surveys(access: Access, invitation: Invitation, *, now: datetime) -> bool:
    """Write no more to the address that was asked; whether it was written to until now.

    For a test that a colleague sent to themselves nothing is stored.
    """
    person, message = invitation.person, invitation.message
    address = message.to_address if message else person.email if person else ""
    if invitation.is_test or person is None or not address:
        return False
    with transaction.atomic():
        _row, is_new = suppress_address(
            access,
            channel="email",
            address=address,
            reason=SuppressionReason.UNSUBSCRIBED.value,
            source=f"invitation {invitation.pk}",
        )
        if is_new:
            add_to_timeline(
                access,
                person=person,
                code="surveys.stopped",
                parameters={},
                happened_at=now,
                unique_key=f"invitation:{invitation.pk}:stopped",
            )
    return is_new
