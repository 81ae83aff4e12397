"""Events that we note ourselves, beside those that come by the API or a file.

`contract_renews_in_60` goes off sixty days before a contract renews. A company may send
`onboarding_finished` and `cancelled` by the API; they are offered beside ours.
"""

import re

CASE_CLOSED = "case_closed"
CONTRACT_CANCELLED = "contract_cancelled"
CUSTOMER_LEFT = "customer_left"
ONBOARDING_FINISHED = "onboarding_finished"
CANCELLED = "cancelled"
RENEWAL_DAYS = (120, 90, 60, 30, 14)
OWN_SOURCE = "emptychair"

# Who does one of these is leaving, and may be asked why.
LEAVING = frozenset({CONTRACT_CANCELLED, CUSTOMER_LEFT, CANCELLED})
_RENEWS = re.compile(r"contract_renews_in_(\d{1,3})")


def renewal_event(days: int) -> str:
    """The name of the event so many days before a contract renews."""
    return f"contract_renews_in_{days}"


def renewal_days(name: str) -> int | None:
    """How many days before the renewal, for the name of such an event."""
    found = _RENEWS.fullmatch(name)
    return int(found[1]) if found else None
