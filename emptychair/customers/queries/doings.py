"""On how many days customers did anything, and the last day on which anybody did.

Everything that was done passes by once. What is kept is a number for each customer and day, so that
memory grows with these and not with what they did.
"""

from datetime import date

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.passing import passing
from emptychair.customers.datasets import LIVE_EVENTS, LIVE_ORDERS
from emptychair.customers.expressions import doing
from emptychair.customers.queries.membership import Membership
from emptychair.customers.rules.leaving import Rhythms
from emptychair.customers.rules.months import Days

PENDING = 2_000_000  # numbers that wait, before those told twice become one
DAY_BITS = 24  # of a number; above them stands the place of the customer
MIDDLE = 1 << (DAY_BITS - 1)  # is the first of 1970


def last_doing(access: Access, on: date) -> int:
    """The last day until then with an event of anybody; 0 for none."""
    access.require(Permission.CUSTOMER_READ)

    def latest(rows: ir.Table) -> ir.Table:
        known = doing(rows, on=on)
        return known.aggregate(day=known.day.max())

    place = access.workspace
    parts = passing(LIVE_EVENTS, place.pk, place.zone, latest)
    return max((int(_days(pc.drop_null(one["day"])).max(initial=0)) for one in parts), default=0)


def doings_of(
    access: Access, customers: Membership, wanted: NDArray[np.bool_], on: date
) -> tuple[Rhythms, int]:
    """Of the `wanted` among these customers the days until then on which they did or ordered
    anything; and the last day with an event of anybody.
    """
    access.require(Permission.CUSTOMER_READ)
    place, last, days = access.workspace, 0, _DaysOfCustomers()
    for source in (LIVE_EVENTS, LIVE_ORDERS):
        for part in passing(source, place.pk, place.zone, lambda rows: doing(rows, on=on)):
            whose, day = customers.places(_units(customers, part)), _days(part["day"])
            ours = wanted[whose] & (whose >= 0)
            days.add(whose[ours], day[ours])
            if source is LIVE_EVENTS:
                last = max(last, int(day.max(initial=0)))
    return days.rhythms(len(customers.units)), last


class _DaysOfCustomers:
    """A number for each place and day, in order, none twice; and those that wait for it."""

    def __init__(self) -> None:
        self._known = np.zeros(0, dtype=np.int64)
        self._new: list[Days] = []
        self._pending = 0

    def add(self, places: Days, days: Days) -> None:
        """Any days, any number of times."""
        told = np.unique((places << DAY_BITS) + days + MIDDLE)
        self._new.append(told)
        self._pending += len(told)
        if self._pending > max(PENDING, len(self._known)):
            self._put_together()

    def rhythms(self, size: int) -> Rhythms:
        """Of so many places: on how many days, the first and the last; 0 where none."""
        self._put_together()
        columns = [np.zeros(size, dtype=np.int64) for _ in range(3)]
        whose, start, times = np.unique(
            self._known >> DAY_BITS, return_index=True, return_counts=True
        )
        for column, place in zip(columns[1:], (start, start + times - 1), strict=True):
            column[whose] = (self._known[place] & ((1 << DAY_BITS) - 1)) - MIDDLE
        columns[0][whose] = times
        return Rhythms(*columns)

    def _put_together(self) -> None:
        both = np.concatenate([self._known, *self._new])
        self._new, self._pending = [], 0
        both.sort()
        self._known = both[np.diff(both, prepend=-1) != 0]


def _units(customers: Membership, part: pa.Table | pa.RecordBatch) -> Days:
    """The customer of the person, or the company that was told; 0 for nobody."""
    person, company = (_numbers(part[name]) for name in ("person_id", "company_id"))
    if not len(customers.people):
        return company
    spots = np.minimum(np.searchsorted(customers.people, person), len(customers.people) - 1)
    return np.where(customers.people[spots] == person, customers.of_people[spots], company)


def _numbers(column: pa.Array | pa.ChunkedArray) -> Days:
    return np.asarray(pc.fill_null(column, 0).to_numpy(zero_copy_only=False), dtype=np.int64)


def _days(column: pa.Array | pa.ChunkedArray) -> Days:
    return _numbers(column.cast(pa.date32()).cast(pa.int32()))
