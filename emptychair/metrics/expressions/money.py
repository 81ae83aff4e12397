"""The earlier score of each customer, and what the same customer did afterwards: one row each.

A customer is a company where it has a value or a contract of its own, else a person. Its id is that
of the company, or that of the person below nothing. Days are counted from 1970, so that every
engine adds them alike; money is in one currency.
"""

from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

GATHERED = 7  # days from the first answer of a customer whose answers make its score together
MONTH, YEAR = 365.25 / 12, 365
MONTHS = {"month": 1.0, "year": 12.0}
_NEVER = 2_000_000


@dataclass(frozen=True, slots=True)
class Belonging:
    """The tables of who buys."""

    people: ir.Table
    companies: ir.Table
    contracts: ir.Table
    orders: ir.Table


@dataclass(frozen=True, slots=True)
class Asked:
    """Answers of which days, followed how long, until when, in which currency."""

    first: date
    end: date
    days: int
    today: date
    currency: str
    private: tuple[int, ...]


def members(who: Belonging) -> ir.Table:
    """The customer that each person is part of: `person`, `unit`."""
    own = who.people.filter(who.people.merged_into_id.isnull())
    firm = _firms(who).select(firm="id")
    joined = own.left_join(firm, own.company_id == firm.firm)
    return joined.select(person="id", unit=ibis.coalesce(joined.firm, -joined.id))


def followed(answers: ir.Table, who: Belonging, asked: Asked, gone: ir.Table) -> ir.Table:
    """One row a customer: `score`, `segment`, `start`, `joined`, `left`, `before`, `after`, and the
    number of orders before and after. `gone` says who left (`customer`, `left`).
    """
    member = members(who)
    scored = _scores(answers, member, asked)
    dated = scored.left_join(_lives(who, gone), "unit").drop("unit_right")
    money = _orders(who, member, dated, asked)
    paid = _contracts(who, member, dated, asked)
    whole = dated.left_join(money, "unit").drop("unit_right")
    whole = whole.left_join(paid, "unit").drop("unit_right")
    return whole.select(
        "unit",
        "score",
        "segment",
        "start",
        "joined",
        "left",
        before=whole.bought_before.fill_null(0.0) + whole.paid_before.fill_null(0.0),
        after=whole.bought_after.fill_null(0.0) + whole.paid_after.fill_null(0.0),
        orders_before=whole.orders_before.fill_null(0),
        orders_after=whole.orders_after.fill_null(0),
    ).order_by("unit")


def _firms(who: Belonging) -> ir.Table:
    held = who.contracts.filter(who.contracts.company_id.notnull())
    held = held.select(held="company_id").distinct()
    joined = who.companies.left_join(held, who.companies.id == held.held)
    return joined.filter(joined.held.notnull() | (joined.yearly_value > 0))


def _scores(answers: ir.Table, member: ir.Table, asked: Asked) -> ir.Table:
    told = answers.filter(
        answers.metric == "nps",
        answers.score.notnull(),
        answers.is_counted,
        answers.day >= asked.first,
        answers.day < asked.end,
    )
    if asked.private:
        told = told.filter(~told.survey_id.isin(list(asked.private)))
    told = told.join(member, told.person_id == member.person)
    told = told.select("unit", "score", "segment", at=_day(told.day))
    begun = told.group_by("unit").aggregate(began=told["at"].min())
    near = told.join(begun, "unit")
    near = near.filter(near["at"] < near.began + GATHERED)
    return near.group_by("unit").aggregate(
        score=near.score.mean(),
        segment=near.segment.max(),
        start=near.began.min() + GATHERED,
    )


def _lives(who: Belonging, gone: ir.Table) -> ir.Table:
    """When each customer came and went; who has no day of joining came with the first contract."""
    people = who.people.filter(who.people.merged_into_id.isnull())
    dates = people.select(unit=-people.id, came=_day(people.joined_on))
    firms = who.companies
    dates = dates.union(firms.select(unit=firms.id, came=_day(firms.joined_on)))
    held = _held(who)
    terms = held.group_by("unit").aggregate(since=held.starts.min())
    lives = dates.left_join(terms, "unit").drop("unit_right")
    lives = lives.left_join(gone, lives.unit == gone.customer)
    return lives.select("unit", "left", joined=ibis.coalesce(lives.came, lives.since))


def _held(who: Belonging) -> ir.Table:
    known = who.contracts
    known = known.mutate(unit=ibis.coalesce(known.company_id, -known.person_id))
    return known.filter(known.unit.notnull()).mutate(
        starts=_day(known.starts_on), ends=_day(known.cancelled_on).fill_null(_NEVER)
    )


def _orders(who: Belonging, member: ir.Table, dated: ir.Table, asked: Asked) -> ir.Table:
    known = who.orders.filter(who.orders.currency.isin([asked.currency, ""]))
    known = known.left_join(member, known.person_id == member.person)
    known = known.select(
        "amount", unit=ibis.coalesce(known.unit, known.company_id), at=_day(known.day)
    ).filter(lambda each: each.unit.notnull())
    starts = dated.select(customer="unit", start="start")
    near = known.join(starts, known.unit == starts.customer)
    amount = near.amount.fill_null(0.0)
    earlier = (near["at"] < near.start) & (near["at"] >= near.start - YEAR)
    later = (near["at"] >= near.start) & (near["at"] < near.start + asked.days)
    return near.group_by("unit").aggregate(
        bought_before=earlier.ifelse(amount, 0.0).sum(),
        bought_after=later.ifelse(amount, 0.0).sum(),
        orders_before=earlier.cast("int64").sum(),
        orders_after=later.cast("int64").sum(),
    )


def _contracts(who: Belonging, member: ir.Table, dated: ir.Table, asked: Asked) -> ir.Table:
    """What running contracts come to, by the day; a person's counts for its company."""
    held = _held(who).filter(
        lambda each: each.period.isin(list(MONTHS)), lambda each: each.currency == asked.currency
    )
    held = held.drop("unit").left_join(member, held.person_id == member.person)
    held = held.mutate(unit=ibis.coalesce(held.company_id, held.unit))
    months = held.period.cases(*MONTHS.items(), else_=1.0)
    held = held.select("unit", "starts", "ends", daily=held.amount / months / MONTH)
    held = held.filter(held.unit.notnull())
    starts = dated.select(customer="unit", start="start")
    near = held.join(starts, held.unit == starts.customer)
    earlier = _overlap(near, near.start - YEAR, near.start)
    later = _overlap(near, near.start, near.start + asked.days)
    return near.group_by("unit").aggregate(
        paid_before=(near.daily * earlier).sum(), paid_after=(near.daily * later).sum()
    )


def _overlap(near: ir.Table, first: ir.IntegerValue, end: ir.IntegerValue) -> ir.NumericValue:
    days = ibis.least(near.ends, end) - ibis.greatest(near.starts, first)
    return ibis.greatest(days, 0).cast("float64")


def _day(day: ir.Value) -> ir.IntegerValue:
    return day.epoch_days().cast("int64")
