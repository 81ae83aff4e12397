"""Which numbers customers were promised, and how often."""

from django.db.models import Count

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.outcomes.queries.kpis import running_kpis

MOST = 30


def customer_kpis(access: Access) -> list[tuple[str, int]]:
    """Names of customers' KPIs with the number of customers, the most common first."""
    access.require(Permission.CUSTOMER_READ)
    rows = running_kpis(access).order_by().values_list("name").annotate(n=Count("pk"))
    return sorted(((name, n) for name, n in rows), key=lambda one: (-one[1], one[0]))[:MOST]
