"""What a survey asks: what is published, what is being written, and what it asked before."""

from msgspec.structs import replace

from emptychair.accounts.access import Access
from emptychair.surveys.errors import VersionUnknown
from emptychair.surveys.models import Invitation, Response, Survey, SurveyVersion
from emptychair.surveys.rules.definition import read_definition, simple_definition
from emptychair.surveys.rules.texts import DEFAULTS
from emptychair.surveys.types import LANGUAGES
from emptychair.surveys.types.definition import Definition


def definition_of(access: Access, survey: Survey, *, version: int | None = None) -> Definition:
    """What the survey asks now, or asked in a version; version 0 is question and why only.

    Raises `VersionUnknown`.
    """
    number = survey.version if version is None else version
    if number == 0:
        return _in_our_language(access, simple_definition(survey.metric, _texts_of(survey)))
    rows = SurveyVersion.objects.visible_to(access).filter(survey=survey, number=number)
    stored = rows.values_list("definition", flat=True).first()
    if stored is None:
        raise VersionUnknown(version=number)
    return read_definition(stored)


def draft_of(access: Access, survey: Survey) -> Definition:
    """What is being written; where nothing is, what is asked now."""
    return (
        read_definition(survey.definition) if survey.definition else definition_of(access, survey)
    )


def definition_for(
    access: Access, survey: Survey, *, invitation: Invitation | None, response: Response | None
) -> tuple[Definition, int]:
    """What somebody is asked, and which version that is.

    Who began goes on with what they began; a test sent to oneself shows the draft; others see what
    is asked now.
    """
    if invitation is not None and invitation.is_test:
        return draft_of(access, survey), survey.version
    version = survey.version if response is None else response.version
    return definition_of(access, survey, version=version), version


def is_short(access: Access, invitation: Invitation, response: Response | None) -> bool:
    """Whether somebody is asked no more than question and why, or was when they answered."""
    access.workspace  # noqa: B018 - refuses those without one
    survey = invitation.survey
    if invitation.is_test and survey.definition:
        return False
    return (survey.version if response is None else response.version) == 0


def versions_of(access: Access, survey: Survey) -> list[SurveyVersion]:
    """All published versions, the first one first."""
    rows = SurveyVersion.objects.visible_to(access).filter(survey=survey)
    return list(rows.select_related("published_by").order_by("number"))


def _in_our_language(access: Access, definition: Definition) -> Definition:
    """Written first in the language of the workspace: there colleagues read it, and whoever speaks
    none of its languages is asked in it.
    """
    own = access.workspace.language
    return replace(definition, main_language=own) if own in definition.languages else definition


def _texts_of(survey: Survey) -> dict[str, dict[str, str]]:
    """The stored words, ours where there are none."""
    texts = {}
    for name in ("question", "why", "thanks"):
        stored = {key: text for key, text in (getattr(survey, name) or {}).items() if text.strip()}
        usual = {key: getattr(DEFAULTS[survey.metric][key], name) for key in LANGUAGES}
        texts[name] = {**usual, **stored}
    return texts
