"""From a row of the engine to what a company used."""

from typing import Any

from emptychair.usage.types import UseReading


def reading_from(row: dict[str, Any], seats: int | None) -> UseReading:
    """A row of the engine."""
    return UseReading(
        active_days=int(row["active_days"] or 0),
        users=max(int(row["people"] or 0), int(row["given_users"] or 0)),
        actions=int(row["actions"] or 0),
        before_actions=int(row["before_actions"] or 0),
        before_active_days=int(row["before_active_days"] or 0),
        seats=seats,
        features=int(row["features"] or 0),
        last_day=row["last_day"],
        first_day=row["first_day"],
    )
