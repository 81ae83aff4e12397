"""How everybody stands against their own rhythm on a day: columns, of which rows are made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emptychair.silence.rules.clock import Days, Numbers
from emptychair.silence.types import COMPANY, PERSON, AsOf, Basis

EPOCH = date(1970, 1, 1)
AT_ONCE = 5_000  # rows made together
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Standing:
    """Everybody who gave a sign, a column each, in the order of their numbers; nan: not known."""

    unit: Days  # a company, or a person below nothing
    first: Days
    last: Days
    days: Days
    expected: Numbers
    longest_usual: Numbers
    percentile: Numbers
    p_alive: Numbers
    value: Numbers
    false_share: Numbers
    priority: Numbers
    is_own: Truths
    has_left: Truths
    is_customer: Truths
    is_silent: Truths

    def places(self, units: Days) -> Days:
        """Where each of these stands; -1 where nowhere."""
        if not len(self.unit):
            return np.full(len(units), -1, dtype=np.int64)
        spots = np.minimum(np.searchsorted(self.unit, units), len(self.unit) - 1)
        return np.where(self.unit[spots] == units, spots, -1)

    def rows(self, today: int) -> Iterator[AsOf]:
        """One by one, made as they are asked for: all of them at once are many."""
        for start in range(0, len(self.unit), AT_ONCE):
            yield from _rows(self, slice(start, start + AT_ONCE), today)


def _rows(one: Standing, some: slice, today: int) -> list[AsOf]:
    maybe = (
        one.expected, one.longest_usual, one.percentile, one.p_alive, one.value, one.false_share,
    )  # fmt: skip
    known = (one.is_own, one.has_left, one.is_customer, one.is_silent, one.priority)
    columns = zip(
        *(each[some].tolist() for each in (one.unit, one.first, one.last, one.days)),
        *(_or_none(each[some]) for each in maybe),
        *(each[some].tolist() for each in known),
        strict=True,
    )
    return [_row(today, *each) for each in columns]


def _row(today: int, *each: Any) -> AsOf:
    unit, first, last, days, expected, longest, percentile, alive, value, false = each[:10]
    is_own, has_left, is_customer, is_silent, rank = each[10:]
    others = Basis.OTHERS if percentile is not None else Basis.NOTHING
    return AsOf(
        unit=(COMPANY, unit) if unit > 0 else (PERSON, -unit),
        first_seen=EPOCH + timedelta(days=first),
        last_seen=EPOCH + timedelta(days=last),
        signs=days,
        gap=today - last,
        expected=expected,
        longest_usual=longest,
        percentile=percentile,
        basis=(Basis.OWN if is_own else others).value,
        p_alive=alive,
        value=value,
        has_left=has_left,
        is_customer=is_customer,
        is_silent=is_silent,
        false_share=false,
        priority=rank,
    )


def _or_none(values: Numbers) -> list[float | None]:
    plain: list[float | None] = values.astype(object).tolist()
    for place in np.flatnonzero(~np.isfinite(values)).tolist():
        plain[place] = None
    return plain
