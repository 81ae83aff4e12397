"""Signs of life and what was said, by customer and day."""

import ibis
import ibis.expr.types as ir

NEVER = 2_000_000
TOP_OF = {"nps": 10.0, "csat": 5.0, "ces": 7.0}
BOTTOM_OF = {"nps": 0.0, "csat": 1.0, "ces": 1.0}


def days_with_events(events: ir.Table, member: ir.Table) -> ir.Table:
    """Once a day for each thing that happened: `unit`, `day`, `what`, and the first row of it."""
    told = events.left_join(member, events.person_id == member.person)
    told = told.select(
        "id", "name", unit=ibis.coalesce(told.unit, told.company_id), day=day_number(told.day)
    ).filter(lambda each: each.unit.notnull())
    return told.group_by(["unit", "day", "name"]).aggregate(first=told.id.min()).rename(what="name")


def days_with_orders(orders: ir.Table, member: ir.Table, *, currency: str) -> ir.Table:
    """What was bought on each day: `unit`, `day`, `amount` in one currency."""
    told = orders.left_join(member, orders.person_id == member.person)
    ours = told.currency.isin([currency, ""])
    told = told.select(
        "id",
        unit=ibis.coalesce(told.unit, told.company_id),
        day=day_number(told.day),
        paid=ours.ifelse(told.amount.fill_null(0.0), 0.0),
    ).filter(lambda each: each.unit.notnull())
    return told.group_by(["unit", "day"]).aggregate(first=told.id.min(), amount=told.paid.sum())


def answers_given(answers: ir.Table, member: ir.Table, private: tuple[int, ...]) -> ir.Table:
    """Each counted answer with its score from 0 to 100; private surveys are left out."""
    told = answers.filter(answers.is_counted, answers.score.notnull())
    if private:
        told = told.filter(~told.survey_id.isin(list(private)))
    told = told.left_join(member, told.person_id == member.person)
    low = told.metric.cases(*BOTTOM_OF.items(), else_=0.0)
    high = told.metric.cases(*TOP_OF.items(), else_=10.0)
    return told.select(
        unit=ibis.coalesce(told.unit, told.company_id),
        day=day_number(told.day),
        first=told.id,
        score=100.0 * (told.score.cast("float64") - low) / (high - low),
        bad=_is_bad(told).ifelse(1.0, 0.0),
    ).filter(lambda each: each.unit.notnull())


def invitations_sent(invitations: ir.Table, member: ir.Table) -> ir.Table:
    """Each real invitation: when it went out, and when it was answered."""
    told = invitations.filter(~invitations.is_test)
    told = told.join(member, told.person_id == member.person)
    answered = told.answered_at.date()
    return told.select(
        "unit",
        day=day_number(told.asked_day),
        first=told.id,
        answered=day_number(answered).fill_null(NEVER),
    )


def cases_opened(cases: ir.Table, member: ir.Table) -> ir.Table:
    """Each case: opened, closed, and for which day something was promised."""
    told = cases.left_join(member, cases.person_id == member.person)
    return told.select(
        unit=ibis.coalesce(told.unit, told.company_id),
        day=day_number(told.opened_at.date()),
        first=told.id,
        closed=day_number(told.closed_at.date()).fill_null(NEVER),
        promised=day_number(told.promised_for).fill_null(NEVER),
    ).filter(lambda each: each.unit.notnull())


def day_number(day: ir.Value) -> ir.IntegerValue:
    """Days since 1970."""
    return day.epoch_days().cast("int64")


def _is_bad(told: ir.Table) -> ir.BooleanValue:
    limit = told.metric.cases(("nps", 6), ("csat", 2), ("ces", 3), else_=-1)
    return told.score <= limit
