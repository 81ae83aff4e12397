"""Who is in an autopilot, and when each is asked next."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.gone import gone_people
from emptychair.kit.days_off import public_holidays
from emptychair.kit.periods import local_day
from emptychair.messaging.queries.facts import last_surveys
from emptychair.surveys.models import Autopilot, AutopilotMember
from emptychair.surveys.rules.spreading import Spread, next_slot, open_slot, share_of
from emptychair.surveys.services.audience import audience_of

AT_ONCE = 500


def spread_of(access: Access) -> Spread:
    """Weekdays from five to ten in the morning, without public holidays, as the workspace lives."""
    workspace = access.workspace
    return Spread(zone=workspace.zone, days_off=public_holidays(workspace.country))


def first_slot(access: Access, autopilot: Autopilot, member_id: int, *, now: datetime) -> datetime:
    """When somebody who joins now is asked first, whatever they were sent before."""
    spread = spread_of(access)
    return next_slot(
        share_of(member_id), begun_on(access, autopilot, now), autopilot.cadence_days, spread, now
    )


def begun_on(access: Access, autopilot: Autopilot, now: datetime) -> date:
    """The day on which its cycles began."""
    return local_day(autopilot.started_at or now, access.workspace.zone)


def plan_members(access: Access, autopilot: Autopilot, *, now: datetime) -> int:
    """Take in who is missing, let go who left, and give everybody their next moment anew.

    Whoever was sent a survey elsewhere waits a whole cadence from then. How many are in it.
    """
    access.require(Permission.SURVEY_SEND)
    with transaction.atomic():
        fill_autopilot(access, autopilot, now=now)
        members = AutopilotMember.objects.visible_to(access).filter(autopilot=autopilot)
        _give_moments(access, autopilot, members.order_by("pk"), now)
    return members.count()


def fill_autopilot(access: Access, autopilot: Autopilot, *, now: datetime) -> tuple[int, int]:
    """Take in who is missing and let go who left; how many of each."""
    access.require(Permission.SURVEY_SEND)
    members = AutopilotMember.objects.visible_to(access).filter(autopilot=autopilot)
    today = local_day(now, access.workspace.zone)
    with transaction.atomic():
        _follow_merges(access, autopilot)
        left_us = gone_people(access, today, prefix="person__")
        gone = members.filter(left_us | Q(person__merged_into__isnull=False))
        left = gone.delete()[0]
        if not autopilot.everybody:
            return 0, left
        audience = audience_of(access, autopilot.survey)
        left += members.exclude(person__in=audience.values("pk")).delete()[0]
        missing = audience.exclude(gone_people(access, today)).exclude(
            pk__in=members.values("person_id")
        )
        rows = AutopilotMember.objects.bulk_create(
            (
                AutopilotMember(
                    workspace_id=access.workspace.pk, autopilot=autopilot, person_id=person_id
                )
                for person_id in missing.order_by("pk").values_list("pk", flat=True)
            ),
            batch_size=AT_ONCE,
            ignore_conflicts=True,
        )
        _give_moments(access, autopilot, members.filter(next_at=None).order_by("pk"), now)
    return len(rows), left


def _give_moments(
    access: Access, autopilot: Autopilot, members: QuerySet[AutopilotMember], now: datetime
) -> None:
    spread, started = spread_of(access), begun_on(access, autopilot, now)
    cadence = autopilot.cadence_days
    rows = list(members.only("pk", "person_id", "next_at"))
    last = last_surveys(access, [row.person_id for row in rows], now=now)
    for row in rows:
        share = share_of(row.pk)
        row.next_at = next_slot(share, started, cadence, spread, now)
        if row.person_id in last:
            free = last[row.person_id] + timedelta(days=cadence)
            if free > row.next_at:
                row.next_at = open_slot(share, free, spread)
    AutopilotMember.objects.bulk_update(rows, ["next_at"], batch_size=AT_ONCE)


def _follow_merges(access: Access, autopilot: Autopilot) -> None:
    """Who was merged into somebody stays in it as that person, once."""
    rows = AutopilotMember.objects.visible_to(access).filter(
        autopilot=autopilot, person__merged_into__isnull=False
    )
    for row in rows.select_related("person"):
        AutopilotMember.objects.get_or_create(
            workspace=access.workspace,
            autopilot=autopilot,
            person_id=row.person.merged_into_id,
            defaults={"properties": row.properties, "next_at": row.next_at},
        )
