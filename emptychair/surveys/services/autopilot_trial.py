"""An autopilot before it is started: the plan it would make; nothing is stored."""

from collections import Counter
from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.gone import gone_people
from emptychair.kit.periods import local_day, week_of
from emptychair.messaging.queries.facts import last_surveys
from emptychair.surveys.models import Survey
from emptychair.surveys.queries.autopilot_weeks import AutopilotView
from emptychair.surveys.rules.spreading import next_slot, open_slot, share_of
from emptychair.surveys.services.audience import audience_of
from emptychair.surveys.services.autopilot_plan import spread_of


def try_autopilot(
    access: Access, survey: Survey, *, cadence_days: int, now: datetime
) -> AutopilotView:
    """How many would be asked in each week of one cadence, were everybody put in today."""
    access.require(Permission.SURVEY_SEND)
    zone, spread = access.workspace.zone, spread_of(access)
    today = local_day(now, zone)
    people = audience_of(access, survey).exclude(gone_people(access, today))
    ids = list(people.order_by("pk").values_list("pk", flat=True))
    last = last_surveys(access, ids, now=now)
    first, counts, earliest = week_of(today).first, Counter[int](), None
    for pk in ids:
        share = share_of(pk)
        slot = next_slot(share, today, cadence_days, spread, now)
        free = last[pk] + timedelta(days=cadence_days) if pk in last else slot
        slot = open_slot(share, free, spread) if free > slot else slot
        earliest = min(slot, earliest or slot)
        counts[(local_day(slot, zone) - first).days // 7] += 1
    weeks = max(counts, default=0) + 1
    return AutopilotView(
        people=len(ids),
        next_at=earliest,
        asked_once=0,
        weeks=tuple((first + timedelta(weeks=n), counts[n]) for n in range(weeks)),
    )
