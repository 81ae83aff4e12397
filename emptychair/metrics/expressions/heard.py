"""Every person who is a customer: whether asked and heard, where they belong, and what they pay."""

from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

from emptychair.metrics.expressions.away import companies_away, people_away


@dataclass(frozen=True, slots=True)
class HeardTables:
    """What the rows are made of."""

    people: ir.Table
    companies: ir.Table
    plans: ir.Table
    invitations: ir.Table
    departures: ir.Table


def everybody(
    answers: ir.Table, who: HeardTables, *, first: date, end: date, private: tuple[int, ...]
) -> ir.Table:
    """One row a person who was a customer then, not gone all the while: `unit` is the company where
    it has a value of its own, else the person below nothing; `score` the latest recommendation of
    the period.
    """
    people = _customers(who, first=first, end=end)
    told = answers.filter(
        answers.is_counted, answers.person_id.notnull(), answers.day >= first, answers.day < end
    )
    heard = told.group_by(person="person_id").aggregate(said=told.count().cast("int64"))
    rated = told.filter(told.metric == "nps", told.score.notnull())
    if private:
        rated = rated.filter(~rated.survey_id.isin(list(private)))
    latest = rated.group_by(rater="person_id").aggregate(score=rated.score.argmax(rated.id))
    real = who.invitations
    real = real.filter(~real.is_test, real.asked_day >= first, real.asked_day < end)
    real = real.group_by(invited="person_id").aggregate(asked=real.count().cast("int64"))
    whole = people.left_join(heard, people.id == heard.person)
    whole = whole.left_join(latest, whole.id == latest.rater)
    whole = whole.left_join(real, whole.id == real.invited)
    plans = _plans(who)
    whole = whole.left_join(plans, whole.unit == plans.holder)
    return whole.select(
        "id",
        "unit",
        "segment",
        "region",
        "language",
        "joined",
        "value",
        "score",
        plan=whole.plan.fill_null(""),
        said=whole.said.fill_null(0),
        asked=whole.asked.fill_null(0),
    ).order_by("id")


def nobody_known(who: HeardTables, *, first: date, end: date) -> ir.Table:
    """Companies with a value that were customers then and of whose people none was there: one row
    each, which nobody can have answered for (`id` of the company, `value`).
    """
    staffed = _customers(who, first=first, end=end).select(staffed="unit").distinct()
    away = companies_away(who.companies, who.departures)
    away = away.filter(away.went < first, away.back >= end).select(gone="who").distinct()
    firms = who.companies.filter(
        who.companies.yearly_value > 0,
        who.companies.joined_on.isnull() | (who.companies.joined_on < end),
    )
    firms = firms.anti_join(away, firms.id == away.gone)
    firms = firms.anti_join(staffed, firms.id == staffed.staffed)
    return firms.select("id", value="yearly_value").order_by("id")


def score_by_reminders(
    answers: ir.Table, invitations: ir.Table, *, first: date, end: date, private: tuple[int, ...]
) -> ir.Table:
    """How often each score was given after how many reminders (two stand for two and more)."""
    told = answers.filter(
        answers.metric == "nps",
        answers.score.notnull(),
        answers.is_counted,
        answers.day >= first,
        answers.day < end,
    )
    if private:
        told = told.filter(~told.survey_id.isin(list(private)))
    asked = invitations.select(asked="id", reminders="reminders")
    joined = told.join(asked, told.invitation_id == asked.asked)
    joined = joined.select("score", wave=ibis.least(joined.reminders, 2).cast("int64"))
    return joined.group_by(["wave", "score"]).aggregate(n=joined.count().cast("int64"))


def _customers(who: HeardTables, *, first: date, end: date) -> ir.Table:
    firms = who.companies.filter(who.companies.yearly_value > 0)
    firms = firms.select(firm="id", worth="yearly_value")
    away = people_away(who.people, who.departures)
    away = away.filter(away.went < first, away.back >= end).select(gone="who").distinct()
    own = who.people.left_join(away, who.people.id == away.gone)
    own = own.filter(
        own.gone.isnull(),
        own.merged_into_id.isnull(),
        own.joined_on.isnull() | (own.joined_on < end),
    )
    joined = own.left_join(firms, own.company_id == firms.firm)
    return joined.select(
        "id",
        "segment",
        "region",
        "language",
        unit=ibis.coalesce(joined.firm, -joined.id),
        value=ibis.coalesce(joined.worth, joined.yearly_value, 0.0),
        joined=joined.joined_on.epoch_days().cast("int64"),
    ).filter(lambda each: each.id.notnull())


def _plans(who: HeardTables) -> ir.Table:
    held = who.plans.filter(who.plans.cancelled_on.isnull(), who.plans.plan != "")
    held = held.select("plan", holder=ibis.coalesce(held.company_id, -held.person_id))
    held = held.filter(held.holder.notnull())
    return held.group_by("holder").aggregate(plan=held.plan.max())
