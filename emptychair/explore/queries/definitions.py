"""What a figure means: the one definition it is counted by, and the SQL that counts it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.explore import expressions
from emptychair.explore.queries.counting import asking_of, cubes_asked
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.rates import rate_sql
from emptychair.explore.types import ANSWERS, RATE, Question
from emptychair.metrics.expressions import ces, csat, nps
from emptychair.metrics.queries.cubes import sql_of
from emptychair.metrics.words import level_words
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


def definition_of(access: Access, catalogue: Catalogue, question: Question) -> Definition:
    """How this table is counted."""
    measure = question.measure
    return Definition(
        name=_measure_name(measure),
        version=VERSIONS.get(measure, csat.VERSION),
        unit=_unit_words(measure),
        formula=_formula_words(measure),
        sql=_sql(access, catalogue, question),
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
