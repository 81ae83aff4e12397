"""Daily use, by customer and day, as columns."""

from typing import TYPE_CHECKING

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.success.expressions.use import days_of_features, days_of_use
from emptychair.success.rules.rows import Table
from emptychair.usage.datasets import LIVE_DAILY_USE

if TYPE_CHECKING:
    from emptychair.success.queries.rows import Reading

MODEL = "usage.DailyUse"


def read_use(access: Access, reading: "Reading") -> tuple[Table, Table]:
    """Users and actions of each day, and what was used on it as signs of life."""
    access.require(Permission.CUSTOMER_READ)
    use = reading.live(LIVE_DAILY_USE)
    days = reading.table(days_of_use(use, reading.member), MODEL)
    return days, reading.table(days_of_features(use, reading.member), MODEL)
