"""Writing a survey together: every change is made on what is stored now, one after the other."""

from collections.abc import Callable

from django.db import transaction
from msgspec.structs import replace

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.surveys.errors import DraftChanged, TemplateUnknown
from emptychair.surveys.models import Survey
from emptychair.surveys.queries.definitions import definition_of, draft_of, versions_of
from emptychair.surveys.rules.definition import read_definition
from emptychair.surveys.rules.drafting import keys_of
from emptychair.surveys.rules.marks import mark_of
from emptychair.surveys.rules.templates import TEMPLATES
from emptychair.surveys.services.authoring import create_named_survey
from emptychair.surveys.services.versions import save_draft
from emptychair.surveys.types.definition import Definition


def change_draft(
    access: Access,
    survey: Survey,
    change: Callable[[Definition], Definition],
    *,
    seen: tuple[Callable[[Definition], object], str] | None = None,
) -> Definition:
    """Make a change on what is being written now, and store it.

    `seen` is which part was looked at, and the mark it had then. Raises `DraftChanged` when that
    part is another one meanwhile.
    """
    access.require(Permission.SURVEY_WRITE)
    with transaction.atomic():
        row = Survey.objects.visible_to(access).select_for_update().get(pk=survey.pk)
        now = draft_of(access, row)
        if seen is not None and mark_of(seen[0](now)) != seen[1]:
            raise DraftChanged
        changed = change(now)
        if changed != now or not row.definition:
            save_draft(access, row, changed)
    survey.definition = row.definition
    survey.changed_at = row.changed_at
    return changed


def has_unpublished(access: Access, survey: Survey) -> bool:
    """Whether something is written that nobody is asked yet."""
    if not survey.definition:
        return False
    if survey.version == 0:
        return True
    return read_definition(survey.definition) != definition_of(access, survey)


def discard_draft(access: Access, survey: Survey) -> Definition:
    """Back to what is asked now. Gives what was thrown away."""
    access.require(Permission.SURVEY_WRITE)
    written = draft_of(access, survey)
    versions = versions_of(access, survey)
    if versions:
        save_draft(access, survey, read_definition(versions[-1].definition))
    return written


def taken_keys(access: Access, survey: Survey) -> set[str]:
    """Keys of questions that are or ever were asked: none of them may mean something else."""
    keys = keys_of(draft_of(access, survey))
    for version in versions_of(access, survey):
        keys |= keys_of(read_definition(version.definition))
    return keys


def create_from_template(
    access: Access, *, template: str, language: str, touchpoint_id: int | None = None
) -> Survey:
    """A draft with the pages of a template, named in a language. Raises `TemplateUnknown`."""
    access.require(Permission.SURVEY_WRITE)
    found = TEMPLATES.get(template)
    if found is None:
        raise TemplateUnknown
    name = found.title.get(language) or found.title["en"]
    with transaction.atomic():
        survey = create_named_survey(
            access, metric=found.metric, name=name, touchpoint_id=touchpoint_id
        )
        main = next(
            (one for one in found.definition.questions if one.key == found.definition.score), None
        )
        survey.template = found.key
        if main is not None:
            survey.question = dict(main.title)
        survey.save(update_fields=["template", "question", "changed_at"])
        save_draft(access, survey, _written_first_in(found.definition, language))
    return survey


def _written_first_in(definition: Definition, language: str) -> Definition:
    """Whoever takes a template goes on writing in their own language."""
    is_there = language in definition.languages
    return replace(definition, main_language=language) if is_there else definition
