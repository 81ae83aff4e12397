"""Which values a figure from outside can have."""

import math
from dataclasses import replace
from datetime import date

from emptychair.metrics.figures import FigureUnit
from emptychair.scorecard.errors import PeriodAhead, ValueImpossible
from emptychair.scorecard.types import GivenValue, Grain

FROM_NOTHING = frozenset({FigureUnit.NUMBER.value, FigureUnit.HOURS.value})


def possible_value(given: GivenValue, *, unit: str, today: date) -> GivenValue:
    """The value as it is stored. Raises `PeriodAhead` and `ValueImpossible`."""
    if given.grain not in Grain.values or given.day > today:
        raise PeriodAhead
    if given.grain == Grain.MONTH:
        given = replace(given, day=given.day.replace(day=1))
    error = given.standard_error
    wrong = (
        not math.isfinite(given.value),
        error is not None and not (math.isfinite(error) and error >= 0),
        given.n is not None and given.n < 0,
        unit == FigureUnit.POINTS and abs(given.value) > 100,
        unit in FROM_NOTHING and given.value < 0,
    )
    if any(wrong):
        raise ValueImpossible
    return given
