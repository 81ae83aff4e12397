"""Invitations, and how many of them were answered, by any of their dimensions; and customers, with
what they pay at both ends of some days, by what is known of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from emptychair.renewals.expressions import added_up, both_ends

COLUMNS = {"survey": "survey_id", "touchpoint": "touchpoint_id"}
PARTS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
NAME, VERSION, UNIT = "response rate", 1, "percent of invitations"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """Invitations of the local days from `first` up to, not including, `end`."""

    first: date
    end: date
    by: tuple[str, ...] = ()
    filters: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    least: tuple[tuple[int, int], ...] = ()  # surveys of which so few are not shown, by `by`


def invitations_counted(invitations: ir.Table, question: AskedQuestion) -> ir.Table:
    """Columns of `question.by`, `asked` and `answered`. Tests to oneself are none."""
    named = {*question.by, *(name for name, _values in question.filters)}
    found = invitations.filter(
        invitations.asked_day >= question.first,
        invitations.asked_day < question.end,
        ~invitations.is_test,
    )
    parts = {name: _part(found.asked_day, name) for name in named if name in {*PARTS, "weekday"}}
    found = found.mutate(**parts)
    for name, values in question.filters:
        found = found.filter(_among(found[COLUMNS.get(name, name)], values))
    columns = [COLUMNS.get(name, name) for name in question.by]
    totals = {
        "asked": found.count().cast("int64"),
        "answered": ibis.coalesce(found.answered_at.notnull().sum(), 0).cast("int64"),
    }
    counted = found.group_by(columns).aggregate(**totals) if columns else found.aggregate(**totals)
    return _enough(counted, dict(question.least))


def _enough(counted: ir.Table, least: Mapping[int, int]) -> ir.Table:
    if not least:
        return counted
    needed = counted.survey_id.cases(*least.items(), else_=0)
    return counted.filter(counted.asked >= needed)


def _part(day: ir.DateValue, name: str) -> ir.Value:
    if name == "weekday":
        return day.day_of_week.index().cast("int64")  # 0 is Monday
    return day.truncate(PARTS[name]).cast("date")


def _among(column: ir.Column, values: Sequence[Any]) -> ir.BooleanValue:
    wanted = column.isin([one for one in values if one is not None])
    return wanted | column.isnull() if None in values else wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersAsked:
    """Customers by columns: `who` of them, those who `was` there before or who `is_there` on the
    last day; `plan` is at which of both their plan counts, if it is asked. What else is known of
    them stands beside them, by the names of its columns.
    """

    who: str = "was"
    by: tuple[str, ...] = ()
    plan: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class BesideCustomers:
    """Tables of (`unit`, column): one word for each customer. `only` are (`unit`) of those who
    count, `groups` (`unit`, `group`) where one may stand several times.
    """

    words: Mapping[str, ir.Table]
    only: tuple[ir.Table, ...] = ()
    groups: ir.Table | None = None


def customers_told(
    contracts: ir.Table, spans: ir.Table, beside: BesideCustomers, asked: CustomersAsked
) -> ir.Table:
    """Each customer of each span who is asked for, with what is known of them."""
    plans = (asked.plan,) if asked.plan else ()
    found = both_ends(contracts, spans, plans=plans)
    found = found.filter(found[asked.who])
    if asked.plan:
        found = found.rename(plan=asked.plan)
    for column, words in beside.words.items():
        known = words.select(known_unit="unit", **{column: column})
        found = found.left_join(known, found.unit == known.known_unit).drop("known_unit")
        found = found.mutate(**{column: found[column].fill_null("")})
    for column, values in asked.filters:
        found = found.filter(found[column].isin(values))
    for units in beside.only:
        found = found.semi_join(units, "unit")
    if beside.groups is not None:
        found = found.inner_join(beside.groups, "unit")
    return found


def customers_counted(
    contracts: ir.Table, spans: ir.Table, beside: BesideCustomers, asked: CustomersAsked
) -> ir.Table:
    """The same added up by span and the columns of `asked.by`."""
    return added_up(customers_told(contracts, spans, beside, asked), asked.by)
