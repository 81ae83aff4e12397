"""What a figure means: the one definition it is counted by, and the SQL that counts it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.explore import expressions
from emptychair.explore.queries.counting import asking_of, cubes_asked
from emptychair.explore.queries.customers.asking import AskingCustomers
from emptychair.explore.queries.customers.counting import counting_sql
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.rates import rate_sql
from emptychair.explore.types import (
    ANSWERS,
    CASES,
    CHURN,
    COUNTED_IN_FULL,
    CUSTOMERS,
    FIRST_ANSWER,
    GRR,
    MRR,
    NRR,
    OF_CASES,
    OF_CONTRACTS,
    RATE,
    Question,
)
from emptychair.kit.periods import local_day
from emptychair.metrics.expressions import ces, csat, nps
from emptychair.metrics.queries.cubes import sql_of
from emptychair.metrics.words import level_words
from emptychair.renewals.queries.definition import definition_in_force
from emptychair.surveys.types import Metric

VERSIONS = {"nps": nps.VERSION, "ces": ces.VERSION, RATE: expressions.VERSION}


@dataclass(frozen=True, slots=True)
class Definition:
    """Name, version and unit of the expression, its formula in words, and its SQL."""

    name: str
    version: int
    unit: str
    formula: str
    sql: tuple[str, ...]
    interval: str = ""  # how sure one can be, in words
    revenue_version: int = 0  # of the definition of revenue that it is counted by


def definition_of(
    access: Access, catalogue: Catalogue, question: Question, *, now: datetime
) -> Definition:
    """How this table is counted."""
    measure = question.measure
    if measure in OF_CONTRACTS:
        return _of_contracts(access, catalogue, question, now)
    if measure in OF_CASES:
        return _of_cases(measure)
    return Definition(
        name=_measure_name(measure),
        version=VERSIONS.get(measure, csat.VERSION),
        unit=_unit_words(measure),
        formula=_formula_words(measure),
        sql=_sql(access, catalogue, question),
    )


def _of_contracts(
    access: Access, catalogue: Catalogue, question: Question, now: datetime
) -> Definition:
    """By the figures of the scorecard, and the definition of revenue in force."""
    measure, today = question.measure, local_day(now, access.workspace.zone)
    asking = AskingCustomers(access, catalogue, question, today)
    row = definition_in_force(access)
    return Definition(
        name=measure,
        version=2 if measure in {CHURN, GRR, NRR} else 1,
        unit=_unit_of_contracts(measure, access.workspace.currency),
        formula=_formula_of_contracts(measure),
        sql=counting_sql(access, asking),
        interval=_interval_words(measure),
        revenue_version=row.version if row else 0,
    )


def _of_cases(measure: str) -> Definition:
    """By the figures of the scorecard, case by case: no SQL knows when people work."""
    units = {
        CASES: pgettext("unit", "cases"),
        FIRST_ANSWER: _("working hours, by the calendar of the workspace"),
    }
    formulas = {
        CASES: _("cases opened in the period"),
        FIRST_ANSWER: _("the middle of the working hours from opening to the first answer"),
    }
    intervals = {
        CASES: _("none: all cases are counted, there is no sample"),
        FIRST_ANSWER: _("95%, between two of the times, by the binomial distribution"),
    }
    return Definition(
        name=measure,
        version=1,
        unit=units.get(measure) or _("percent of the cases that can be judged already"),
        formula=formulas.get(measure)
        or _("answered after the deadline or without an answer after it ÷ answered or overdue"),
        sql=(),
        interval=intervals.get(measure) or _("95%, by Wilson"),
    )


def _unit_of_contracts(measure: str, currency: str) -> str:
    return {
        CUSTOMERS: _("customers: companies, and people with a contract of their own"),
        MRR: _("%(currency)s a month") % {"currency": currency},
        CHURN: _("percent of the customers before the period"),
    }.get(measure) or _("percent of what was paid a month before the period")


def _formula_of_contracts(measure: str) -> str:
    return {
        CUSTOMERS: _("customers of whom a paid contract runs on the last day"),
        MRR: _("sum of what all paid contracts that run on the last day bring a month"),
        CHURN: _("of the customers on the day before: those without one on the last day ÷ all"),
        GRR: _(
            "of the customers on the day before: what each pays on the last day, at most what "
            "they paid then ÷ what they paid then"
        ),
        NRR: _(
            "of the customers on the day before: what they pay on the last day ÷ what they paid "
            "then"
        ),
    }[measure]


def _interval_words(measure: str) -> str:
    if measure in COUNTED_IN_FULL:
        return _("none: all customers are counted, there is no sample")
    if measure == CHURN:
        return _("95%, by Wilson")
    return _(
        "95%, by Wilson for as many customers of one size as the error stands for; none below 30"
    )


def _measure_name(measure: str) -> str:
    """The name of its expression."""
    return {ANSWERS: "answers", RATE: expressions.NAME}.get(measure) or str(Metric(measure).value)


def _unit_words(measure: str) -> str:
    """What its numbers are."""
    if measure == ANSWERS:
        return _("answers that count")
    if measure == RATE:
        return _("share of the invitations of the period that were answered by now")
    return level_words(measure)


def _formula_words(measure: str) -> str:
    """How it is computed; how its interval is, `docs/algorithms` tells."""
    known = {
        ANSWERS: "",
        RATE: _("invitations answered ÷ invitations × 100"),
        "nps": _("(answers of 9 and 10 − answers of 0 to 6) ÷ all answers × 100"),
        "ces": _("sum of the answers ÷ their number"),
    }
    return known.get(measure, _("answers of the named levels ÷ all answers × 100"))


def _sql(access: Access, catalogue: Catalogue, question: Question) -> tuple[str, ...]:
    asking = asking_of(access, catalogue, question, question.dimensions)
    measure = question.measure
    asked_for = list(cubes_asked(access, asking, question.period))
    if measure == RATE:
        return tuple(rate_sql(access, asking, asked) for asked in asked_for)
    return tuple(
        sql_of(
            access,
            metric,
            asked.period,
            by=asked.by,
            filters=asked.filters,
            which=asked.which,
            beside=asked.beside,
        )
        for asked in asked_for
        for metric in catalogue.metrics_of(measure)[:1]
    )
