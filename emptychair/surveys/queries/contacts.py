"""What people were asked by surveys and are about to be asked, for the contact rule."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from emptychair.accounts.access import Access
from emptychair.kit.many import among
from emptychair.kit.moments import moment_of, told_as_text
from emptychair.messaging.askers import Theme
from emptychair.messaging.rules.contact_rate import PastContact, PlannedAsk
from emptychair.messaging.types import Purpose
from emptychair.surveys.models import AutopilotMember, Firing, Invitation, Response, Survey
from emptychair.surveys.rules.themes import about_survey
from emptychair.surveys.types import SurveyState
from emptychair.surveys.types.definition import Privacy

SURVEY = Purpose.SURVEY.value
Ids = Collection[int] | None


def survey_themes(access: Access) -> dict[str, Theme]:
    """All surveys of the workspace by what the contact rule calls them."""
    rows = Survey.objects.visible_to(access).values_list("pk", "name", "priority")
    return {about_survey(pk): Theme(name, priority) for pk, name, priority in rows}


def asked_and_answered(
    access: Access, person_ids: Ids, *, since: datetime
) -> Iterator[tuple[int, PastContact]]:
    """Invitations, wherever they came from, and answers that came without one."""
    invited = Invitation.objects.visible_to(access).counted().filter(asked_at__gt=since)
    answered_at = told_as_text("answered_at")
    wanted = ("person_id", told_as_text("asked_at"), "survey_id", answered_at)
    named: frozenset[int] | None = None  # asked for once, and only where somebody answered
    for person_id, asked, survey_id, answered in _rows(invited, person_ids, wanted):
        known = None
        if answered:  # of other surveys nobody is told who answered
            named = _named_surveys(access) if named is None else named
            known = moment_of(answered) if survey_id in named else None
        yield person_id, PastContact(moment_of(asked), SURVEY, about_survey(survey_id), "", known)
    # By the person: SQLite would rather read every answer that came without an invitation.
    answers = Response.objects.visible_to(access).alias(asked=F("invitation_id") + 0)
    uninvited = answers.filter(asked=None, is_test=False, answered_at__gt=since)
    for person_id, told, survey_id in _rows(
        uninvited, person_ids, ("person_id", answered_at, "survey_id")
    ):
        moment = moment_of(told)
        yield person_id, PastContact(moment, SURVEY, about_survey(survey_id), "", moment)


def planned_asks(
    access: Access, person_ids: Ids, *, until: datetime
) -> Iterator[tuple[int, PlannedAsk]]:
    """What triggers and autopilots of running surveys are about to ask."""
    running = list(
        Survey.objects.visible_to(access)
        .filter(state=SurveyState.RUNNING)
        .values_list("pk", "name", "priority", "cadence_days")
    )
    if len(running) < 2:  # nobody competes with themselves
        return
    surveys = {pk: (about_survey(pk), name, weight, days) for pk, name, weight, days in running}
    waiting = Firing.objects.visible_to(access).filter(
        done_at=None, due_at__lte=until, survey__in=surveys
    )
    for person_id, due, survey_id in _rows(
        waiting, person_ids, ("person_id", "due_at", "survey_id")
    ):
        yield person_id, PlannedAsk(due, *surveys[survey_id])
    members = AutopilotMember.objects.visible_to(access).filter(
        autopilot__is_active=True, autopilot__survey__in=surveys, next_at__lte=until
    )
    for person_id, due, survey_id in _rows(
        members, person_ids, ("person_id", "next_at", "autopilot__survey_id")
    ):
        yield person_id, PlannedAsk(due, *surveys[survey_id])


def _named_surveys(access: Access) -> frozenset[int]:
    named = Survey.objects.visible_to(access).filter(privacy=Privacy.NAMED)
    return frozenset(named.values_list("pk", flat=True))


def _rows(rows: QuerySet[Any], person_ids: Ids, columns: tuple[Any, ...]) -> Iterator[Any]:
    rows = rows.filter(person__isnull=False)
    if person_ids is not None:
        rows = rows.filter(among("person_id", person_ids))
    return rows.values_list(*columns).iterator(5000)
