"""Customers heard, asked and kept, counted for many months at once.

Spans are rows of (`month`, `first`, `end`): what is counted lies from `first` up to, not including,
`end`. Sums are float64 and counts int64, so that every engine divides them alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from emptychair.metrics.expressions.away import companies_away, people_away

Span = tuple[date, date, date]  # name of the run of days, its first day, the day after it


def spans_table(spans: Sequence[Span]) -> ir.Table:
    """The runs of days as a table."""
    columns = [pa.array(list(values), type=pa.date32()) for values in zip(*spans, strict=True)]
    return ibis.memtable(pa.table(dict(zip(("month", "first", "end"), columns, strict=True))))


def invitations_answered(invitations: ir.Table, spans: ir.Table) -> ir.Table:
    """Invitations of each span and how many were answered by now: `asked`, `answered`."""
    real = invitations.filter(~invitations.is_test)
    within = real.join(spans, [real.asked_day >= spans.first, real.asked_day < spans.end])
    return within.group_by("month").aggregate(
        asked=within.count().cast("int64"),
        answered=within.answered_at.notnull().sum().cast("int64"),
    )


@dataclass(frozen=True, slots=True)
class WhoThere:
    """People, companies and when they were gone."""

    people: ir.Table
    companies: ir.Table
    departures: ir.Table


def customers_heard(answers: ir.Table, who: WhoThere, spans: ir.Table) -> ir.Table:
    """Customers of each span, those of them who answered anything, and their yearly values.

    A customer counts who came before the span ended and was not gone all through it. Where a
    company has a yearly value it stands for its people.
    """
    people, companies = who.people, who.companies
    firms = companies.filter(companies.yearly_value.notnull())
    valued = firms.select(firm="id", worth="yearly_value")
    own = people.filter(people.merged_into_id.isnull()).left_join(
        valued, people.company_id == valued.firm
    )
    own = own.mutate(alone=own.worth.isnull().ifelse(own.yearly_value.fill_null(0.0), 0.0))
    told = answers.filter(answers.is_counted, answers.person_id.notnull())
    told = told.join(spans, [told.day >= spans.first, told.day < spans.end])
    told = told.select("month", "person_id").distinct()
    there = _there(
        own.select("id", "company_id", "joined_on", "alone"),
        people_away(people, who.departures), spans,
    )  # fmt: skip
    heard = there.left_join(told, [there.month == told.month, there.id == told.person_id])
    counted = heard.group_by("month").aggregate(
        people=heard.count().cast("int64"),
        heard=heard.person_id.notnull().sum().cast("int64"),
        alone=heard.alone.sum(),
        alone_heard=heard.person_id.notnull().ifelse(heard.alone, 0.0).sum(),
    )
    spoken = heard.filter(heard.person_id.notnull(), heard.company_id.notnull())
    spoken = spoken.select("month", "company_id").distinct()
    firms = _there(
        firms.select("id", "joined_on", "yearly_value"),
        companies_away(firms, who.departures), spans,
    )  # fmt: skip
    firms = firms.left_join(spoken, [firms.month == spoken.month, firms.id == spoken.company_id])
    worth = firms.group_by("month").aggregate(
        firms=firms.yearly_value.sum(),
        firms_heard=firms.company_id.notnull().ifelse(firms.yearly_value, 0.0).sum(),
    )
    return counted.left_join(worth, "month").select(
        "month", "people", "heard", "alone", "alone_heard", "firms", "firms_heard"
    )


def orders_repeated(orders: ir.Table, spans: ir.Table, *, currency: str) -> ir.Table:
    """What customers who bought in the year before `first` spent then and from `first` to `end`."""
    known = orders.filter(orders.currency.isin([currency, ""]), orders.amount > 0)
    known = known.mutate(customer=ibis.coalesce(known.company_id, -known.person_id)).filter(
        lambda each: each.customer.notnull()
    )
    year = spans.mutate(begun=spans.first - ibis.interval(years=1))
    pairs = known.join(year, [known.day >= year.begun, known.day < year.end])
    spent = pairs.group_by(["month", "customer"]).aggregate(
        old=(pairs.day < pairs.first).ifelse(pairs.amount, 0.0).sum(),
        new=(pairs.day >= pairs.first).ifelse(pairs.amount, 0.0).sum(),
    )
    return revenue_sums(spent)


def revenue_sums(paid: ir.Table) -> ir.Table:
    """Of rows (`month`, customer, `old`, `new`) what `stats.RevenueSums` holds, and who left."""
    start = paid.filter(paid.old > 0)
    return start.group_by("month").aggregate(
        lost=(start.new <= 0).sum().cast("int64"), **sums_of_revenue(start)
    )


def sums_of_revenue(paid: ir.Table) -> dict[str, ir.Scalar]:
    """What `stats.RevenueSums` holds, of rows with `old` and `new`; who paid nothing before is not
    of the cohort.
    """
    began = paid.old > 0
    kept = began.ifelse(ibis.least(paid.old, paid.new), 0.0)
    grown = began.ifelse(ibis.greatest(paid.new - paid.old, 0.0), 0.0)
    return {
        "customers": began.sum().cast("int64"),
        "before": paid.old.sum(),
        "before_squared": (paid.old * paid.old).sum(),
        "kept": kept.sum(),
        "kept_squared": (kept * kept).sum(),
        "kept_product": (kept * paid.old).sum(),
        "grown": grown.sum(),
        "grown_squared": (grown * grown).sum(),
        "grown_product": (grown * paid.old).sum(),
    }


def _there(customers: ir.Table, away: ir.Table, spans: ir.Table) -> ir.Table:
    """Who came before a span ended and was not gone all through it."""
    joined = customers.joined_on.fill_null(ibis.date(1, 1, 1))
    dated = customers.mutate(came=joined)
    came = dated.join(spans, [dated.came < spans.end])
    gone = away.join(spans, [away.went < spans.first, away.back >= spans.end])
    gone = gone.select(gone="who", through="month").distinct()
    found = came.left_join(gone, [came.id == gone.gone, came.month == gone.through])
    return found.filter(found.gone.isnull()).drop("gone", "through")
