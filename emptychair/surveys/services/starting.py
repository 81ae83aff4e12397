"""A survey that begins to ask, asks what was written for it."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.surveys.errors import DraftStopped
from emptychair.surveys.models import Survey
from emptychair.surveys.queries.definitions import draft_of
from emptychair.surveys.rules.checking import findings_about
from emptychair.surveys.services.versions import publish_definition
from emptychair.surveys.types import SurveyState


def publish_first(access: Access, survey: Survey, *, now: datetime) -> bool:
    """Publish the questions of a draft that never asked; whether there were any.

    Later changes wait until somebody publishes them, since the trend may break. Raises
    `DraftStopped` while the check finds what must be mended.
    """
    if survey.state != SurveyState.DRAFT or survey.version or not survey.definition:
        return False
    written = draft_of(access, survey)
    stops = [one for one in findings_about(written, privacy=survey.privacy) if one.level == "stop"]
    if stops:
        raise DraftStopped(found=[{"where": one.where, "code": one.code} for one in stops])
    publish_definition(access, survey, same_meaning=True, note="", now=now)
    survey.refresh_from_db()
    return True
