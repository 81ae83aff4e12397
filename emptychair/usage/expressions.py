"""What is counted of daily use, as Ibis expressions: once over all rows, whatever engine counts."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from emptychair.usage.rules.trend import BEFORE_WEEKS, NOW_WEEKS

WEEK = 7


def known_on(table: ir.Table, on: date) -> ir.Table:
    """Rows of companies about days up to `on`, as far as they were known on that day."""
    return table.filter(
        table.company_id.notnull(), table.day <= _day(on), table.recorded_on <= _day(on)
    )


def people_alone(table: ir.Table) -> ir.Table:
    """Use of people in no company, each standing where a company stands."""
    alone = table.filter(table.company_id.isnull(), table.person_id.notnull())
    return alone.mutate(company_id=alone.person_id)


def readings(table: ir.Table, *, on: date, days: int, core: Collection[str] = ()) -> ir.Table:
    """One row a company: days, people, actions and features of the last `days`, and of as many
    days before; its first and last day of use.
    """
    known = known_on(table, on)
    first, before = on - timedelta(days=days - 1), on - timedelta(days=2 * days - 1)
    now = known.day >= _day(first)
    earlier = (known.day >= _day(before)) & (known.day < _day(first))
    is_core = known.feature.isin(sorted(core)) if core else ibis.literal(False)
    named = known.feature.nullif("")
    return known.group_by("company_id").aggregate(
        active_days=known.day.nunique(where=now & (known.actions + known.users > 0)),
        before_active_days=known.day.nunique(where=earlier & (known.actions + known.users > 0)),
        people=known.person_id.nunique(where=now),
        given_users=known.users.max(where=now & known.person_id.isnull()),
        actions=known.actions.sum(where=now),
        before_actions=known.actions.sum(where=earlier),
        features=named.nunique(where=now),
        core_features=named.nunique(where=now & is_core),
        first_day=known.day.min(),
        last_day=known.day.max(where=known.actions + known.users > 0),
    )


def weekly_sums(table: ir.Table, *, on: date) -> ir.Table:
    """One row a company: sums of weekly actions and of their squares, for the last four weeks and
    the twelve before. Weeks are runs of seven days that end on `on`.
    """
    known = known_on(table, on)
    within = known.filter(known.day > _day(on - timedelta(days=WEEK * (NOW_WEEKS + BEFORE_WEEKS))))
    ago = (_days_until(on, within.day) // WEEK).cast("int64")
    weeks = within.mutate(ago=ago).group_by(["company_id", "ago"])
    every = weeks.aggregate(actions=lambda t: t.actions.sum().cast("float64"))
    firsts = known.group_by("company_id").aggregate(first_day=known.day.min())
    joined = every.join(firsts, "company_id")
    # the week in which a company began is no whole one
    sums = joined.filter((_days_until(on, joined.first_day) + 1) // WEEK > joined.ago)
    now = sums.ago < NOW_WEEKS
    return sums.group_by("company_id").aggregate(
        now_actions=sums.actions.sum(where=now),
        now_squares=(sums.actions * sums.actions).sum(where=now),
        past_actions=sums.actions.sum(where=~now),
        past_squares=(sums.actions * sums.actions).sum(where=~now),
    )


def weeks_of_company(table: ir.Table, company_id: int, *, first: date) -> ir.Table:
    """Weeks from Monday of one company."""
    own = table.filter(table.company_id == company_id, table.day >= _day(first))
    week = own.mutate(week=own.day.truncate("W").cast("date")).group_by("week")
    return week.aggregate(
        people=lambda t: t.person_id.nunique(),
        given_users=lambda t: t.users.max(where=t.person_id.isnull()),
        actions=lambda t: t.actions.sum(),
        active_days=lambda t: t.day.nunique(),
    ).order_by("week")


def adoption(table: ir.Table, *, on: date, days: int) -> ir.Table:
    """One row a feature: who used it in the last `days`, and in as many before."""
    known = known_on(table, on)
    first, before = on - timedelta(days=days - 1), on - timedelta(days=2 * days - 1)
    within = known.filter(known.feature != "", known.day >= _day(before))
    now = within.day >= _day(first)
    return within.group_by("feature").aggregate(
        companies=within.company_id.nunique(where=now),
        before_companies=within.company_id.nunique(where=~now),
        people=within.person_id.nunique(where=now),
        actions=within.actions.sum(where=now),
        before_actions=within.actions.sum(where=~now),
    )


def active_companies(table: ir.Table, *, on: date, days: int) -> ir.Table:
    """How many companies used anything in the last `days`."""
    known = known_on(table, on)
    within = known.filter(known.day > _day(on - timedelta(days=days)), known.actions > 0)
    return within.aggregate(companies=within.company_id.nunique())


def _days_until(on: date, day: Any) -> Any:
    return ibis.literal(on).cast("date").delta(day, unit="day")


def _day(day: date) -> Any:
    return ibis.literal(day)
