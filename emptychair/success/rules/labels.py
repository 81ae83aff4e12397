"""Who left after a day, and from when on that can be told; looks at later rows only."""

from dataclasses import dataclass

import numpy as np

from emptychair.success.rules.counting import Counter
from emptychair.success.rules.features import Features
from emptychair.success.rules.rows import Numbers, Rows, Truths


@dataclass(frozen=True, slots=True)
class Labels:
    """For each customer of the day: left within the horizon, whether that is known, and until
    which day one had to look.
    """

    left: Truths
    is_told: Truths
    looked_until: Numbers
    certain_on: Numbers  # of those who left: the day by which everybody would know it


def left_within(rows: Rows, features: Features, horizon: int) -> Labels:
    """Left: a day of leaving, or the end of the last contract, in the `horizon` days after; or, for
    who has a rhythm, no sign of life for three own gaps beyond it. Strictly after the day.
    """
    day, counter = features.day, Counter(features.units)
    ends = day + horizon
    until = ends + np.where(features.wait > 0, features.wait, 0)
    signs = rows.signs.after(day, rows.end)
    table, place = counter.place(signs)
    lives = (table.day > ends) & (table.day <= until[place])
    seen = np.bincount(place[lives], minlength=len(counter.units)) > 0
    fell_silent = (features.wait > 0) & ~seen
    ended = _ended_on(rows, features, counter, horizon)
    last = day - features["silent_days"]
    later, at = counter.place(rows.signs.after(day, int(ends)))
    last = np.nan_to_num(last, nan=float(day))
    np.maximum.at(last, at, later.day.astype(np.float64))
    certain = np.fmin(ended, np.where(fell_silent, last + features.wait, np.nan))
    return Labels(~np.isnan(ended) | fell_silent, until <= rows.end, until, certain)


def _ended_on(rows: Rows, features: Features, counter: Counter, horizon: int) -> Numbers:
    """The day of leaving, or that on which the last contract ended; nan for who stayed."""
    day = features.day
    customers, terms = rows.customers, rows.terms
    going = customers.where((customers["left"] > day) & (customers["left"] <= day + horizon))
    went = counter.newest(going, "left")
    running = terms.where((terms.day <= day + horizon) & (terms["ends"] > day + horizon))
    held = features.has_terms & (counter.count(running) == 0)
    over = terms.where((terms["ends"] > day) & (terms["ends"] <= day + horizon))
    table, place = counter.place(over)
    last = np.full(len(counter.units), -np.inf)
    np.maximum.at(last, place, table["ends"])
    return np.fmin(went, np.where(held & np.isfinite(last), last, np.nan))
