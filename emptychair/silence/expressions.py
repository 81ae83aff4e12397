"""Signs of life of every customer, counted in one question.

A sign is a day on which something came from their side: who does ten things on one day gave one.
Days are counted from 1970. A customer's number is that of the company, or that of the person below
nothing.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class Channels:
    """Where signs come from. `others` are tables of (`person_id`, `company_id`, `day`)."""

    events: ir.Table
    orders: ir.Table
    answers: ir.Table
    people: ir.Table
    others: tuple[ir.Table, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Up to which day, and what does not count."""

    until: int
    own_source: str
    ignored: tuple[str, ...]
    private: tuple[int, ...]


def marks(channels: Channels, counted: Counted) -> ir.Table:
    """Every sign as it came, the same day maybe many times: `person_id`, `company_id`, `at`."""
    events = channels.events.filter(channels.events.source != counted.own_source)
    if counted.ignored:
        events = events.filter(~events.name.isin(list(counted.ignored)))
    answers = channels.answers.filter(channels.answers.is_counted)
    if counted.private:
        answers = answers.filter(~answers.survey_id.isin(list(counted.private)))
    parts = [_plain(one) for one in (events, channels.orders, answers, *channels.others)]
    together = ibis.union(parts[0], *parts[1:]) if len(parts) > 1 else parts[0]
    return together.filter(together["at"] <= counted.until)


def signs(channels: Channels, counted: Counted) -> ir.Table:
    """Each customer and day once: `unit`, `at`. People of a company stand for it too."""
    together = marks(channels, counted).distinct()
    of = channels.people.filter(channels.people.company_id.notnull())
    of = of.select(member="id", firm="company_id")
    joined = together.left_join(of, together.person_id == of.member)
    firms = joined.select(unit=ibis.coalesce(joined.company_id, joined.firm), at=joined["at"])
    people = together.select(unit=-together.person_id, at=together["at"])
    both = ibis.union(firms, people)
    return both.filter(both.unit.notnull()).distinct()


def orders_of(orders: ir.Table, until: int) -> ir.Table:
    """One row a customer: first day of an order, the last, on how many days, and sums of a year."""
    known = orders.select("amount", "person_id", "company_id", at=_day(orders.day))
    known = known.filter(known["at"] <= until)
    people = known.select("amount", unit=-known.person_id, at=known["at"])
    firms = known.select("amount", unit=known.company_id, at=known["at"])
    both = ibis.union(people, firms)
    both = both.filter(both.unit.notnull())
    recent = both["at"] > until - 365
    return both.group_by("unit").aggregate(
        first=both["at"].min(),
        last=both["at"].max(),
        days=both["at"].nunique().cast("int64"),
        spent=recent.ifelse(both.amount.fill_null(0.0), 0.0).sum(),
    )


def lives(people: ir.Table, companies: ir.Table) -> ir.Table:
    """One row for everybody: `unit`, yearly value, and when they left by what was written down."""
    own = people.filter(people.merged_into_id.isnull())
    dates = own.select(unit=-own.id, value="yearly_value", left=_day(own.left_on))
    firms = companies.select(unit=companies.id, value="yearly_value", left=_day(companies.left_on))
    return ibis.union(dates, firms)


def _plain(table: ir.Table) -> ir.Table:
    return table.select(
        person_id=table.person_id.cast("int64"),
        company_id=table.company_id.cast("int64"),
        at=_day(table.day),
    )


def _day(day: ir.Value) -> ir.IntegerValue:
    return day.epoch_days().cast("int64")


def for_everybody(table: ir.Table, people: ir.Table) -> ir.Table:
    """Rows with `person_id` and `company_id` under the number of the person and of the company."""
    of = people.filter(people.company_id.notnull()).select(member="id", firm="company_id")
    joined = table.left_join(of, table.person_id == of.member)
    rest = [name for name in table.columns if name not in {"person_id", "company_id"}]
    firms = joined.select(*rest, unit=ibis.coalesce(joined.company_id, joined.firm))
    own = table.select(*rest, unit=-table.person_id)
    both = ibis.union(firms, own)
    return both.filter(both.unit.notnull())


def spent_between(orders: ir.Table, people: ir.Table, first: int, end: int) -> ir.Table:
    """What each customer bought from a day up to, not including, another: `unit`, `spent`."""
    known = orders.select("person_id", "company_id", "amount", at=_day(orders.day))
    known = known.filter(known["at"] >= first, known["at"] < end)
    every = for_everybody(known, people)
    return every.group_by("unit").aggregate(spent=every.amount.fill_null(0.0).sum())


def last_places(events: ir.Table, people: ir.Table, until: int) -> ir.Table:
    """The touchpoint that each customer met last: `unit`, `place`."""
    known = events.filter(events.touchpoint_key != "").select(
        "person_id", "company_id", "touchpoint_key", "occurred_at", at=_day(events.day)
    )
    every = for_everybody(known.filter(known["at"] <= until), people)
    return every.group_by("unit").aggregate(place=every.touchpoint_key.argmax(every.occurred_at))


def last_answers(
    answers: ir.Table, people: ir.Table, private: tuple[int, ...], first: int, until: int
) -> ir.Table:
    """Of each customer the mean recommendation score since a day, and whether they ever answered.

    `unit`, `score` (empty: none since), `answered`.
    """
    known = answers.filter(answers.is_counted)
    if private:
        known = known.filter(~known.survey_id.isin(list(private)))
    known = known.select("person_id", "company_id", "metric", "score", at=_day(known.day))
    every = for_everybody(known.filter(known["at"] <= until), people)
    recent = (every["at"] >= first) & (every.metric == "nps")
    return every.group_by("unit").aggregate(
        score=recent.ifelse(every.score.cast("float64"), ibis.null("float64")).mean(),
        answered=every.count().cast("int64"),
    )


def segments_of(people: ir.Table, answers: ir.Table) -> ir.Table:
    """The segment that stood at somebody's last answer: `unit`, `segment`."""
    known = answers.filter(answers.segment.notnull(), answers.segment != "")
    known = known.select("person_id", "company_id", "segment", "answered_at")
    every = for_everybody(known, people)
    return every.group_by("unit").aggregate(segment=every.segment.argmax(every.answered_at))
