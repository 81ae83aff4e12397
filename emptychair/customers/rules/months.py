"""Days as numbers since 1970, and whole months added to them, many at once."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]
NEVER = 2_000_000
_START = date(1970, 1, 1)


def day_number(day: date) -> int:
    """The day as a number."""
    return (day - _START).days


def day_of_number(number: int) -> date:
    """The number as a day."""
    return _START + timedelta(days=int(number))


def months_added(days: Days, months: Days | int) -> Days:
    """The same day so many months later; the 31st becomes the last of a shorter month."""
    plain = days.astype("datetime64[D]")
    month = plain.astype("datetime64[M]")
    place = (plain - month.astype("datetime64[D]")).astype(np.int64)
    target = month + np.asarray(months).astype("timedelta64[M]")
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(int)
    found = target.astype("datetime64[D]").astype(np.int64) + np.minimum(place, length - 1)
    return np.asarray(found, dtype=np.int64)


def next_turn(starts: Days, step: Days, after: Days) -> Days:
    """The first day so many whole steps (of months) after the start that is not before `after`."""
    first = starts.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    wanted = after.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    turns = np.maximum((wanted - first) // np.maximum(step, 1), 0)
    found = months_added(starts, turns * step)
    return np.where(found < after, months_added(starts, (turns + 1) * step), found)
