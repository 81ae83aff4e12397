"""Asking a whole base evenly over a cadence: started, stopped, joined, left."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.messaging.types import EMAIL
from emptychair.surveys.errors import SurveyNotRunning
from emptychair.surveys.models import Autopilot, AutopilotMember, Survey
from emptychair.surveys.services.autopilot_plan import first_slot, plan_members
from emptychair.surveys.services.starting import publish_first
from emptychair.surveys.types import SurveyState

USUAL_CADENCE = 90


def start_autopilot(
    access: Access,
    survey: Survey,
    *,
    now: datetime,
    channel: str = EMAIL,
    cadence_days: int = USUAL_CADENCE,
    everybody: bool = True,
) -> Autopilot:
    """Have the survey ask everybody it is for once in `cadence_days`, spread evenly.

    With `everybody=False` only those who were put in. Started again it goes on with the people it
    has; a new cadence plans them anew. A draft is started by it. Raises `SurveyNotRunning` for a
    survey that was paused or closed.
    """
    access.require(Permission.SURVEY_SEND)
    if survey.state not in {SurveyState.RUNNING, SurveyState.DRAFT}:
        raise SurveyNotRunning
    with transaction.atomic():
        if survey.state == SurveyState.DRAFT:
            publish_first(access, survey, now=now)
            survey.state = SurveyState.RUNNING.value
            survey.save(update_fields=["state", "changed_at"])
        autopilot = autopilot_for(access, survey, channel=channel)
        autopilot.cadence_days, autopilot.everybody = max(1, cadence_days), everybody
        autopilot.is_active, autopilot.started_at = True, now
        autopilot.save()
        people = plan_members(access, autopilot, now=now)
        after = {"cadence_days": cadence_days, "channel": channel, "people": people}
        record_audit(access, survey, action="autopilot.started", after=after)
    return autopilot


def stop_autopilot(access: Access, autopilot: Autopilot, *, now: datetime) -> bool:
    """Ask nobody any more; who is in it stays in it. Whether it was running."""
    del now  # the audit trail knows when
    access.require(Permission.SURVEY_SEND)
    with transaction.atomic():
        rows = Autopilot.objects.visible_to(access).filter(pk=autopilot.pk, is_active=True)
        if not rows.update(is_active=False):
            return False
        autopilot.is_active = False
        record_audit(access, autopilot.survey, action="autopilot.stopped")
    return True


def autopilot_for(access: Access, survey: Survey, *, channel: str = EMAIL) -> Autopilot:
    """The autopilot of a survey on a channel, made at rest where there is none yet."""
    access.require(Permission.SURVEY_SEND)
    autopilot, _is_new = Autopilot.objects.get_or_create(
        workspace=access.workspace,
        survey=survey,
        channel=channel,
        defaults={"cadence_days": USUAL_CADENCE, "everybody": False},
    )
    return autopilot


def put_into_autopilot(
    access: Access,
    autopilot: Autopilot,
    person: Person,
    properties: Mapping[str, Any] | None = None,
    *,
    now: datetime | None = None,
) -> tuple[AutopilotMember, bool]:
    """Have somebody asked by it again and again, and whether they are new in it.

    `properties` come with each answer; given again they are put in place of the old ones.
    """
    access.require(Permission.SURVEY_SEND)
    with transaction.atomic():
        member, is_new = AutopilotMember.objects.get_or_create(
            workspace=access.workspace,
            autopilot=autopilot,
            person=person,
            defaults={"properties": dict(properties or {})},
        )
        if is_new:
            member.next_at = first_slot(access, autopilot, member.pk, now=now or timezone.now())
        elif properties is not None:
            member.properties = dict(properties)
        member.save()
    return member, is_new


def take_out_of_autopilot(access: Access, autopilot: Autopilot, person: Person) -> bool:
    """Ask somebody no more by it; whether they were in it.

    Where everybody is in it, they come back with the next look: hold or suppress them instead.
    """
    access.require(Permission.SURVEY_SEND)
    rows = AutopilotMember.objects.visible_to(access).filter(autopilot=autopilot, person=person)
    return bool(rows.delete()[0])
