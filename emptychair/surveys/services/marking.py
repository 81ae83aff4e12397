"""Marks of quality: put on an answer when it is written down, and anew when somebody asks."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.surveys.models import Response, Survey
from emptychair.surveys.models.marking import put_marks
from emptychair.surveys.queries.answers import stored_answers, stored_answers_of_many
from emptychair.surveys.queries.definitions import definition_of
from emptychair.surveys.queries.pace import usual_pace_of
from emptychair.surveys.rules.quality import NO_PACE, marks_of
from emptychair.surveys.rules.speeding import LEAST_ITEMS
from emptychair.surveys.types.definition import Definition
from emptychair.surveys.types.flow import Answers
from emptychair.surveys.types.quality import Pace

BATCH = 500
FIELDS = ["marks", "is_marked", "aside", "is_counted", "changed_at"]


def mark(access: Access, response: Response, definition: Definition, answers: Answers) -> None:
    """Note on a row, before it is saved, what looks careless about what it says now."""
    pace = NO_PACE
    if response.finished_at is not None and response.page_seconds and len(answers) >= LEAST_ITEMS:
        usual = usual_pace_of(access, response.survey)
        pace = Pace(seconds=response.page_seconds, usual=usual)
    put_marks(response, marks_of(definition, answers, pace=pace, language=response.language))


def mark_stored(access: Access, response: Response) -> None:
    """The same for one whose words were changed elsewhere; whoever calls saves `FIELDS`."""
    definition = definition_of(access, response.survey, version=response.version)
    mark(access, response, definition, stored_answers(access, response))


def mark_again(access: Access, survey: Survey) -> int:
    """Look at every answer of a survey anew; how many changed. Asked twice it changes nothing."""
    access.require(Permission.SURVEY_SEND)
    usual = usual_pace_of(access, survey)
    definitions: dict[int, Definition] = {}
    keys = Response.objects.visible_to(access).filter(survey=survey).values_list("pk", flat=True)
    changed = 0
    for some in _batches(keys.order_by("pk").iterator()):
        with transaction.atomic():
            rows = list(Response.objects.visible_to(access).select_for_update().filter(pk__in=some))
            for version in {one.version for one in rows} - set(definitions):
                definitions[version] = definition_of(access, survey, version=version)
            changed += _mark_rows(access, survey, rows, definitions, usual)
    return changed


def _mark_rows(
    access: Access,
    survey: Survey,
    rows: list[Response],
    definitions: dict[int, Definition],
    usual: dict[str, float],
) -> int:
    written = timezone.now()  # whoever keeps rows reads those written since
    said = stored_answers_of_many(access, rows)
    fresh = []
    for one in rows:
        one.survey = survey
        before = (one.marks, one.is_marked, one.aside, one.is_counted)
        seconds = one.page_seconds if one.finished_at is not None else {}
        pace = Pace(seconds=seconds, usual=usual)
        found = marks_of(definitions[one.version], said[one.pk], pace=pace, language=one.language)
        put_marks(one, found)
        if before != (one.marks, one.is_marked, one.aside, one.is_counted):
            one.changed_at = written
            fresh.append(one)
    Response.objects.bulk_update(fresh, FIELDS)
    return len(fresh)


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    source = iter(keys)
    while batch := list(islice(source, BATCH)):
        yield batch
