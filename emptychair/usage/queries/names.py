"""Which events there are, and what each counts as."""

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import CustomerEvent
from emptychair.usage.rules.definitions import UseDefinition

LOOKED_AT = 20_000  # newest events
MOST = 200


def event_names(access: Access, definition: UseDefinition) -> list[tuple[str, int, str]]:
    """Names among the newest events, most first, with the feature each counts as (empty: none)."""
    access.require(Permission.CUSTOMER_READ)
    since = timezone.now() - timedelta(days=365)
    newest = CustomerEvent.objects.visible_to(access).filter(occurred_at__gte=since)
    newest = newest.exclude(source__in=definition.own_sources).order_by("-occurred_at")
    ids = newest.values("pk")[:LOOKED_AT]
    rows = CustomerEvent.objects.visible_to(access).filter(pk__in=ids).order_by()
    counted = rows.values_list("name").annotate(n=Count("pk")).order_by("-n", "name")[:MOST]
    return [(name, n, definition.feature_of(name)) for name, n in counted]
