"""How long customers waited for a first answer, case by case."""

from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import Period, local_day
from emptychair.loop.models import Case
from emptychair.loop.rules.calendars import calendar_of
from emptychair.loop.rules.deadlines import HOURS
from emptychair.loop.rules.first_answers import FirstAnswer
from emptychair.loop.rules.working_clock import WorkingClock
from emptychair.loop.types import CaseState, Urgency

MOMENTS = ("opened_at", "first_reply_at", "urgency")


def first_answers(access: Access, period: Period, *, now: datetime) -> list[FirstAnswer]:
    """The cases opened in a period; those closed without an answer needed none."""
    access.require(Permission.CASE_READ)
    zone = access.workspace.zone
    first, end = period.moments(zone)
    found = Case.objects.visible_to(access).filter(opened_at__gte=first, opened_at__lt=end)
    found = found.exclude(state=CaseState.CLOSED, first_reply_at=None)
    rows = list(found.order_by("pk").values_list("pk", *MOMENTS))
    if not rows:
        return []
    ends = [replied or now for _pk, _opened, replied, _urgency in rows]
    opened = [one for _pk, one, _replied, _urgency in rows]
    last = local_day(max(ends), zone) + timedelta(days=1)
    clock = WorkingClock(calendar_of(access.workspace), local_day(min(opened), zone), last)
    return [
        FirstAnswer(
            case=pk,
            day=local_day(begun, zone),
            hours=float(hours),
            is_answered=replied is not None,
            allowed=float(HOURS.get(Urgency(urgency), HOURS[Urgency.NORMAL])),
        )
        for (pk, begun, replied, urgency), hours in zip(
            rows, clock.between(opened, ends), strict=True
        )
    ]
