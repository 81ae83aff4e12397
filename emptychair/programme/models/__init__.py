"""Tables of the programme."""

from emptychair.programme.models.escalation import Escalation
from emptychair.programme.models.programme import Programme
from emptychair.programme.models.routine import Routine, RoutineTask

__all__ = ["Escalation", "Programme", "Routine", "RoutineTask"]
