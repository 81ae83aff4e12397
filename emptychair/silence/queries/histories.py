"""First sign, last sign and number of days with one, of everybody, as of one day or several.

The engine tells every sign there is, a million at a time; each becomes one bit of its customer and
day. So the largest tables are read once for all days asked about, and memory grows with customers
and days, not with what they did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import live_tables
from emptychair.silence.expressions import marks
from emptychair.silence.queries.channels import Tables, channels_of, counted_until
from emptychair.silence.rules.clock import Days, as_numbers
from emptychair.silence.rules.marks import History, Marks, width_of

MOST_BYTES = 200_000_000  # of bits at once; where there are more, everything is read again
FURTHEST = 20 * 365  # days back; a sign from before then (a wrong date) counts as one of that day


@dataclass(frozen=True, slots=True)
class Seen:
    """As of a day: whose signs there were, in the order of their numbers, and how many by day."""

    unit: Days  # a company, or a person below nothing
    first: Days
    last: Days
    days: Days
    by_day: dict[int, int]


class Histories:
    """The signs of everybody as of some days; `tables` are the rows they were read from."""

    def __init__(self, access: Access, days: Sequence[int]) -> None:
        access.require(Permission.CUSTOMER_READ)
        self.tables = Tables(access)
        every = marks(channels_of(access, self.tables), counted_until(access, max(days)))
        self._found: dict[int, list[tuple[Days, History]]] = {day: [] for day in days}
        self._counts: dict[int, int] = {}
        (span,) = self.tables.read(
            every.aggregate(first=every["at"].min(), last=every["at"].max())
        ).to_pylist()
        if span["first"] is not None:
            first = max(span["first"], span["last"] - FURTHEST)
            self._read(every, _Places.of(self.tables), first, span["last"])

    def on(self, day: int) -> Seen:
        """As of one of the days."""
        found = self._found[day]
        nobody = np.zeros(0, dtype=np.int64)
        unit = np.concatenate([nobody, *(units[one.place] for units, one in found)])
        first, last, days = (
            np.concatenate([nobody, *(getattr(one, name) for _units, one in found)])
            for name in ("first", "last", "days")
        )
        by_day = {at: count for at, count in self._counts.items() if at <= day}
        return Seen(unit, first, last, days, by_day)

    def _read(self, every: ir.Table, places: "_Places", first: int, last: int) -> None:
        at_once = max(1, MOST_BYTES // width_of(first, last))
        for start in range(0, len(places.unit), at_once):
            units = places.unit[start : start + at_once]
            held = Marks(len(units), first, last)
            for batch in live_tables().read_in_parts(every):
                at = np.maximum(as_numbers(batch["at"]), first)
                for place in places.find(batch):
                    ours = (place >= start) & (place < start + len(units))
                    held.add(place[ours] - start, at[ours])
            for day, found in self._found.items():
                found.append((units, held.until(day)))
            for number, count in enumerate(held.by_day().tolist()):
                if count:
                    self._counts[first + number] = self._counts.get(first + number, 0) + count


@dataclass(frozen=True, slots=True)
class _Places:
    """Where everybody stands among all numbers, and where the company of each person does."""

    unit: Days
    firm: Days  # the place of the company of whoever stands here; -1 for none

    @classmethod
    def of(cls, tables: Tables) -> "_Places":
        """Everybody there is."""
        people = tables.read(tables.people.select("id", "company_id"))
        firms = as_numbers(tables.read(tables.companies.select("id"))["id"])
        person, at_work = as_numbers(people["id"]), _numbers(people["company_id"])
        unit = np.sort(np.concatenate([firms, -person]))
        firm = np.full(len(unit), -1, dtype=np.int64)
        found = cls(unit, firm)
        firm[found.places(-person)] = found.places(at_work)
        return found

    def places(self, units: Days) -> Days:
        """-1 for who is not there."""
        if not len(self.unit):
            return np.full(len(units), -1, dtype=np.int64)
        spots = np.minimum(np.searchsorted(self.unit, units), len(self.unit) - 1)
        return np.where(self.unit[spots] == units, spots, -1)

    def find(self, batch: pa.RecordBatch) -> tuple[Days, Days]:
        """Who gave each sign: the person, and the company it was given for."""
        person = self.places(-_numbers(batch["person_id"]))
        told = self.places(_numbers(batch["company_id"]))
        theirs = np.where(person >= 0, self.firm[np.maximum(person, 0)], -1)
        return person, np.where(told >= 0, told, theirs)


def _numbers(column: Any) -> Days:
    """Whole numbers, nothing as 0, which nobody has."""
    return as_numbers(pc.fill_null(column, 0))
