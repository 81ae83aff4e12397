"""Who is a customer, and which customer each person is part of."""

from collections.abc import Iterable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import LiveTable, live_tables
from emptychair.analytics.sources import LiveSource
from emptychair.customers.datasets import LIVE_COMPANIES, LIVE_PEOPLE
from emptychair.customers.rules.columns import day_numbers
from emptychair.customers.rules.months import NEVER, Days
from emptychair.customers.rules.runs import Terms

WRITTEN = ("id", "left_on", "yearly_value")


@dataclass(frozen=True, slots=True)
class Membership:
    """A company with a contract or a value is a customer, together with its people; everybody else
    is one alone. `units` are all customers in order: companies, people below nothing.
    """

    units: Days
    written: Days  # the day of leaving on record
    value: NDArray[np.float64]  # a year, as written down; nan where nothing is
    people: Days
    of_people: Days  # the customer of each of `people`

    def places(self, units: Days) -> Days:
        """Where each customer stands among `units`; -1 where nowhere."""
        if not len(self.units):
            return np.full(len(units), -1, dtype=np.int64)
        spots = np.minimum(np.searchsorted(self.units, units), len(self.units) - 1)
        return np.where(self.units[spots] == units, spots, -1)

    def customer_of(self, units: Days) -> Days:
        """A company as it is; a person as the customer they are part of."""
        if not len(self.people):
            return units
        spots = np.minimum(np.searchsorted(self.people, -units), len(self.people) - 1)
        return np.where(self.people[spots] == -units, self.of_people[spots], units)

    def table(self) -> ir.Table:
        """For the engine: `person`, `unit`."""
        return ibis.memtable(pa.table({"person": self.people, "unit": self.of_people}))


def membership_of(access: Access, contracts: Iterable[Terms], buyers: Days) -> Membership:
    """As it stands now; merged people are those they were merged into. `buyers` are companies that
    order: customers too, beside their people.
    """
    access.require(Permission.CUSTOMER_READ)
    people = _read(access, LIVE_PEOPLE, *WRITTEN, "company_id", "merged_into_id")
    firms = _read(access, LIVE_COMPANIES, *WRITTEN)
    kept = ~np.isfinite(people["merged_into_id"])
    person = people["id"][kept].astype(np.int64)
    held = {one.unit for one in contracts if one.unit > 0}
    firm = firms["id"].astype(np.int64)
    buys = (np.nan_to_num(firms["yearly_value"]) > 0) | np.isin(firm, list(held))
    at_work = np.nan_to_num(people["company_id"][kept], nan=-1).astype(np.int64)
    of_people = np.where(np.isin(at_work, firm[buys]), at_work, -person)
    alone = of_people < 0
    buys |= np.isin(firm, buyers)
    units = np.concatenate([firm[buys], of_people[alone]])
    order = np.argsort(units)
    both = {
        name: np.concatenate([firms[name][buys], people[name][kept][alone]])[order]
        for name in ("left_on", "yearly_value")
    }
    by_id = np.argsort(person)
    return Membership(
        units=units[order],
        written=np.nan_to_num(both["left_on"], nan=NEVER).astype(np.int64),
        value=both["yearly_value"],
        people=person[by_id],
        of_people=of_people[by_id],
    )


def live_table(access: Access, source: LiveSource) -> LiveTable:
    """The rows of the workspace as they stand; who asks holds them."""
    access.require(Permission.CUSTOMER_READ)
    return live_tables().table(source, access.workspace.pk, access.workspace.zone)


def _read(access: Access, source: LiveSource, *columns: str) -> dict[str, NDArray[np.float64]]:
    live = live_table(access, source)
    read = live_tables().read(live.table.select(*columns))
    return {name: day_numbers(read[name]) for name in read.column_names}
