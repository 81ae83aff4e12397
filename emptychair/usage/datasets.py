"""What the engine may see of use: who, which feature, which day, how much, known since when."""

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.sources import LiveSource, register_source

_COLUMNS = {
    "id": "int64",
    "workspace_id": "int64",
    "company_id": "int64",
    "person_id": "int64",
    "feature": "string",
    "day": "date",
    "recorded_on": "date",
    "users": "int64",
    "actions": "int64",
    "origin": "string",
}
DAILY_USE = LIVE_DAILY_USE = register_source(
    LiveSource(
        dataset=Dataset("daily_use", _COLUMNS, key=("id",)),
        model="usage.DailyUse",
        fields={name: name for name in _COLUMNS},
        sums=("company_id", "person_id", "users", "actions"),
        month_of="day",
    )
)
