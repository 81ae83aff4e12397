"""Tables of metrics: scores are counted from answers, so only what is wished for stands here."""

from emptychair.metrics.models.target import Target

__all__ = ["Target"]
