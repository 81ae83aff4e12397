"""Writing a definition and publishing it. What was published is never changed."""

from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.surveys.errors import DefinitionBroken, DefinitionEmpty
from emptychair.surveys.models import Survey, SurveyVersion
from emptychair.surveys.queries.definitions import versions_of
from emptychair.surveys.rules.definition import (
    metric_asked,
    problems_of,
    read_definition,
    reused_keys,
    score_question,
    write_definition,
)
from emptychair.surveys.types.definition import Definition
from emptychair.surveys.types.flow import Problem


def save_draft(access: Access, survey: Survey, definition: Definition) -> Survey:
    """Store what is being written, whole or not; nobody is asked it before it is published."""
    access.require(Permission.SURVEY_WRITE)
    plain = write_definition(definition)
    if survey.definition == plain:
        return survey
    before = survey.definition
    with transaction.atomic():
        survey.definition = plain
        survey.save(update_fields=["definition", "changed_at"])
        record_audit(
            access,
            survey,
            action="survey.draft_changed",
            before=_shape(before),
            after=_shape(plain),
        )
    return survey


def publish_definition(
    access: Access, survey: Survey, *, same_meaning: bool, note: str, now: datetime
) -> SurveyVersion:
    """Ask what is written from now on; a draft that is asked already stays the same version.

    The first version, and one with another metric, begin a new meaning whatever is said. Raises
    `DefinitionEmpty`, and `DefinitionBroken` with its problems as `found`.
    """
    access.require(Permission.SURVEY_WRITE)
    with transaction.atomic():
        row = Survey.objects.visible_to(access).select_for_update().get(pk=survey.pk)
        if not row.definition:
            raise DefinitionEmpty
        definition = read_definition(row.definition)
        versions = versions_of(access, row)
        _refuse(definition, [read_definition(one.definition) for one in versions])
        if versions and versions[-1].definition == row.definition:
            return versions[-1]
        metric = metric_asked(definition) or row.metric
        version = SurveyVersion.objects.create(
            workspace=access.workspace,
            survey=row,
            number=row.version + 1,
            definition=row.definition,
            same_meaning=same_meaning and bool(versions) and metric == row.metric,
            note=note.strip()[:300],
            published_at=now,
            published_by_id=access.user_id,
        )
        _take_over(row, definition, metric, version.number)
        record_audit(
            access,
            row,
            action="survey.published",
            after={"version": version.number, "same_meaning": version.same_meaning},
        )
    survey.refresh_from_db()
    return version


def problems_before_publishing(access: Access, survey: Survey) -> list[Problem]:
    """What `publish_definition` would refuse, one by one."""
    if not survey.definition:
        return []
    definition = read_definition(survey.definition)
    earlier = [read_definition(one.definition) for one in versions_of(access, survey)]
    return _problems(definition, earlier)


def _problems(definition: Definition, earlier: list[Definition]) -> list[Problem]:
    reused = {key for one in earlier for key in reused_keys(one, definition)}
    return [
        *problems_of(definition),
        *(
            Problem(where=f"question:{key}", code="key-reused", parameters={"key": key})
            for key in sorted(reused)
        ),
    ]


def _refuse(definition: Definition, earlier: list[Definition]) -> None:
    found = _problems(definition, earlier)
    if found:
        plain = [{"where": one.where, "code": one.code} for one in found]
        raise DefinitionBroken(found=plain)


def _take_over(survey: Survey, definition: Definition, metric: str, number: int) -> None:
    """Mails, lists and charts read the main question and its why from the survey itself."""
    main = score_question(definition)
    survey.version, survey.metric = number, metric
    if main is not None:
        survey.question = dict(main.title)
        whys = [one for one in definition.questions if one.why_of == main.key]
        survey.why = dict(whys[0].title) if whys else survey.why
    if definition.endings:
        survey.thanks = dict(definition.endings[-1].title)
    survey.save(update_fields=["version", "metric", "question", "why", "thanks", "changed_at"])


def _shape(plain: dict[str, object]) -> dict[str, object]:
    """What the audit trail keeps: how much there is, not every word."""
    if not plain:
        return {}
    definition = read_definition(plain)
    return {"pages": len(definition.pages), "questions": len(definition.questions)}
