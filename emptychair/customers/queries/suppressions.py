"""Addresses that nobody writes to, as a list."""

from collections.abc import Collection
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Suppression


def suppressions_of(
    access: Access,
    *,
    channel: str,
    reasons: Collection[str],
    since: datetime | None = None,
    until: datetime | None = None,
    first: int = 0,
    limit: int,
) -> list[Suppression]:
    """Suppressed addresses of a channel for these reasons, the oldest first, from the `first`."""
    access.require(Permission.CUSTOMER_READ)
    rows = Suppression.objects.visible_to(access).filter(channel=channel, reason__in=reasons)
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    if until is not None:
        rows = rows.filter(created_at__lte=until)
    return list(rows.order_by("created_at", "pk")[first : first + limit])


def suppression_with_id(access: Access, suppression_id: int) -> Suppression | None:
    """One suppressed address, or nothing when it was allowed again."""
    access.require(Permission.CUSTOMER_READ)
    return Suppression.objects.visible_to(access).filter(pk=suppression_id).first()
