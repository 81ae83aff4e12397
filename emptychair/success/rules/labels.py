"""Who left after a day, and from when on that can be told; looks at later rows only."""

from dataclasses import dataclass

import numpy as np

from emptychair.customers.rules.leaving import silent_from
from emptychair.success.rules.counting import Counter
from emptychair.success.rules.features import Features
from emptychair.success.rules.leavers import acts_of, gone_by_now
from emptychair.success.rules.rows import NEVER, Numbers, Rows, Truths, Whole


@dataclass(frozen=True, slots=True)
class Labels:
    """For each customer of the day: left within the horizon, whether that is known, and until
    which day one had to look.
    """

    left: Truths
    is_told: Truths
    looked_until: Numbers
    certain_on: Numbers  # of those who left: the day on which they count as having left


def left_within(rows: Rows, features: Features, horizon: int) -> Labels:
    """Left: as the one definition has it, in the `horizon` days after; or, for who goes by a
    rhythm, the last sign of it came by then, so that they count as having left later. Strictly
    after the day.
    """
    day, counter = features.day, Counter(features.units)
    ends = day + horizon
    known, gone = gone_by_now(rows, counter, ends, usual_on=day)
    by_rhythm = (gone.waits < NEVER) & ~gone.is_paying
    by_order = silent_from(known, rows.leaving.meaning)[0] < NEVER
    until = np.where(by_rhythm, np.maximum(gone.waits, ends), ends)
    went = (gone.day > day) & (gone.day <= ends)
    goes_on = _goes_on(rows, counter, by_order, ends, until)
    stopped = by_rhythm & ~goes_on & (gone.day == NEVER)
    certain = np.where(went, gone.day, np.where(stopped, gone.waits, np.nan))
    # As long for who stays as for who goes, else late days would know of leavers only.
    last = np.where(by_order, known.orders.last, known.acts.last)
    looked = np.where(by_rhythm, ends + np.maximum(gone.waits - last, 0), ends)
    return Labels(went | stopped, looked <= rows.end, looked.astype(np.float64), certain)


def _goes_on(rows: Rows, counter: Counter, by_order: Truths, ends: int, until: Whole) -> Truths:
    """Whether the rhythm went on between: by an order for who orders, else by anything."""
    found = []
    for table in (rows.orders, acts_of(rows)):
        later, place = counter.place(table)
        near = (later.day > ends) & (later.day <= until[place])
        found.append(np.bincount(place[near], minlength=len(until)) > 0)
    return np.asarray(np.where(by_order, *found), dtype=np.bool_)
