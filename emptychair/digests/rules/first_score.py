"""Which score a report begins with, and a display shows."""

from emptychair.metrics.types import Score
from emptychair.surveys.types import Metric

BESIDE = frozenset({Metric.PMF, Metric.THUMBS})  # what product and help pages ask


def rank(score: Score) -> tuple[bool, bool, int]:
    """Sorts scores: something that can be told first; what product and help pages ask comes after
    the scores of the company.
    """
    return score.metric in BESIDE, score.too_few, -score.n
