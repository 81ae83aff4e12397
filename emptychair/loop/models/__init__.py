"""Tables of the loop."""

from emptychair.loop.models.case import Case, CaseEntry
from emptychair.loop.models.effort import EffortEntry
from emptychair.loop.models.initiative import Initiative, InitiativeVoice

__all__ = [
    "Case",
    "CaseEntry",
    "EffortEntry",
    "Initiative",
    "InitiativeVoice",
]
