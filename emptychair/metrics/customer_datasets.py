"""The plan of each contract, read live."""

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.live import LiveSource

_COLUMNS = {
    "id": "int64",
    "person_id": "int64",
    "company_id": "int64",
    "plan": "string",
    "starts_on": "date",
    "cancelled_on": "date",
}
LIVE_PLANS = LiveSource(
    dataset=Dataset("contract_plans", _COLUMNS, key=("id",)),
    model="customers.Contract",
    fields={each: each for each in _COLUMNS},
    sums=("person_id", "company_id"),
)
