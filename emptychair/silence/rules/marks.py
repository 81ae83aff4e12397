"""On which days each customer gave a sign: one bit for each day."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]
AT_ONCE = 20_000  # customers counted together
_LOWEST = np.array([(one & -one).bit_length() - 1 for one in range(256)], dtype=np.int64)
_HIGHEST = np.array([one.bit_length() - 1 for one in range(256)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class History:
    """As of a day, of each customer who had given a sign by then, in the order of their places."""

    place: Days
    first: Days
    last: Days
    days: Days  # on how many days there was a sign


class Marks:
    """Signs of so many customers from one day up to another, both included."""

    def __init__(self, customers: int, first: int, last: int) -> None:
        self._first, self._width = first, width_of(first, last)
        self._bits = np.zeros(customers * self._width, dtype=np.uint8)

    def add(self, places: Days, days: Days) -> None:
        """Signs of customers, by their places; the same one twice is one."""
        since = days - self._first
        bit = np.left_shift(np.uint8(1), (since & 7).astype(np.uint8))
        np.bitwise_or.at(self._bits, places * self._width + (since >> 3), bit)

    def until(self, day: int) -> History:
        """What there was by the evening of that day; nothing later is looked at."""
        found = [self._part(start, day) for start in range(0, self._customers, AT_ONCE)]
        parts = zip(*found, strict=True) if found else [[np.zeros(0, dtype=np.int64)]] * 4
        return History(*(np.concatenate(list(each)) for each in parts))

    def by_day(self) -> Days:
        """How many customers gave a sign on each day, from the first."""
        counts = np.zeros(self._width * 8, dtype=np.int64)
        for start in range(0, self._customers, AT_ONCE):
            bits = np.unpackbits(self._rows(start), axis=1, bitorder="little")
            counts += bits.sum(axis=0, dtype=np.int64)
        return counts

    @property
    def _customers(self) -> int:
        return len(self._bits) // self._width

    def _rows(self, start: int) -> NDArray[np.uint8]:
        return self._bits.reshape(-1, self._width)[start : start + AT_ONCE]

    def _part(self, start: int, day: int) -> tuple[Days, ...]:
        rows = _cut(self._rows(start), day - self._first)
        there = np.flatnonzero(rows.any(axis=1))
        rows = rows[there]
        full = rows != 0
        begun = full.argmax(axis=1)
        ended = self._width - 1 - full[:, ::-1].argmax(axis=1)
        each = np.arange(len(there))
        return (
            there + start,
            self._first + 8 * begun + _LOWEST[rows[each, begun]],
            self._first + 8 * ended + _HIGHEST[rows[each, ended]],
            np.bitwise_count(rows).sum(axis=1, dtype=np.int64),
        )


def width_of(first: int, last: int) -> int:
    """How many bytes a customer takes."""
    return (last - first) // 8 + 1


def _cut(rows: NDArray[np.uint8], last: int) -> NDArray[np.uint8]:
    """Without what came after a day, counted from the first."""
    whole, rest = divmod(last + 1, 8)
    if last < 0:
        return np.zeros_like(rows)
    if whole >= rows.shape[1]:
        return rows
    kept = rows.copy()
    kept[:, whole] &= np.uint8((1 << rest) - 1)
    kept[:, whole + 1 :] = 0
    return kept
