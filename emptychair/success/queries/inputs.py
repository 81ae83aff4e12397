"""The inputs behind the halves of one customer: what each adds, and what moved."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.success.models import CustomerHealth
from emptychair.success.queries.models import current_weights
from emptychair.success.rules.halves import INPUTS, contribution
from emptychair.success.types import InputReading

NOTHING: list[None] = [None, None]


def readings_of(access: Access, row: CustomerHealth) -> list[InputReading]:
    """Every input: its value, what it adds to its half, and that 28 days before."""
    access.require(Permission.CUSTOMER_READ)
    _version, weights = current_weights(access)
    now = {one.key: row.inputs.get(one.key, NOTHING)[0] for one in INPUTS}
    was = {one.key: row.inputs.get(one.key, NOTHING)[1] for one in INPUTS}
    found = []
    for one in INPUTS:
        added = contribution(one.key, now, weights)
        before = contribution(one.key, was, weights)
        moved = added - before
        found.append(
            InputReading(
                one.key, one.half, weights[one.key], now[one.key], was[one.key], added, moved
            )
        )
    return found
