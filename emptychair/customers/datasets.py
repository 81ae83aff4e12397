"""What the engine may see of customers: events (who, what and when; their properties stay here),
contracts and what they were before.
"""

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.sources import LiveSource, MonthCounts, RollUp, register_source
from emptychair.customers.event_counts import (
    ACTIVE,
    COUNTED,
    PAIRS,
    customers_by_month,
    daily_events,
    pairs_by_month,
)

_COLUMNS = {
    "id": "int64",
    "person_id": "int64",
    "company_id": "int64",
    "name": "string",
    "touchpoint_key": "string",
    "source": "string",
    "occurred_at": "timestamp('UTC')",
}
DAILY_EVENTS = RollUp("daily_events", columns=COUNTED, count=daily_events, total="events")
CUSTOMER_EVENTS = RollUp(
    "customer_events",
    columns=PAIRS,
    count=pairs_by_month,
    total="events",
    day="month",
    latest=2,
    order=("name",),
)
ACTIVE_CUSTOMERS = MonthCounts(
    "active_customers", columns=ACTIVE, count=customers_by_month, pairs=CUSTOMER_EVENTS
)
LIVE_EVENTS = register_source(
    LiveSource(
        dataset=Dataset("events", {**_COLUMNS, "day": "date"}, key=("id",)),
        model="customers.CustomerEvent",
        fields={name: name for name in _COLUMNS},
        sums=("person_id", "company_id"),
        local_days={"day": "occurred_at"},
        month_of="day",
        rollups=(DAILY_EVENTS,),
        months=(ACTIVE_CUSTOMERS,),
    )
)
_TERMS = {
    "plan": "string",
    "amount": "float64",
    "currency": "string",
    "period": "string",
    "seats": "int64",
    "starts_on": "date",
    "renews_on": "date",
    "cancelled_on": "date",
}
LIVE_TERMS = LiveSource(
    dataset=Dataset(
        "contract_terms",
        {"id": "int64", "person_id": "int64", "company_id": "int64", **_TERMS},
        key=("id",),
    ),
    model="customers.Contract",
    fields={name: name for name in ("id", "person_id", "company_id", *_TERMS)},
    sums=("person_id", "company_id"),
)
LIVE_CHANGES = LiveSource(
    dataset=Dataset(
        "contract_changes",
        {"id": "int64", "contract_id": "int64", "counts_from": "date", **_TERMS},
        key=("id",),
    ),
    model="customers.ContractChange",
    fields={name: name for name in ("id", "contract_id", "counts_from", *_TERMS)},
    sums=("contract_id",),
)


def _who(name: str, model: str, columns: dict[str, str], *sums: str) -> LiveSource:
    dataset = Dataset(name, {"id": "int64", **columns}, key=("id",))
    fields = {each: each for each in dataset.columns}
    return register_source(LiveSource(dataset, model, fields, sums, ahead=True))


LIVE_PEOPLE = _who(
    "people",
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
LIVE_COMPANIES = _who(
    "companies",
    "customers.Company",
    {"joined_on": "date", "left_on": "date", "yearly_value": "float64"},
)
LIVE_DEPARTURES = _who(
    "departures",
    "customers.Departure",
    {
        "person_id": "int64",
        "company_id": "int64",
        "left_on": "date",
        "back_on": "date",
        "stays": "boolean",
    },
    "person_id",
    "company_id",
)
LIVE_ORDERS = register_source(
    LiveSource(
        dataset=Dataset(
            "orders",
            {
                "id": "int64",
                "person_id": "int64",
                "company_id": "int64",
                "amount": "float64",
                "currency": "string",
                "ordered_at": "timestamp('UTC')",
                "day": "date",
            },
            key=("id",),
        ),
        model="customers.Order",
        fields={
            name: name
            for name in ("id", "person_id", "company_id", "amount", "currency", "ordered_at")
        },
        sums=("person_id", "company_id"),
        local_days={"day": "ordered_at"},
        month_of="day",
    )
)
