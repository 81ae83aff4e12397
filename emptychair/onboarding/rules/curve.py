"""How long it takes, with those who are not there yet: the curve, its middle, shares by day."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from emptychair.charts import round_days
from emptychair.onboarding.types import Way
from emptychair.stats import SurvivalCurve, TooFew, kaplan_meier, there_by, time_by

FEWEST = 10  # customers, below which no curve is drawn
MARKS = (7, 30, 90)
POINTS = 48


def curve_of(rows: Sequence[Way], *, after: int = 0) -> SurvivalCurve | None:
    """Kaplan and Meier over those still on the way after so many days; None for too few."""
    some = [row for row in rows if row.seen >= after and (row.there is None or row.there >= after)]
    if len(some) < FEWEST:
        return None
    lasted = [(row.seen if row.there is None else row.there) - after for row in some]
    return kaplan_meier(lasted, [row.there is not None for row in some])


def told(curve: SurvivalCurve, marks: Sequence[int]) -> dict[str, Any]:
    """What is kept of a curve."""
    middle = time_by(curve)
    return {
        "n": curve.n,
        "there": curve.events,
        "median": [middle.value, middle.low, middle.high],
        "by_day": [[day, *found] for day in marks if (found := share_by(curve, day))],
    }


def share_by(curve: SurvivalCurve, day: int) -> list[float] | None:
    """The share there by a day with limits; None where nobody was watched for so long."""
    try:
        return [float(one) for one in there_by(curve, day)]
    except TooFew:
        return None


def points(curve: SurvivalCurve) -> list[list[float]]:
    """Round days evenly apart up to where a tenth is still watched, with shares and limits."""
    watched = np.array(curve.at_risk)
    enough = np.flatnonzero(watched >= max(5, curve.n // 10))
    last = int(curve.times[enough[-1]] if enough.size else curve.times[-1])
    return [[day, *found] for day in round_days(last, POINTS) if (found := share_by(curve, day))]
