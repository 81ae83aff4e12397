"""Who stood on the list of customers at risk on an earlier day."""

from datetime import date

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.spans import is_past, known_from, spans_on
from emptychair.success.models import CustomerHealth, RiskSpan


def at_risk_on(access: Access, day: date) -> set[int]:
    """Companies, and people below nothing, as of the last look where none came after that day."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return set()
    if is_past(access, RiskSpan, day):
        return set(spans_on(access, RiskSpan, day).values_list("unit", flat=True))
    rows = CustomerHealth.objects.visible_to(access).at_risk()
    return set(rows.values_list("unit", flat=True))


def risk_known_from(access: Access) -> date | None:
    """The first day of which the list is known."""
    return known_from(access, RiskSpan)
