"""A survey that begins to ask, asks what was written for it, once it passed the check."""

from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.surveys.errors import DraftChanged, DraftStopped
from emptychair.surveys.models import Survey, SurveyVersion
from emptychair.surveys.queries.definitions import draft_of
from emptychair.surveys.rules.checking import findings_about
from emptychair.surveys.rules.marks import mark_of
from emptychair.surveys.services.versions import publish_definition, save_draft
from emptychair.surveys.types import SurveyState


def publish_draft(
    access: Access,
    survey: Survey,
    *,
    same_meaning: bool,
    note: str,
    now: datetime,
    seen: str = "",
) -> SurveyVersion:
    """Check and publish what was looked at.

    Raises `DraftChanged` when it is another one meanwhile, `DraftStopped` while the check found
    what must be mended, and what `publish_definition` raises.
    """
    access.require(Permission.SURVEY_WRITE)
    with transaction.atomic():
        row = Survey.objects.visible_to(access).select_for_update().get(pk=survey.pk)
        written = draft_of(access, row)
        if seen and mark_of(written) != seen:
            raise DraftChanged
        stops = [one for one in findings_about(written, privacy=row.privacy) if one.level == "stop"]
        if stops:
            raise DraftStopped(found=[{"where": one.where, "code": one.code} for one in stops])
        if not row.definition:
            save_draft(access, row, written)
        version = publish_definition(access, row, same_meaning=same_meaning, note=note, now=now)
    survey.refresh_from_db()
    return version


def publish_first(access: Access, survey: Survey, *, now: datetime) -> bool:
    """Publish the questions of a draft that never asked; whether there were any.

    Later changes wait until somebody publishes them, since the trend may break. Raises as
    `publish_draft`.
    """
    if survey.state != SurveyState.DRAFT or survey.version or not survey.definition:
        return False
    publish_draft(access, survey, same_meaning=True, note="", now=now)
    return True
