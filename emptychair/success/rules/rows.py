"""Everything that is known of customers, as columns, each row with the day it became known.

A row counts on a day when it had happened and had arrived by then. Arrival is known from the day
the first row of its source came in; what was loaded as history before that counts by its own day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emptychair.customers.rules.meaning import Meaning

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]
NEVER = 2_000_000
PLANNED = ("side", "due", "until", "over", "closed")  # the day is that from which it stood so
REQUESTED = ("answered", "closed")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind: `unit` and `day` of each, and further columns."""

    unit: Whole
    day: Whole
    known: Whole  # the day by which it had arrived
    since: Whole  # from this day on arrival is known
    columns: Mapping[str, Numbers] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many rows."""
        return len(self.unit)

    def __getitem__(self, name: str) -> Numbers:
        """A further column."""
        return self.columns[name]

    def where(self, kept: Truths) -> "Table":
        """Some of the rows."""
        columns = {name: values[kept] for name, values in self.columns.items()}
        return Table(self.unit[kept], self.day[kept], self.known[kept], self.since[kept], columns)

    def by(self, day: int) -> "Table":
        """What was known on the evening of that day; nothing else."""
        return self.where((self.day <= day) & ((self.known <= day) | (self.since > day)))

    def after(self, day: int, until: int) -> "Table":
        """What happened after that day, up to and with `until`."""
        return self.where((self.day > day) & (self.day <= until))


@dataclass(frozen=True, slots=True)
class LeavingTerms:
    """What counts as having left; `usual_gap` is that between orders of everybody, by day."""

    meaning: Meaning = field(default_factory=lambda: Meaning(currency=""))
    usual_gap: Mapping[int, float | None] = field(default_factory=dict)

    def usual_on(self, day: int) -> float | None:
        """As of the last day until then of which it is known."""
        known = [one for one in self.usual_gap if one <= day]
        return self.usual_gap[max(known)] if known else None


@dataclass(frozen=True, slots=True)
class Rows:
    """All tables. `customers` has `left` and `worth`; the day is that of joining."""

    customers: Table
    signs: Table  # what
    orders: Table  # amount
    answers: Table  # score, bad
    invitations: Table  # answered
    cases: Table  # closed, promised
    terms: Table  # ends, monthly, seats, months
    people: Table  # left
    use: Table  # users, actions
    failures: Table  # payments that failed
    end: int  # the last day that is known whole
    planned: Table = field(default_factory=lambda: no_rows(*PLANNED))
    requests: Table = field(default_factory=lambda: no_rows(*REQUESTED))
    trials: Table = field(default_factory=lambda: no_rows("ends"))
    acts: Table | None = None  # events and orders; without them all signs
    leaving: LeavingTerms = field(default_factory=LeavingTerms)


def only_of(rows: Rows, units: Sequence[int]) -> Rows:
    """The rows of these customers; the last day stays that of everybody."""
    wanted = np.array(units, dtype=np.int64)
    kept: dict[str, Any] = {
        one.name: table.where(np.isin(table.unit, wanted))
        for one in fields(rows)
        if isinstance(table := getattr(rows, one.name), Table)
    }
    return replace(rows, **kept)


def no_rows(*columns: str) -> Table:
    """A table without rows."""
    empty, nothing = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float64)
    return Table(empty, empty, empty, empty, dict.fromkeys(columns, nothing))


def together(*tables: Table) -> Table:
    """Signs of life of several sources; each row keeps the day by which it had arrived."""
    full = [table for table in tables if len(table)]
    if not full:
        return no_rows("what")
    unit, day, known, since = (
        np.concatenate([getattr(table, name) for table in full])
        for name in ("unit", "day", "known", "since")
    )
    return Table(
        unit, day, known, since, {"what": np.concatenate([table["what"] for table in full])}
    )
