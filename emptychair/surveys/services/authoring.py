"""Writing surveys: made in two clicks, changed text by text, started, paused, closed."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Segment
from emptychair.surveys.errors import (
    MetricUnknown,
    SettingUnknown,
    SurveyNameTaken,
    TextMissing,
)
from emptychair.surveys.models import Survey
from emptychair.surveys.rules.texts import default_texts
from emptychair.surveys.services.starting import publish_first
from emptychair.surveys.services.waves import resume_waves
from emptychair.surveys.types import (
    LANGUAGES,
    MAIL_TEXTS,
    TEXTS,
    Metric,
    SurveySettings,
    SurveyState,
    SurveyTexts,
)
from emptychair.touchpoints.models import Touchpoint


def create_survey(
    access: Access,
    *,
    metric: str,
    settings: SurveySettings,
    texts: dict[str, SurveyTexts] | None = None,
) -> Survey:
    """A draft with our texts in both languages, ready to be sent to oneself.

    `texts` by language stand in place of ours. Raises `MetricUnknown`, `SurveyNameTaken`,
    `SettingUnknown`.
    """
    access.require(Permission.SURVEY_WRITE)
    if metric not in Metric.values:
        raise MetricUnknown(metric=metric)
    words = default_texts(metric)
    for language, given in (texts or {}).items():
        for field in TEXTS:
            words[field][language] = getattr(given, field)
    survey = Survey(
        workspace=access.workspace, metric=metric, state=SurveyState.DRAFT.value, **words
    )
    _apply(access, survey, settings)
    _save(access, survey, action="survey.created", before={}, after={"metric": metric})
    return survey


def create_named_survey(
    access: Access, *, metric: str, name: str, touchpoint_id: int | None = None
) -> Survey:
    """A draft called `name`, or `name 2` and so on where that is taken; about a touchpoint or all.

    Raises `SettingUnknown` for a touchpoint that is not there.
    """
    access.require(Permission.SURVEY_WRITE)
    taken = Survey.objects.visible_to(access).filter(name__startswith=name)
    names = set(taken.values_list("name", flat=True))
    free = next(one for one in _numbered(name) if one not in names)
    settings = SurveySettings(name=free, touchpoint_id=touchpoint_id)
    return create_survey(access, metric=metric, settings=settings)


def edit_survey(access: Access, survey: Survey, *, settings: SurveySettings) -> Survey:
    """Change whom it asks and when. Raises `SurveyNameTaken`, `SettingUnknown`."""
    access.require(Permission.SURVEY_WRITE)
    before = _plain(survey)
    _apply(access, survey, settings)
    _save(access, survey, action="survey.changed", before=before, after=_plain(survey))
    return survey


def edit_texts(access: Access, survey: Survey, *, language: str, texts: SurveyTexts) -> Survey:
    """Change what customers read in one language. Mails that are out already stay as they are.

    Once questions were published, question, why and thanks are those of the version: only the
    words of the mail are taken then. Raises `TextMissing` when one of the texts is empty.
    """
    access.require(Permission.SURVEY_WRITE)
    fields = words_to_edit(access, survey)
    if language not in LANGUAGES or not all(getattr(texts, field).strip() for field in fields):
        raise TextMissing(language=language)
    before = {field: getattr(survey, field).get(language, "") for field in fields}
    after = {field: getattr(texts, field).strip() for field in fields}
    for field in fields:
        setattr(survey, field, {**getattr(survey, field), language: after[field]})
    changed = [field for field in fields if before[field] != after[field]]
    _save(
        access,
        survey,
        action="survey.texts_changed",
        before={field: before[field] for field in changed},
        after={field: after[field] for field in changed},
    )
    return survey


def words_to_edit(access: Access, survey: Survey) -> tuple[str, ...]:
    """The texts that are written outside of the editor of questions."""
    access.require(Permission.SURVEY_READ)
    return MAIL_TEXTS if survey.version else TEXTS


def set_survey_state(access: Access, survey: Survey, *, state: str) -> Survey:
    """Start, pause or close it. Waves that a pause held up go on when it runs again.

    What was written for a draft is published as it starts. Raises `DraftStopped`.
    """
    access.require(Permission.SURVEY_SEND)
    before, wanted = survey.state, SurveyState(state)
    if before == wanted:
        return survey
    with transaction.atomic():
        if wanted is SurveyState.RUNNING:
            publish_first(access, survey, now=timezone.now())
        survey.state = wanted.value
        survey.save(update_fields=["state", "changed_at"])
        record_audit(
            access,
            survey,
            action=f"survey.{wanted.value}",
            before={"state": before},
            after={"state": wanted.value},
        )
        if wanted is SurveyState.RUNNING:
            resume_waves(access, survey)
    return survey


def _apply(access: Access, survey: Survey, settings: SurveySettings) -> None:
    survey.name = settings.name.strip()
    survey.touchpoint = survey.segment = None
    if settings.touchpoint_id:
        places = Touchpoint.objects.visible_to(access)
        survey.touchpoint = places.filter(pk=settings.touchpoint_id).first()
    if settings.segment_id:
        segments = Segment.objects.visible_to(access)
        survey.segment = segments.filter(pk=settings.segment_id).first()
    lost = (settings.touchpoint_id and survey.touchpoint is None) or (
        settings.segment_id and survey.segment is None
    )
    if lost or not survey.name:
        raise SettingUnknown
    survey.trigger_event = settings.trigger_event.strip()
    survey.trigger_delay_minutes = settings.trigger_delay_minutes
    survey.link_days = settings.link_days


def _save(
    access: Access, survey: Survey, *, action: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    try:
        with transaction.atomic():
            survey.save()
            record_audit(access, survey, action=action, before=before, after=after)
    except IntegrityError:
        raise SurveyNameTaken(name=survey.name) from None


def _numbered(name: str) -> Iterator[str]:
    yield name
    for number in count(2):
        yield f"{name} {number}"


def _plain(survey: Survey) -> dict[str, Any]:
    return {
        "name": survey.name,
        "touchpoint": survey.touchpoint_id,
        "segment": survey.segment_id,
        "trigger_event": survey.trigger_event,
        "trigger_delay_minutes": survey.trigger_delay_minutes,
        "link_days": survey.link_days,
    }
