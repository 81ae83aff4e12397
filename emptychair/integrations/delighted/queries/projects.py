"""Surveys as Delighted's "projects", and their keys."""

from typing import TYPE_CHECKING

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.integrations.delighted.errors import KeyUnknown
from emptychair.integrations.delighted.models import ApiKey
from emptychair.integrations.delighted.vocabulary import SurveyType, type_of
from emptychair.surveys.queries import surveys_of
from emptychair.surveys.queries.looks import look_of_score
from emptychair.surveys.types.definition import Privacy

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey


def survey_type(access: Access, survey: "Survey") -> SurveyType | None:
    """What Delighted calls this kind of survey; nothing where its programs cannot speak about it:
    a scale it does not know, or answers without names.
    """
    access.require(Permission.SURVEY_READ)
    if survey.privacy != Privacy.NAMED:
        return None
    return type_of(survey.metric, look_of_score(access, survey))


def surveys_to_choose(access: Access) -> list["Survey"]:
    """Surveys that can have a key, by name."""
    found = [one for one in surveys_of(access) if survey_type(access, one) is not None]
    return sorted(found, key=lambda one: one.name)


def keys_of(access: Access) -> list[ApiKey]:
    """The newest 200 keys with their surveys; those revoked come last."""
    access.require(Permission.TOKEN_CREATE)
    rows = ApiKey.objects.visible_to(access).select_related("survey", "created_by")
    return sorted(rows.order_by("-created_at")[:200], key=lambda key: key.revoked_at is not None)


def key_with_id(access: Access, key_id: int) -> ApiKey:
    """One key with its survey. Raises `KeyUnknown`."""
    access.require(Permission.TOKEN_CREATE)
    key = ApiKey.objects.visible_to(access).select_related("survey").filter(pk=key_id).first()
    if key is None:
        raise KeyUnknown
    return key
