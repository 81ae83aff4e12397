"""Tables of touchpoints."""

from emptychair.touchpoints.models.journey import Journey, Stage
from emptychair.touchpoints.models.touchpoint import Touchpoint

__all__ = [
    "Journey",
    "Stage",
    "Touchpoint",
]
