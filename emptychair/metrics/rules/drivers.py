"""Drivers without looking at the database: what is low and high, what an answer gives."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from emptychair.metrics.driver_types import DriverSurvey
from emptychair.metrics.rules.scoring import SCALES, UNITS, scores_of_band, sign_of

LOW_UP_TO = 0.35  # of the way from the lowest point to the highest
HIGH_FROM = 0.9


def bands_of(lowest: float, highest: float, *, metric: str = "") -> tuple[float, float] | None:
    """The highest low answer and the lowest high one; nothing where no answer lies between.

    1-2 and 5 of five points, 1-3 and 7 of seven; for NPS critics and fans.
    """
    if metric == "nps":
        return float(max(scores_of_band("nps", -1))), float(min(scores_of_band("nps", 1)))
    points = range(int(lowest), int(highest) + 1)
    width = highest - lowest
    low = [point for point in points if point - lowest <= LOW_UP_TO * width]
    high = [point for point in points if point - lowest >= HIGH_FROM * width]
    if not low or not high or min(high) - max(low) < 2:
        return None
    return float(max(low)), float(min(high))


def scale_of_metric(metric: str) -> tuple[float, float]:
    """Lowest and highest point of a metric."""
    low, high = SCALES[metric]
    return float(low), float(high)


def place_key(place: int, metric: str) -> str:
    """The name of a touchpoint's metric as a driver."""
    return f"place:{place}:{metric}"


def points_of(metric: str, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each answer gives to the score: -100, 0 or 100 for NPS, 0 or 100 for a share."""
    if UNITS[metric] == "mean":
        return scores
    signs = np.array([sign_of(metric, int(score)) for score in scores], dtype=np.float64)
    return np.multiply(100.0, signs if UNITS[metric] == "points" else signs > 0, dtype=np.float64)


def usual_survey(surveys: Sequence[DriverSurvey]) -> DriverSurvey | None:
    """The one the page begins with: most answers to further questions, NPS before others."""
    asked = [one for one in surveys if one.answers]
    return next((one for one in asked if one.metric == "nps"), surveys[0] if surveys else None)
