"""How urgent an answer is, from what was said and from whom."""

from dataclasses import dataclass

from emptychair.loop.types import Urgency

# The worst part of the low scores, and all of them, by metric.
# Who would not miss the product has no grievance: PMF opens no case.
WORST = {"nps": 3, "csat": 1, "ces": 2, "csat7": 2, "ces5": 1}
LOW = {"nps": 6, "csat": 2, "ces": 3, "csat3": 1, "csat7": 3, "ces5": 2, "thumbs": 0}
GOOD = {"nps": 9, "csat": 4, "ces": 6, "csat3": 3, "csat7": 6, "ces5": 4, "thumbs": 1}
RENEWAL_NEAR_DAYS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity:
    """What the judgement rests on. `renews_in_days` is nothing without a contract."""

    metric: str
    score: int
    valued: bool = False  # among the most valuable tenth
    renews_in_days: int | None = None
    said_why: bool = True


def is_low(metric: str, score: int | None) -> bool:
    """Whether somebody should be contacted: NPS 0-6, CSAT 1-2, CES 1-3."""
    return score is not None and metric in LOW and score <= LOW[metric]


def urgency_of(severity: Severity) -> Urgency:
    """High for the worst scores of valued customers or near a renewal; low for a mild one, said
    without a word by somebody with nothing at stake; else normal.
    """
    worst = severity.score <= WORST.get(severity.metric, -1)
    near = severity.renews_in_days is not None and (
        0 <= severity.renews_in_days <= RENEWAL_NEAR_DAYS
    )
    if (worst and (severity.valued or near)) or (severity.valued and near):
        return Urgency.HIGH
    if not worst and not severity.valued and not near and not severity.said_why:
        return Urgency.LOW
    return Urgency.NORMAL
