"""What is known of customers beside their answers, read live: where they belong, and their plan."""

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.live import LiveSource


def _live(name: str, model: str, columns: dict[str, str], *sums: str) -> LiveSource:
    dataset = Dataset(name, {"id": "int64", **columns}, key=("id",))
    return LiveSource(dataset, model, {each: each for each in dataset.columns}, sums)


LIVE_CUSTOMERS = _live(
    "customers",
    "customers.Person",
    {
        "company_id": "int64",
        "merged_into_id": "int64",
        "joined_on": "date",
        "left_on": "date",
        "yearly_value": "float64",
        "segment": "string",
        "region": "string",
        "language": "string",
    },
    "company_id",
    "merged_into_id",
)
LIVE_PLANS = _live(
    "contract_plans",
    "customers.Contract",
    {
        "person_id": "int64",
        "company_id": "int64",
        "plan": "string",
        "starts_on": "date",
        "cancelled_on": "date",
    },
    "person_id",
    "company_id",
)
LIVE_REMINDED = LiveSource(
    dataset=Dataset(
        "reminded",
        {
            "id": "int64",
            "survey_id": "int64",
            "person_id": "int64",
            "asked_at": "timestamp('UTC')",
            "reminders": "int16",
            "is_test": "boolean",
            "asked_day": "date",
        },
        key=("id",),
    ),
    model="surveys.Invitation",
    fields={
        each: each for each in ("id", "survey_id", "person_id", "asked_at", "reminders", "is_test")
    },
    sums=("person_id", "survey_id", "reminders"),
    local_days={"asked_day": "asked_at"},
)
