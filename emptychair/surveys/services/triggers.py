"""Asking after something happened."""

from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.customers.models import CustomerEvent
from emptychair.jobs.queue import enqueue_at
from emptychair.surveys.models import Survey
from emptychair.surveys.services.asking import ask_person
from emptychair.surveys.services.audience import audience_of
from emptychair.surveys.types import Asked, SurveyState
from emptychair.touchpoints.models import Touchpoint

OLDEST = timedelta(days=7)  # an event imported long after it happened asks nobody


def plan_asking_after(access: Access, event_id: int, *, now: datetime) -> int:
    """Have the person asked by every running survey that waits for this event; how many surveys.

    Each waits its own delay, counted from when the event happened.
    """
    event = CustomerEvent.objects.visible_to(access).filter(pk=event_id).first()
    if event is None or event.person_id is None or event.occurred_at < now - OLDEST:
        return 0
    surveys = Survey.objects.visible_to(access).filter(
        trigger_event=event.name, state=SurveyState.RUNNING
    )
    for survey in surveys:
        moment = event.occurred_at + timedelta(minutes=survey.trigger_delay_minutes)
        enqueue_at(
            max(moment, now), "surveys.ask_after_event", survey_id=survey.pk, event_id=event.pk
        )
    return len(surveys)


def ask_after_event(
    access: Access, *, survey_id: int, event_id: int, now: datetime
) -> Asked | None:
    """Ask the person of an event, or nobody when the survey no longer runs or asks others.

    The answer counts for the touchpoint of the event, where the event names one.
    """
    surveys = Survey.objects.visible_to(access).select_related("touchpoint", "segment")
    survey = surveys.filter(pk=survey_id, state=SurveyState.RUNNING).first()
    events = CustomerEvent.objects.visible_to(access).select_related("person__merged_into")
    event = events.filter(pk=event_id).first()
    if survey is None or event is None or event.person is None:
        return None
    person = event.person.merged_into or event.person
    if survey.segment and not audience_of(access, survey).filter(pk=person.pk).exists():
        return None
    place = None
    if event.touchpoint_key:
        places = Touchpoint.objects.visible_to(access)
        place = places.filter(key=event.touchpoint_key).first()
    return ask_person(
        access, survey, person, occasion=f"event:{event.pk}", now=now, touchpoint=place
    )
