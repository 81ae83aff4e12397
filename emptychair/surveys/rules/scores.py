"""What a score says, and which scores there are."""

from typing import Literal

from emptychair.surveys.types import SCALE

ScoreTone = Literal["bad", "quiet", "good"]
# The highest score that is a grievance, and the lowest that is praise.
EDGES: dict[str, tuple[int, int]] = {
    "nps": (6, 9),
    "csat": (2, 4),
    "ces": (3, 6),
    "csat3": (1, 3),
    "csat7": (3, 6),
    "ces5": (2, 4),
    "pmf": (1, 3),
    "thumbs": (0, 1),
}


def tone_of(metric: str, score: int | None) -> ScoreTone:
    """Whether the score is a grievance, praise, or neither."""
    if score is None:
        return "quiet"
    low, high = EDGES[metric]
    return "bad" if score <= low else "good" if score >= high else "quiet"


def on_scale(metric: str, score: int) -> bool:
    """Whether the survey's scale has this score."""
    first, last = SCALE[metric]
    return first <= score <= last


def scores_of(metric: str) -> range:
    """All scores of the scale, in order."""
    first, last = SCALE[metric]
    return range(first, last + 1)
