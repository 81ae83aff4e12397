"""Who is in an autopilot, in the order in which they were put in."""

from datetime import datetime

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.surveys.models import Autopilot, AutopilotMember, Survey


def autopilot_of(access: Access, survey: Survey, *, channel: str) -> Autopilot | None:
    """The autopilot of a survey on a channel, or nothing where there never was one."""
    access.require(Permission.SURVEY_READ)
    rows = Autopilot.objects.visible_to(access).filter(survey=survey, channel=channel)
    return rows.select_related("survey").first()


def members_in_order(
    access: Access,
    autopilot: Autopilot,
    *,
    after: tuple[datetime, int] | None = None,
    person_id: int | None = None,
    limit: int,
) -> list[AutopilotMember]:
    """Members with their people, behind the one put in at this moment with this key."""
    access.require(Permission.SURVEY_READ)
    rows = AutopilotMember.objects.visible_to(access).filter(autopilot=autopilot)
    if person_id is not None:
        rows = rows.filter(person=person_id)
    if after is not None:
        moment, key = after
        rows = rows.filter(Q(created_at__gt=moment) | Q(created_at=moment, pk__gt=key))
    return list(rows.select_related("person").order_by("created_at", "pk")[:limit])
