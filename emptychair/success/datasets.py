"""What the engine reads of cases; everything else is known to it from below."""

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.live import LiveSource

LIVE_CASES = LiveSource(
    dataset=Dataset(
        "success_cases",
        {
            "id": "int64",
            "person_id": "int64",
            "company_id": "int64",
            "opened_at": "timestamp('UTC')",
            "closed_at": "timestamp('UTC')",
            "promised_for": "date",
        },
        key=("id",),
    ),
    model="loop.Case",
    fields={
        each: each
        for each in ("id", "person_id", "company_id", "opened_at", "closed_at", "promised_for")
    },
    sums=("person_id", "company_id"),
)
