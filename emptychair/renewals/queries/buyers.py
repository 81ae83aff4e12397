"""Buyers as of a day, from the engine."""

from datetime import date

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import live_tables
from emptychair.metrics.datasets import LIVE_ORDERS
from emptychair.renewals.expressions import buyers
from emptychair.renewals.rules.buyers import Buyers, columns
from emptychair.renewals.rules.months import day_number


def buyers_on(access: Access, *, on: date) -> Buyers:
    """Everybody who had ordered by a day, with what they had ordered by then."""
    access.require(Permission.CUSTOMER_READ)
    workspace = access.workspace
    live = live_tables().table(LIVE_ORDERS, workspace.pk, workspace.zone)
    found = live_tables().read(buyers(live.table, on=on, currency=workspace.currency))
    return columns(found.to_pylist(), day_number)
