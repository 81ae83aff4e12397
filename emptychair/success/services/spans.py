"""Keeping who stood on the list of customers at risk, so that an earlier day can be asked."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.services.spans import keep_spans
from emptychair.kit.periods import local_day
from emptychair.success.models import CustomerHealth, RiskSpan


def keep_risk_spans(access: Access, *, now: datetime) -> None:
    """Who came onto the list and who left it, as of the look that has just been."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerHealth.objects.visible_to(access).at_risk()
    inside: dict[int, dict[str, object]] = {
        unit: {} for unit in rows.values_list("unit", flat=True)
    }
    keep_spans(access, RiskSpan, inside, on=local_day(now, access.workspace.zone))
