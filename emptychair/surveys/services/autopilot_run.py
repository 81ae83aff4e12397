"""Autopilots at work: whoever's turn it is, is asked, and gets the next one."""

from datetime import datetime, timedelta

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day
from emptychair.messaging.queries.facts import last_surveys
from emptychair.surveys.models import Autopilot, AutopilotMember
from emptychair.surveys.rules.spreading import next_slot, open_slot, share_of
from emptychair.surveys.services.asking import ask_person
from emptychair.surveys.services.autopilot_plan import (
    begun_on,
    fill_autopilot,
    spread_of,
)
from emptychair.surveys.types import ALREADY_ASKED, Asked, SurveyState

BATCH = 50  # people in one transaction
MOST = 1000  # in one look; the next comes some minutes later
SLACK = timedelta(days=5)  # weekends and holidays move a turn by so much


def run_autopilots(access: Access, *, now: datetime, most: int = MOST) -> int:
    """Ask whoever's turn it is in this workspace; how many were asked."""
    access.require(Permission.SURVEY_SEND)
    asked = 0
    for autopilot in active_autopilots(access):
        for _ in range(0, most, BATCH):
            done, came = _run_batch(access, autopilot, now)
            asked += came
            if done < BATCH:
                break
    return asked


def fill_autopilots(access: Access, *, now: datetime) -> None:
    """Take in who joined and let go who left, in all that run."""
    access.require(Permission.SURVEY_SEND)
    for autopilot in active_autopilots(access):
        fill_autopilot(access, autopilot, now=now)


def active_autopilots(access: Access) -> list[Autopilot]:
    """Those that run, of surveys that run."""
    rows = Autopilot.objects.visible_to(access).filter(
        is_active=True, survey__state=SurveyState.RUNNING
    )
    return list(rows.select_related("survey__segment", "survey__touchpoint").order_by("pk"))


def _run_batch(access: Access, autopilot: Autopilot, now: datetime) -> tuple[int, int]:
    """One batch, whole or not at all; how many were looked at, and how many were asked."""
    with transaction.atomic():
        rows = AutopilotMember.objects.visible_to(access).select_for_update(of=("self",))
        mine = rows.filter(autopilot=autopilot, next_at__lte=now)
        due = list(mine.select_related("person__company").order_by("next_at", "pk")[:BATCH])
        last = last_surveys(access, [row.person_id for row in due], now=now)
        asked = sum(_turn(access, autopilot, row, last.get(row.person_id), now) for row in due)
        AutopilotMember.objects.bulk_update(due, ["next_at", "last_at"])
    return len(due), asked


def _turn(
    access: Access,
    autopilot: Autopilot,
    member: AutopilotMember,
    last: datetime | None,
    now: datetime,
) -> bool:
    """Somebody's turn: asked, or later, because they were sent something elsewhere meanwhile."""
    spread, share = spread_of(access), share_of(member.pk)
    cadence = timedelta(days=autopilot.cadence_days)
    if last is not None and last + cadence - SLACK > now:
        member.next_at = open_slot(share, last + cadence, spread)
        return False
    day = local_day(member.next_at or now, access.workspace.zone)
    came = ask_person(
        access,
        autopilot.survey,
        member.person,
        occasion=f"autopilot:{autopilot.pk}:{day}",
        now=now,
        channel=autopilot.channel,
        properties=member.properties,
    )
    later = next_slot(share, begun_on(access, autopilot, now), autopilot.cadence_days, spread, now)
    if came.asked or came.reason == ALREADY_ASKED:
        member.last_at = now
    else:
        free = _free(came)
        if free is not None and free < later:
            later = open_slot(share, max(free, now), spread)
    member.next_at = later
    return came.asked


def _free(came: Asked) -> datetime | None:
    """From when on they may be asked, where the reason says so."""
    try:
        return datetime.fromisoformat(str(came.parameters.get("free_on", "")))
    except ValueError:
        return None
