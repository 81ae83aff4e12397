"""Tables of surveys."""

from emptychair.surveys.models.answer import Answer
from emptychair.surveys.models.autopilot import Autopilot, AutopilotMember
from emptychair.surveys.models.collector import Collector
from emptychair.surveys.models.firing import Firing
from emptychair.surveys.models.invitation import Invitation
from emptychair.surveys.models.permalink import Permalink
from emptychair.surveys.models.response import Response, ResponseRevision
from emptychair.surveys.models.survey import Survey
from emptychair.surveys.models.version import SurveyVersion
from emptychair.surveys.models.visit import Visit
from emptychair.surveys.models.wave import Wave

__all__ = [
    "Answer",
    "Autopilot",
    "AutopilotMember",
    "Collector",
    "Firing",
    "Invitation",
    "Permalink",
    "Response",
    "ResponseRevision",
    "Survey",
    "SurveyVersion",
    "Visit",
    "Wave",
]
