"""Buyers as of a day, from the engine."""

from datetime import date

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import live_tables
from emptychair.customers.datasets import LIVE_ORDERS
from emptychair.customers.expressions import buying
from emptychair.customers.queries.leaving import members_of
from emptychair.customers.queries.membership import live_table
from emptychair.customers.rules.months import day_number
from emptychair.renewals.rules.buyers import Buyers, columns


def buyers_on(access: Access, *, on: date) -> Buyers:
    """Everybody who had ordered by a day, with what they had ordered by then."""
    access.require(Permission.CUSTOMER_READ)
    live, member = live_table(access, LIVE_ORDERS), members_of(access).table()
    currency = access.workspace.currency
    found = live_tables().read(buying(live.table, member, on=on, currency=currency))
    return columns(found.to_pylist(), day_number)
