"""Who was lost, when, and which signs had shown before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from emptychair.success.rules.counting import Counter
from emptychair.success.rules.features import GONE_DAYS, RHYTHM_FROM
from emptychair.success.rules.rows import NEVER, Numbers, Rows, Truths, Whole

Seen = Mapping[int, tuple[Whole, Mapping[str, Truths], Numbers]]  # by day: units, signs, worth


@dataclass(frozen=True, slots=True)
class Lost:
    """One lost customer."""

    unit: int
    day: int
    how: str  # left, silent


def lost_between(rows: Rows, first: int, last: int) -> list[Lost]:
    """Lost from `first` to `last`: by a day of leaving or the end of the last contract; or, without
    a contract, by silence of three own gaps. Newest first.
    """
    order = np.argsort(rows.customers.unit)
    units, left = rows.customers.unit[order], rows.customers["left"][order]
    counter = Counter(units)
    held = counter.count(rows.terms) > 0
    running = counter.count(rows.terms.where(rows.terms["ends"] > last)) > 0
    ended = np.full(len(units), np.inf)
    over = counter.newest(rows.terms, "ends")
    ended = np.where(held & ~running, over, ended)
    said = np.fmin(np.where(left < NEVER, left, np.inf), ended)
    days, began, seen = (
        counter.days(rows.signs), counter.first(rows.signs), counter.last(rows.signs)
    )  # fmt: skip
    gap = (seen - began) / np.maximum(days - 1, 1)
    wait = np.clip(3 * gap, *GONE_DAYS)
    silent = np.where((days >= RHYTHM_FROM) & ~held, seen + wait, np.inf)
    silent = np.where(silent <= rows.end, silent, np.inf)  # after that nobody was watching
    day = np.fmin(said, np.nan_to_num(silent, nan=np.inf))
    found = [
        Lost(int(units[place]), int(day[place]), "left" if said[place] <= day[place] else "silent")
        for place in np.flatnonzero((day >= first) & (day <= last)).tolist()
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
