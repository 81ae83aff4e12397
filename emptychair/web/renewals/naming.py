"""Customers by name, as one speaks of them to a colleague."""

from dataclasses import replace
from typing import TypeVar

from emptychair.kit.addressing import addressed
from emptychair.renewals.queries.listing import RenewalRow
from emptychair.renewals.queries.months import MovementRow
from emptychair.renewals.queries.stored import BuyerRow

Row = TypeVar("Row", RenewalRow, MovementRow, BuyerRow)


def politely(row: Row) -> Row:
    """A person as pages call them everywhere; a company by its name. Files keep the bare name."""
    if row.customer.person_id is None or not row.name:
        return row
    return replace(row, name=addressed(row.name))
