"""From how often each score was given to the score with its interval."""

from collections.abc import Mapping
from typing import Literal

from emptychair.metrics.types import Score
from emptychair.stats import NpsCounts, TooFew, ces, nps, signs_of, wilson
from emptychair.surveys.types import SCALE

Unit = Literal["points", "percent", "mean"]
SCALES: dict[str, tuple[int, int]] = SCALE
# Shares are those of the high answers; of PMF, those who would be very disappointed.
UNITS: dict[str, Unit] = {
    metric: "points" if metric == "nps" else "mean" if metric == "ces" else "percent"
    for metric in SCALES
}
_RANGE: dict[Unit, tuple[float, float]] = {
    "points": (-100.0, 100.0),
    "percent": (0.0, 100.0),
    "mean": (1.0, 7.0),
}
RANGES: dict[str, tuple[float, float]] = {metric: _RANGE[unit] for metric, unit in UNITS.items()}
_NPS_SIGNS = [int(sign) for sign in signs_of(range(11))]
# low, middle, high for the others: CSAT 1-2, 3, 4-5; CES 1-4, nothing between, 5-7
_SIGNS = {
    "nps": dict(enumerate(_NPS_SIGNS)),
    "csat": {1: -1, 2: -1, 3: 0, 4: 1, 5: 1},
    "ces": {1: -1, 2: -1, 3: -1, 4: -1, 5: 1, 6: 1, 7: 1},
    "csat3": {1: -1, 2: 0, 3: 1},
    "csat7": {1: -1, 2: -1, 3: -1, 4: 0, 5: 0, 6: 1, 7: 1},
    "ces5": {1: -1, 2: -1, 3: 0, 4: 1, 5: 1},
    "pmf": {1: -1, 2: 0, 3: 1},
    "thumbs": {0: -1, 1: 1},
}


def sign_of(metric: str, score: int) -> int:
    """1 for a good answer, -1 for a bad one, 0 between."""
    return _SIGNS[metric][score]


def scores_of_band(metric: str, sign: int) -> list[int]:
    """The answers that are good (1), between (0) or bad (-1)."""
    return [score for score, one in _SIGNS[metric].items() if one == sign]


def grouped(metric: str, by_score: Mapping[int, int]) -> NpsCounts:
    """High, middle and low answers: promoters, passives, detractors for NPS."""
    counts = {1: 0, 0: 0, -1: 0}
    for score, answers in by_score.items():
        counts[sign_of(metric, score)] += answers
    return NpsCounts(counts[1], counts[0], counts[-1])


def score_from(metric: str, by_score: Mapping[int, int]) -> Score:
    """The score of these counts, or a score without a value when nobody answered."""
    groups = grouped(metric, by_score)
    plain = {score: n for score, n in sorted(by_score.items()) if n}
    if groups.n == 0:
        return Score(metric, None, None, None, 0)
    value, low, high = _estimate(metric, plain, groups)
    return Score(metric, value, low, high, groups.n, plain, groups)


def _estimate(
    metric: str, by_score: Mapping[int, int], groups: NpsCounts
) -> tuple[float, float, float]:
    if UNITS[metric] == "points":
        found = nps(*groups)
        return found.score, found.low, found.high
    if UNITS[metric] == "percent":
        share = wilson(groups.promoters, groups.n)
        return 100 * share.share, 100 * share.low, 100 * share.high
    answers = [score for score, n in by_score.items() for _ in range(n)]
    try:
        effort = ces(answers)
    except TooFew:  # one answer has a mean, and says nothing of the others
        return float(answers[0]), *RANGES["ces"]
    return effort.mean, effort.low, effort.high
