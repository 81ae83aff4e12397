"""Many rows at once, for imports and the demo: plain dicts in, counts and ids out.

Nothing is looked up row by row, the same rows again add nothing, nobody is told (no events, no
audit line for each row: who imports writes one for the whole).
"""

from emptychair.customers.services.bulk.companies import add_companies
from emptychair.customers.services.bulk.happenings import add_events
from emptychair.customers.services.bulk.people import add_people
from emptychair.customers.services.bulk.sales import add_contracts, add_orders
from emptychair.customers.types import BulkResult

__all__ = [
    "BulkResult",
    "add_companies",
    "add_contracts",
    "add_events",
    "add_orders",
    "add_people",
]
