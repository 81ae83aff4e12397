"""What is read of contracts and orders, whole columns at once."""

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.sources import LiveSource

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
CONTRACTS = LiveSource(
    dataset=Dataset(
        "renewal_contracts",
        {"id": "int64", "person_id": "int64", "company_id": "int64", **_TERMS},
        key=("id",),
    ),
    model="customers.Contract",
    fields={name: name for name in ("id", "person_id", "company_id", *_TERMS)},
)
CONTRACT_CHANGES = LiveSource(
    dataset=Dataset(
        "renewal_contract_changes",
        {"id": "int64", "contract_id": "int64", "counts_from": "date", **_TERMS},
        key=("id",),
    ),
    model="customers.ContractChange",
    fields={name: name for name in ("id", "contract_id", "counts_from", *_TERMS)},
)
