"""Asking after something happened. Each event that a survey waits for leaves a reason behind, for
whoever was asked and for whoever was not.
"""

from datetime import datetime, timedelta

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import CustomerEvent, Person
from emptychair.customers.own_events import CASE_CLOSED, LEAVING
from emptychair.jobs.queue import enqueue_at
from emptychair.messaging.services.contact import note_refusal
from emptychair.messaging.types import ContactReason
from emptychair.surveys.happenings import happening_of
from emptychair.surveys.models import Firing, Survey
from emptychair.surveys.rules.themes import about_survey
from emptychair.surveys.rules.triggers import fits, is_drawn, read_clauses
from emptychair.surveys.services.asking import ask_person
from emptychair.surveys.services.audience import audience_of, decision_key
from emptychair.surveys.types import Asked, SurveyState
from emptychair.touchpoints.models import Touchpoint

OLDEST = timedelta(days=7)  # an event imported long after it happened asks nobody


def plan_asking_after(access: Access, event_id: int, *, now: datetime) -> int:
    """Have the person asked by every running survey that waits for this event; how many surveys.

    Each waits its own delay, counted from when the event happened. The same event again plans
    nothing more.
    """
    access.require(Permission.SURVEY_SEND)
    events = CustomerEvent.objects.visible_to(access).select_related("person__merged_into")
    event = events.filter(pk=event_id).first()
    if event is None or event.person is None or event.occurred_at < now - OLDEST:
        return 0
    surveys = Survey.objects.visible_to(access).filter(
        trigger_event=event.name, state=SurveyState.RUNNING
    )
    return sum(_plan(access, survey, event, now) for survey in surveys.select_related("segment"))


def ask_after_event(
    access: Access, *, survey_id: int, event_id: int, now: datetime
) -> Asked | None:
    """Ask the person of an event, or nobody when the survey no longer runs or asks others.

    The answer counts for the touchpoint of the event, where the event names one.
    """
    access.require(Permission.SURVEY_SEND)
    surveys = Survey.objects.visible_to(access).select_related("touchpoint", "segment")
    survey = surveys.filter(pk=survey_id, state=SurveyState.RUNNING).first()
    events = CustomerEvent.objects.visible_to(access).select_related("person__merged_into")
    event = events.filter(pk=event_id).first()
    firings = Firing.objects.visible_to(access).filter(survey=survey_id, event=event_id)
    with transaction.atomic():
        firings.filter(done_at=None).update(done_at=now, changed_at=now)
        if survey is None or event is None or event.person is None:
            return None
        person = event.person.merged_into or event.person
        if not _is_for(access, survey, event, person):
            return _not_fitting(access, survey, event, person, now)
        return ask_person(
            access,
            survey,
            person,
            occasion=f"event:{event.pk}",
            now=now,
            touchpoint=_place(access, event),
            after_case=event.name == CASE_CLOSED,
            to_leavers=event.name in LEAVING,
        )


def _plan(access: Access, survey: Survey, event: CustomerEvent, now: datetime) -> bool:
    """Whether the survey is going to look at the person of this event."""
    if event.person is None:
        return False
    person = event.person.merged_into or event.person
    if not is_drawn(survey.pk, event.message_id, survey.sampling):
        _note(access, survey, event, person, (ContactReason.NOT_DRAWN, survey.sampling), now)
        return False
    if not _is_for(access, survey, event, person):
        _not_fitting(access, survey, event, person, now)
        return False
    moment = max(event.occurred_at + timedelta(minutes=survey.trigger_delay_minutes), now)
    with transaction.atomic():
        _firing, is_new = Firing.objects.get_or_create(
            workspace=access.workspace,
            survey=survey,
            event=event,
            defaults={"person": person, "due_at": moment},
        )
        if is_new:
            enqueue_at(moment, "surveys.ask_after_event", survey_id=survey.pk, event_id=event.pk)
    return is_new


def _is_for(access: Access, survey: Survey, event: CustomerEvent, person: Person) -> bool:
    if not fits(read_clauses(survey.trigger_filter), happening_of(event, person)):
        return False
    return survey.segment is None or audience_of(access, survey).filter(pk=person.pk).exists()


def _not_fitting(
    access: Access, survey: Survey, event: CustomerEvent, person: Person, now: datetime
) -> Asked:
    return _note(access, survey, event, person, (ContactReason.NOT_FITTING, 0), now)


def _note(
    access: Access,
    survey: Survey,
    event: CustomerEvent,
    person: Person,
    why: tuple[ContactReason, int],
    now: datetime,
) -> Asked:
    """Keep why this person is not asked after this event."""
    reason, percent = why
    decision = note_refusal(
        access,
        person,
        occasion=decision_key(access, survey.pk, f"event:{event.pk}"),
        reason=reason,
        parameters={"percent": percent} if reason is ContactReason.NOT_DRAWN else {},
        now=now,
        about=about_survey(survey.pk),
    )
    return Asked(
        person_id=person.pk,
        asked=decision.allowed,
        reason=decision.reason,
        parameters=decision.parameters,
    )


def _place(access: Access, event: CustomerEvent) -> Touchpoint | None:
    if not event.touchpoint_key:
        return None
    return Touchpoint.objects.visible_to(access).filter(key=event.touchpoint_key).first()
