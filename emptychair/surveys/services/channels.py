"""By which channels a survey asks."""

from collections.abc import Sequence

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.messaging.types import ADDRESSED
from emptychair.surveys.errors import ChannelUnknown
from emptychair.surveys.models import Survey


def change_channels(access: Access, survey: Survey, *, channels: Sequence[str]) -> Survey:
    """Ask each person by the first of these by which they can be reached; none means e-mail.

    Raises `ChannelUnknown`.
    """
    access.require(Permission.SURVEY_WRITE)
    wanted = list(dict.fromkeys(channels))
    if not set(wanted) <= ADDRESSED:
        raise ChannelUnknown
    before = {"channels": survey.channels}
    if survey.channels == wanted:
        return survey
    survey.channels = wanted
    with transaction.atomic():
        survey.save(update_fields=["channels", "changed_at"])
        record_audit(
            access, survey, action="survey.changed", before=before, after={"channels": wanted}
        )
    return survey
