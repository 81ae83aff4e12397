"""The newest answer of each person in a year, and whether they had used the product by then."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import ibis
import ibis.expr.types as ir

from emptychair.analytics.alike import AT_MOST, Alike, Marks

YEAR = timedelta(days=365)
DAY = timedelta(days=1)
VERY = 3  # of the must-have question
PROMOTER = 9


OTHERS = 10  # values beside private surveys, of each that is asked


@dataclass(frozen=True, slots=True)
class Asked:
    """Answers to `metric` after the moment `first`, up to `until`; those to `private` surveys are
    linked to nobody. No answer counts that lies on a day before `first_day`.
    """

    metric: str
    first: datetime
    until: datetime
    first_day: date
    private: tuple[int, ...] = ()
    segment: str = ""


def asked_of_a_year(
    metric: str, until: datetime, private: Collection[int] = (), segment: str = ""
) -> Asked:
    """The twelve months before a moment."""
    first = until - YEAR
    return Asked(metric, first, until, (first - DAY).date(), tuple(sorted(private)), segment)


def asked_alike(ask: Callable[..., ir.Table], *asked: Asked) -> Alike | None:
    """`ask(answers, *asked)` as one of many; None where very many surveys are private."""
    marks = Marks()
    if sum(len(one.private) + OTHERS for one in asked) > AT_MOST:
        return None
    marked = tuple(_marked(one, marks) for one in asked)
    kind = (f"{ask.__module__}.{ask.__name__}", marked)
    return Alike(kind, marks.values, partial(_told, ask, marked))


def _told(ask: Callable[..., ir.Table], asked: tuple[Asked, ...], answers: ir.Table) -> ir.Table:
    return ask(answers, *asked)


def _marked(asked: Asked, marks: Marks) -> Asked:
    return replace(
        asked,
        metric=marks.put(asked.metric),
        first=marks.put(asked.first),
        until=marks.put(asked.until),
        first_day=marks.put(asked.first_day),
        private=tuple(marks.put(one) for one in asked.private),
        segment=marks.put(asked.segment) if asked.segment else "",
    )


def of_a_year(answers: ir.Table, asked: Asked) -> ir.Table:
    """Counted answers with a score of the twelve months before."""
    return _of_a_year(answers, asked, answers.metric == asked.metric)


def _of_a_year(answers: ir.Table, asked: Asked, wanted: ir.BooleanValue) -> ir.Table:
    rows = answers.filter(
        answers.is_counted,
        wanted,
        answers.score.notnull(),
        answers.day >= ibis.literal(asked.first_day),  # files of other months stay closed
        answers.answered_at > _moment(asked.first),
        answers.answered_at <= _moment(asked.until),
    )
    if asked.private:
        rows = rows.filter(~rows.survey_id.isin(asked.private).fill_null(False))
    return rows.filter(rows.segment == asked.segment) if asked.segment else rows


def newest_of_each(answers: ir.Table, asked: Asked) -> ir.Table:
    """One row a person; `has_used` is not known."""
    rows = of_a_year(answers, asked)
    rows = rows.filter(rows.person_id.notnull())
    turns = ibis.window(group_by=rows.person_id, order_by=[rows.answered_at.desc(), rows.id.desc()])
    placed = rows.mutate(place=ibis.row_number().over(turns))
    names = ("id", "person_id", "segment", "score", "answered_at")
    return placed.filter(placed.place == 0).select(*names, has_used=ibis.null("boolean"))


def moments_of_use(*tables: tuple[ir.Table, str]) -> ir.Table:
    """Whatever people did, out of tables each with the column that tells when."""
    parts = [
        rows.filter(rows.person_id.notnull()).select("person_id", "day", moment=rows[column])
        for rows, column in tables
    ]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def with_use(newest: ir.Table, moments: ir.Table, *, days: int, first: date) -> ir.Table:
    """The same, told whether each used it on two days at least in so many days before they
    answered. Nothing that counts lies on a day before `first`.
    """
    moments = moments.filter(moments.day >= ibis.literal(first))
    both = moments.join(newest.select("person_id", "answered_at"), "person_id")
    since = both.answered_at - ibis.interval(hours=24 * days)
    within = both.filter(both.moment <= both.answered_at, both.moment >= since)
    spans = within.group_by("person_id").aggregate(
        first_day=within.day.min(), last_day=within.day.max()
    )
    used = spans.filter(spans.first_day < spans.last_day).select("person_id", used=True)
    joined = newest.drop("has_used").left_join(used, "person_id")
    names = ("id", "person_id", "segment", "score", "answered_at")
    return joined.select(*names, has_used=joined.used.fill_null(False))


@dataclass(frozen=True, slots=True)
class AskedUse:
    """The newest answers, and whether each used it in so many days before."""

    asked: Asked
    days: int
    first: date
    tables: tuple[tuple[ir.Table, str], ...]  # of moments: see `moments_of_use`

    def __call__(self, answers: ir.Table) -> ir.Table:
        """The expression."""
        newest, moments = newest_of_each(answers, self.asked), moments_of_use(*self.tables)
        return with_use(newest, moments, days=self.days, first=self.first)


def use_of_a_year(asked: Asked, tables: Sequence[tuple[ir.Table, str]], days: int) -> AskedUse:
    """What is asked of these answers, and of what people did until then."""
    first = (asked.first - timedelta(days=days + 1)).date()
    return AskedUse(asked, days, first, tuple(tables))


def use_alike(use: AskedUse) -> Alike | None:
    """That question as one of many; None where very many surveys are private."""
    if len(use.asked.private) + OTHERS + len(use.tables) > AT_MOST:
        return None
    marks, schemas = Marks(), tuple((rows.schema(), column) for rows, column in use.tables)
    asked, first = _marked(use.asked, marks), marks.put(use.first)
    tables = tuple((marks.table(rows), column) for rows, column in use.tables)
    kind = ("fit.use", asked, use.days, schemas)
    return Alike(kind, marks.values, AskedUse(asked, use.days, first, tables))


def unnamed(answers: ir.Table, asked: Asked) -> ir.Table:
    """How many answers have no name, by segment word."""
    rows = of_a_year(answers, asked)
    rows = rows.filter(rows.person_id.isnull())
    return rows.group_by("segment").aggregate(n=rows.count())


def who_loves(answers: ir.Table, missed: Asked, promoted: Asked) -> ir.Table:
    """One row: how many people would miss us or recommend us, and how many each. Both are asked of
    the same time; the answers are read once, and each person is counted once.
    """
    metrics = answers.metric.isin([missed.metric, promoted.metric])
    rows = _of_a_year(answers, missed, metrics)
    about_missing = rows.metric == missed.metric
    least = about_missing.ifelse(VERY, PROMOTER)
    rows = rows.filter(rows.person_id.notnull(), rows.score >= least)
    each = rows.group_by("person_id").aggregate(
        would_miss=(rows.metric == missed.metric).cast("int8").max(),
        promotes=(rows.metric != missed.metric).cast("int8").max(),
    )
    return each.aggregate(
        people=each.count(),
        very_disappointed=each.would_miss.sum().fill_null(0),
        promoters=each.promotes.sum().fill_null(0),
    )


def _moment(moment: datetime) -> ir.Value:
    return ibis.literal(moment.astimezone(UTC), type="timestamp('UTC')")
