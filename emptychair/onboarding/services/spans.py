"""Keeping who was stuck before the first value, so that an earlier day can be asked."""

from datetime import date

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.services.spans import keep_spans
from emptychair.onboarding.models import StallSpan
from emptychair.onboarding.queries.history import stalled_now


def keep_stalls(access: Access, *, on: date) -> None:
    """Who got stuck and who got over it, as of the reading that has just been."""
    access.require(Permission.CUSTOMER_READ)
    keep_spans(access, StallSpan, {unit: {} for unit in stalled_now(access)}, on=on)
