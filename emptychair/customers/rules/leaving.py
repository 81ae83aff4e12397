"""Who has left, and on which day. Said here once; every domain asks this.

A customer has left when nothing of theirs runs and nothing is expected of them any more:

- who paid by contract: when the last paid contract ended, unless another began within `gap_days`;
- who orders again and again: when silent for `buyer_gaps` of their own gaps between orders;
- who neither pays by contract nor orders, but did something again and again: when silent for as
  many of those gaps, not sooner than after `SILENT_DAYS[0]` days and not later than the second;
- who is written down as having left: on that day, where no contract runs and no order came after.

Several of these: the last one counts. A trial is no contract, and who only tried never left.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emptychair.customers.rules.meaning import Meaning
from emptychair.customers.rules.months import NEVER, Days
from emptychair.customers.types import HowLeft

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]
LEAST_GAPS = 10  # a usual gap between orders from so many customers who ordered twice
RHYTHM_FROM = 3  # days on which something was done, before there is a rhythm to speak of
SILENT_DAYS = (60, 270)
HOW = (HowLeft.CONTRACT, HowLeft.ORDERS, HowLeft.SILENCE, HowLeft.WRITTEN)
_CONTRACT, _ORDERS, _SILENCE, _WRITTEN = range(4)


@dataclass(frozen=True, slots=True)
class Rhythms:
    """Of each customer: on how many days, the first and the last of them (0 where none)."""

    times: Days
    first: Days
    last: Days

    def usual_gap(self) -> float | None:
        """The middle of the mean gaps of customers; None while too few have one."""
        twice = self.times >= 2
        if int(twice.sum()) < LEAST_GAPS:
            return None
        own = (self.last[twice] - self.first[twice]) / (self.times[twice] - 1)
        return float(np.median(own))

    def shared_gaps(self, usual: float) -> Numbers:
        """Of each customer the own mean gap, together with one usual gap: who was there once has
        that of the others, who came often has their own.
        """
        return np.asarray((self.last - self.first + usual) / np.maximum(self.times, 1))


@dataclass(frozen=True, slots=True)
class Paid:
    """Runs of days that somebody paid for, as they are: `place` says whose."""

    place: Days
    first: Days
    end: Days


@dataclass(frozen=True, slots=True)
class Histories:
    """Columns of as many customers. `written` is the day of leaving on record (`NEVER`: none),
    `tried` the first day of a trial; `orders` and `acts` are counted up to the day in question, and
    who acts by ordering does both. `usual_gap` is that between orders of everybody (None: too few),
    `watched` the last day on which anybody did anything: later nobody's silence tells.
    """

    written: Days
    tried: Days
    paid: Paid
    orders: Rhythms
    acts: Rhythms
    usual_gap: float | None
    watched: int

    def __len__(self) -> int:
        """How many customers."""
        return len(self.written)


@dataclass(frozen=True, slots=True)
class Gone:
    """Of each customer the day on which they left, `NEVER` for who did not; `how` is a number in
    `HOW`. `waits` is the day on which who goes by a rhythm is gone if nothing more comes.
    """

    day: Days
    how: Days
    waits: Days
    is_paying: Truths  # by contract
    ever_paid: Truths  # by contract

    @property
    def on_record(self) -> Truths:
        """Who left by contract, or by what was written down."""
        return np.asarray((self.day < NEVER) & np.isin(self.how, (_CONTRACT, _WRITTEN)))


def gone_by(known: Histories, on: int, meaning: Meaning, *, hindsight: bool) -> Gone:
    """Who had left by a day and was not back on it. Contracts that begin, cancellations and days of
    leaving that lie after it are not known yet; with `hindsight` a contract that began later closes
    a gap, as long as it is no longer than the definition allows.
    """
    end, ever = _contract_ends(known, on, meaning.gap_days if hindsight else 0)
    by_order, by_act = silent_from(known, meaning)
    tried = known.tried <= on
    waits = np.where(by_order < NEVER, by_order, np.where(ever | tried, NEVER, by_act))
    told = np.where(waits <= known.watched, waits, np.maximum(waits, on + 1))
    has_rhythm = waits < NEVER
    how = np.where(by_order < NEVER, _ORDERS, _SILENCE)
    said = (known.written <= on) & ~(known.orders.last > known.written)
    earlier = said & (known.written < waits) & has_rhythm
    day = np.where(earlier, known.written, told)
    how = np.where(earlier, _WRITTEN, how)
    only_said = said & ~has_rhythm & ~ever & ~tried
    day, how = np.where(only_said, known.written, day), np.where(only_said, _WRITTEN, how)
    day = np.where(ever & ~has_rhythm, end, np.where(ever, np.maximum(end, day), day))
    how = np.where(ever & (day == end), _CONTRACT, how)
    return Gone(np.where(day <= on, day, NEVER), how, waits, ever & (end > on), ever)


def goes_by_acts(known: Histories, on: int, meaning: Meaning) -> Truths:
    """Of whom it matters what they did: they never paid nor tried, and do not order regularly."""
    _end, ever = _contract_ends(known, on, 0)
    by_order, _by_act = silent_from(known, meaning)
    return np.asarray(~ever & (known.tried > on) & (by_order == NEVER), dtype=np.bool_)


def silent_from(known: Histories, meaning: Meaning) -> tuple[Days, Days]:
    """From which day who orders, and who does something, counts as gone if nothing more comes."""
    never = np.full(len(known), NEVER, dtype=np.int64)
    by_order = never
    if known.usual_gap is not None and meaning.counts_orders:
        gaps = known.orders.shared_gaps(known.usual_gap)
        day = np.ceil(known.orders.last + meaning.buyer_gaps * gaps).astype(np.int64)
        by_order = np.where(known.orders.times >= 2, day, never)
    acts = known.acts
    wait = np.clip(
        meaning.buyer_gaps * (acts.last - acts.first) / np.maximum(acts.times - 1, 1), *SILENT_DAYS
    )
    by_act = np.where(acts.times >= RHYTHM_FROM, acts.last + np.ceil(wait).astype(np.int64), never)
    return by_order, by_act


def _contract_ends(known: Histories, on: int, gap_days: int) -> tuple[Days, Truths]:
    """When the last paid contract of each that began by a day ends, and whether there is any."""
    paid, size = known.paid, len(known)
    begun = paid.first <= on
    end = np.full(size, -1, dtype=np.int64)
    np.maximum.at(end, paid.place[begun], paid.end[begun])
    ever = end >= 0
    following = np.full(size, NEVER, dtype=np.int64)
    np.minimum.at(following, paid.place[~begun], paid.first[~begun])
    closed = ever & (end <= on) & (following < NEVER) & (following - end <= gap_days)
    return np.where(closed, NEVER, end), ever
