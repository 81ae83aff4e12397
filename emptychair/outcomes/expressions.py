"""What customers did, counted by month."""

from collections.abc import Collection
from datetime import date

import ibis.expr.types as ir


def events_by_month(
    events: ir.Table, *, names: Collection[str], owner: str, before: date
) -> ir.Table:
    """How many, by how many people and on how many days; `owner` is company_id or person_id."""
    found = events.filter(events.name.isin(sorted(names)), events.day < before)
    found = found.filter(found[owner].notnull())
    found = found.mutate(owner_id=found[owner], month=found.day.truncate("M"))
    return found.group_by("owner_id", "name", "month").aggregate(
        count=found.count(), people=found.person_id.nunique(), days=found.day.nunique()
    )
