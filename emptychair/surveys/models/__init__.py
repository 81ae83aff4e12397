"""Tables of surveys."""

from emptychair.surveys.models.invitation import Invitation
from emptychair.surveys.models.response import Response, ResponseRevision
from emptychair.surveys.models.survey import Survey
from emptychair.surveys.models.wave import Wave

__all__ = [
    "Invitation",
    "Response",
    "ResponseRevision",
    "Survey",
    "Wave",
]
