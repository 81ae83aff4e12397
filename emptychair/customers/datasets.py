"""What the engine may see of customers' events: who, what and when; their properties stay here."""

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.sources import LiveSource, register_source

_COLUMNS = {
    "id": "int64",
    "person_id": "int64",
    "company_id": "int64",
    "name": "string",
    "touchpoint_key": "string",
    "source": "string",
    "occurred_at": "timestamp('UTC')",
}
LIVE_EVENTS = register_source(
    LiveSource(
        dataset=Dataset("events", {**_COLUMNS, "day": "date"}, key=("id",)),
        model="customers.CustomerEvent",
        fields={name: name for name in _COLUMNS},
        sums=("person_id", "company_id"),
        local_days={"day": "occurred_at"},
        month_of="day",
    )
)
