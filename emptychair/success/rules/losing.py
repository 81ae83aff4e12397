"""Who was lost, when, and which signs had shown before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from emptychair.success.rules.counting import Counter
from emptychair.success.rules.leavers import gone_by_now
from emptychair.success.rules.rows import Numbers, Rows, Truths, Whole

Seen = Mapping[int, tuple[Whole, Mapping[str, Truths], Numbers]]  # by day: units, signs, worth


@dataclass(frozen=True, slots=True)
class Lost:
    """One lost customer."""

    unit: int
    day: int
    how: str  # left, silent


def lost_between(rows: Rows, first: int, last: int) -> list[Lost]:
    """Lost from `first` to `last` and not back, by the one definition of leaving. Newest first."""
    units = np.sort(rows.customers.unit)
    _known, gone = gone_by_now(rows, Counter(units), last)
    told = gone.on_record
    found = [
        Lost(int(units[place]), int(gone.day[place]), "left" if told[place] else "silent")
        for place in np.flatnonzero((gone.day >= first) & (gone.day <= last)).tolist()
    ]
    return sorted(found, key=lambda one: (-one.day, one.unit))


def warnings_before(lost: Lost, seen: Seen, back: int) -> tuple[list[dict[str, Any]], float | None]:
    """Signs of this customer on the days before, each sign on its first day; and what it was worth.

    A day counts only by what could be seen on it.
    """
    told: dict[str, int] = {}
    worth: float | None = None
    for day in sorted(seen):
        if not lost.day - back <= day < lost.day:
            continue
        units, signs, worths = seen[day]
        place = int(np.searchsorted(units, lost.unit))
        if place >= len(units) or units[place] != lost.unit:
            continue
        worth = float(worths[place]) if np.isfinite(worths[place]) else worth
        for code, shown in signs.items():
            if shown[place]:
                told.setdefault(code, day)
    ordered = sorted(told.items(), key=lambda one: (one[1], one[0]))
    return [{"day": day, "code": code} for code, day in ordered], worth
