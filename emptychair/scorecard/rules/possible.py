"""Which values a figure from outside can have."""

from dataclasses import replace
from datetime import date

from emptychair.metrics.figures import FigureUnit
from emptychair.scorecard.errors import PeriodAhead, ValueImpossible
from emptychair.scorecard.types import GivenValue, Grain

MOST = 1e15  # beyond it whole numbers are no longer exact
MOST_COUNTED = 2_147_483_647
FROM_NOTHING = frozenset(
    one.value for one in (FigureUnit.NUMBER, FigureUnit.HOURS, FigureUnit.DAYS)
)


def possible_value(given: GivenValue, *, unit: str, today: date) -> GivenValue:
    """The value as it is stored. Raises `PeriodAhead` and `ValueImpossible`."""
    if given.grain not in Grain.values or given.day > today:
        raise PeriodAhead
    if given.grain == Grain.MONTH:
        given = replace(given, day=given.day.replace(day=1))
    error = given.standard_error
    wrong = (
        not abs(given.value) <= MOST,
        error is not None and not 0 <= error <= MOST,
        given.n is not None and not 0 <= given.n <= MOST_COUNTED,
        unit == FigureUnit.POINTS and abs(given.value) > 100,
        unit in FROM_NOTHING and given.value < 0,
    )
    if any(wrong):
        raise ValueImpossible
    return given
