"""Who came again, counted by the engine."""

from datetime import datetime, timedelta
from typing import TypeAlias

from emptychair.accounts.access import Access
from emptychair.analytics.live import live_tables
from emptychair.fit.expressions.repeat import DAYS, came_again
from emptychair.kit.periods import local_day
from emptychair.metrics.datasets import LIVE_ORDERS, LIVE_PEOPLE

Counts: TypeAlias = tuple[int, int]  # came again, of so many


def repeat_counts(access: Access, *, now: datetime) -> dict[str, Counts]:
    """By segment word: of those who bought in the year before the last one, how many bought again
    on a later day within a year.
    """
    workspace, tables = access.workspace, live_tables()
    end = local_day(now, workspace.zone) - timedelta(days=DAYS)
    first = end - timedelta(days=DAYS)
    orders = tables.table(LIVE_ORDERS, workspace.pk, workspace.zone)
    people = tables.table(LIVE_PEOPLE, workspace.pk, workspace.zone)
    rows = tables.fetch(
        orders,
        ("came again", people.name, first, end),
        lambda bought: came_again(bought, people.table, first=first, end=end),
    )
    return {row["segment"] or "": (row["again"], row["n"]) for row in rows}
