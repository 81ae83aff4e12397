"""Seats that are paid for and not used."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from emptychair.customers.types import ContractPeriod
from emptychair.usage.types import Shelfware

PER_YEAR: Mapping[str, int] = {ContractPeriod.MONTH: 12, ContractPeriod.YEAR: 1}


@dataclass(frozen=True, slots=True)
class SeatContract:
    """A running contract with seats."""

    seats: int
    amount: Decimal
    currency: str
    period: str
    renews_on: date | None = None


def seats_of(contracts: Iterable[SeatContract]) -> int:
    """Seats bought by contracts that run side by side."""
    return sum(one.seats for one in contracts)


def shelfware(contracts: Iterable[SeatContract], *, used: int) -> Shelfware:
    """Seats nobody used, and their share of what is paid for them in a year.

    Money of several currencies is not summed, and what is paid once is no money of a year: then
    none is named.
    """
    known = list(contracts)
    seats = seats_of(known)
    currencies = {one.currency for one in known}
    yearly = [one.amount * PER_YEAR.get(one.period, 0) for one in known]
    if not seats or len(currencies) != 1 or not all(one.period in PER_YEAR for one in known):
        return Shelfware(seats, min(used, seats), None, "")
    unused = max(seats - used, 0)
    money = (sum(yearly, Decimal(0)) * unused / seats).quantize(Decimal("0.01"))
    return Shelfware(seats, min(used, seats), money, currencies.pop())
