"""Customers of the back-test, as the one definition of leaving takes them (`customers`)."""

from dataclasses import replace

import numpy as np

from emptychair.customers.rules.leaving import (
    Gone,
    Histories,
    Paid,
    Rhythms,
    goes_by_acts,
    gone_by,
)
from emptychair.success.rules.counting import Counter
from emptychair.success.rules.rows import NEVER, Numbers, Rows, Table, Whole


def gone_on(rows: Rows, counter: Counter, day: int) -> tuple[Histories, Gone]:
    """Who had left by the evening of a day, from what was known on it."""
    known = _histories(rows, counter, day, knows_all=False)
    return known, gone_by(known, day, rows.leaving.meaning, hindsight=False)


def gone_by_now(
    rows: Rows, counter: Counter, day: int, usual_on: int | None = None
) -> tuple[Histories, Gone]:
    """Who had left by a day, from all that is known today. For labels and for looking back; the
    usual gap between orders may be that of an earlier day.
    """
    known = _histories(rows, counter, day, knows_all=True, usual_on=usual_on)
    return known, gone_by(known, day, rows.leaving.meaning, hindsight=True)


def acts_of(rows: Rows) -> Table:
    """What customers did: a rhythm, where they neither pay by contract nor order."""
    return rows.signs if rows.acts is None else rows.acts


def _histories(
    rows: Rows, counter: Counter, day: int, *, knows_all: bool, usual_on: int | None = None
) -> Histories:
    def until(table: Table) -> Table:
        return table.where(table.day <= day) if knows_all else table.by(day)

    terms, place = counter.place(rows.terms if knows_all else rows.terms.by(day))
    tried = counter.first(rows.trials if knows_all else rows.trials.by(day))
    nothing = np.zeros(len(counter.units), dtype=np.int64)
    known = Histories(
        written=_whole(counter.newest(rows.customers, "left"), NEVER),
        tried=_whole(tried, NEVER),
        paid=Paid(place, terms.day, _whole(terms["ends"], NEVER)),
        orders=_rhythms(counter, until(rows.orders)),
        acts=Rhythms(nothing, nothing, nothing),
        usual_gap=rows.leaving.usual_on(day if usual_on is None else usual_on),
        watched=min(rows.end, day),
    )
    wanted = goes_by_acts(known, day, rows.leaving.meaning)
    if not wanted.any():
        return known
    some = _rhythms(Counter(counter.units[wanted]), until(acts_of(rows)))
    columns = [nothing.copy() for _each in range(3)]
    for column, values in zip(columns, (some.times, some.first, some.last), strict=True):
        column[wanted] = values
    return replace(known, acts=Rhythms(*columns))


def _rhythms(counter: Counter, table: Table) -> Rhythms:
    columns = (counter.days(table), counter.first(table), counter.last(table))
    return Rhythms(*(_whole(each, 0) for each in columns))


def _whole(values: Numbers, missing: int) -> Whole:
    return np.nan_to_num(values, nan=missing).astype(np.int64)
