"""What is needed of each customer: repeat purchases, time to the last one, time seen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from emptychair.stats.errors import Impossible, TooFew

Numbers = NDArray[np.float64]
FEWEST = 100
"""Customers below which four numbers of a market are not estimated."""
FEWEST_REPEATS = 30


@dataclass(frozen=True)
class Histories:
    """Customers with the same history are one row, and `times` counts them."""

    repeats: Numbers
    recency: Numbers
    age: Numbers
    times: Numbers

    @property
    def customers(self) -> int:
        """How many there are."""
        return int(self.times.sum())


def histories(repeats: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Histories:
    """Checked and put together, for fitting. Raises `TooFew` under 100 customers or 30 repeats."""
    x, last, seen = checked(repeats, recency, age)
    if x.size < FEWEST or int((x > 0).sum()) < FEWEST_REPEATS:
        raise TooFew(
            f"Repeat purchase needs {FEWEST} customers, {FEWEST_REPEATS} of whom bought again; "
            f"there are {x.size} and {int((x > 0).sum())}."
        )
    rows, times = np.unique(np.column_stack([x, last, seen]), axis=0, return_counts=True)
    return Histories(rows[:, 0], rows[:, 1], rows[:, 2], times.astype(np.float64))


def checked(
    repeats: ArrayLike, recency: ArrayLike, age: ArrayLike
) -> tuple[Numbers, Numbers, Numbers]:
    """The three as rows of equal length; raises `Impossible` where they contradict themselves."""
    given = [np.atleast_1d(np.asarray(each, dtype=np.float64)) for each in (repeats, recency, age)]
    x, last, seen = np.broadcast_arrays(*given)
    if not (np.isfinite(x).all() and np.isfinite(last).all() and np.isfinite(seen).all()):
        raise Impossible("A history holds a blank; leave that customer out.")
    if (x < 0).any() or (x % 1 != 0).any():
        raise Impossible("Repeat purchases are counted in whole numbers from nothing.")
    if (last < 0).any() or (last > seen).any() or (seen <= 0).any():
        raise Impossible(
            "The last purchase lies between the first one (0) and now (the time seen)."
        )
    if ((x == 0) & (last > 0)).any() or ((x > 0) & (last == 0)).any():
        raise Impossible("Who never bought again has a last purchase at 0, and only they.")
    return x, last, seen
