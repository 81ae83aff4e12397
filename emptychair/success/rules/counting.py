"""Counting rows for each customer, many customers at once."""

import numpy as np

from emptychair.success.rules.rows import Numbers, Table, Whole


class Counter:
    """Of these customers, in order. Who has no row has no value: nan, or nothing where counted."""

    def __init__(self, units: Whole) -> None:
        self.units = units

    def place(self, table: Table) -> tuple[Table, Whole]:
        """The rows of these customers, and which customer each belongs to."""
        if not len(self.units) or not len(table):
            return table.where(np.zeros(len(table), dtype=bool)), np.zeros(0, dtype=np.int64)
        found = np.minimum(np.searchsorted(self.units, table.unit), len(self.units) - 1)
        ours = self.units[found] == table.unit
        return table.where(ours), found[ours]

    def count(self, table: Table) -> Numbers:
        """How many rows each has."""
        _, place = self.place(table)
        return np.bincount(place, minlength=len(self.units)).astype(np.float64)

    def total(self, table: Table, column: str) -> Numbers:
        """The sum of a column."""
        rows, place = self.place(table)
        return np.bincount(place, rows[column], len(self.units)).astype(np.float64)

    def first(self, table: Table) -> Numbers:
        """The first day."""
        rows, place = self.place(table)
        found = np.full(len(self.units), np.inf)
        np.minimum.at(found, place, rows.day.astype(np.float64))
        return np.where(np.isinf(found), np.nan, found)

    def last(self, table: Table) -> Numbers:
        """The last day."""
        rows, place = self.place(table)
        found = np.full(len(self.units), -np.inf)
        np.maximum.at(found, place, rows.day.astype(np.float64))
        return np.where(np.isinf(found), np.nan, found)

    def newest(self, table: Table, column: str, *, back: int = 0) -> Numbers:
        """The value of a column in the newest row, or in the one `back` before it."""
        rows, place = self.place(table)
        order = np.lexsort((rows.known, rows.day, place))
        place, values = place[order], rows[column][order]
        ends = np.searchsorted(place, np.arange(len(self.units)), side="right") - 1 - back
        starts = np.searchsorted(place, np.arange(len(self.units)), side="left")
        there = ends >= starts
        found = np.full(len(self.units), np.nan)
        found[there] = values[ends[there]]
        return found

    def days(self, table: Table) -> Numbers:
        """On how many different days."""
        rows, place = self.place(table)
        return self._different(place, rows.day)

    def kinds(self, table: Table, column: str) -> Numbers:
        """How many different values of a column."""
        rows, place = self.place(table)
        return self._different(place, rows[column].astype(np.int64))

    def _different(self, place: Whole, values: Whole) -> Numbers:
        if not len(place):
            return np.zeros(len(self.units))
        low, width = values.min(), int(np.ptp(values)) + 1
        pairs = np.sort(place * width + (values - low))  # np.unique's hashing slows with size
        pairs = pairs[np.append([True], pairs[1:] != pairs[:-1])]
        return np.bincount(pairs // width, minlength=len(self.units)).astype(np.float64)
