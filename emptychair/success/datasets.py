"""What the engine reads of contracts and cases; events, orders, answers and customers are known to
it from below.
"""

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.live import LiveSource

LIVE_TERMS = LiveSource(
    dataset=Dataset(
        "success_terms",
        {
            "id": "int64",
            "person_id": "int64",
            "company_id": "int64",
            "amount": "float64",
            "currency": "string",
            "period": "string",
            "seats": "int64",
            "starts_on": "date",
            "cancelled_on": "date",
        },
        key=("id",),
    ),
    model="customers.Contract",
    fields={
        each: each
        for each in (
            "id", "person_id", "company_id", "amount", "currency", "period", "seats", "starts_on",
            "cancelled_on",
        )
    },
    sums=("person_id", "company_id"),
)  # fmt: skip
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
