"""What one person used lately."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Sum

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.usage.models import DailyUse
from emptychair.usage.queries.use import DAYS


@dataclass(frozen=True, slots=True)
class PersonUse:
    """Four weeks of one person, and the last day on which anything was used."""

    active_days: int
    actions: int
    last_day: date


def person_use(access: Access, person_id: int, *, today: date) -> PersonUse | None:
    """Nothing where this person was never seen to use anything."""
    access.require(Permission.CUSTOMER_READ)
    rows = DailyUse.objects.visible_to(access).filter(person=person_id)
    last = rows.aggregate(last=Max("day"))["last"]
    if last is None or access.assigned_only:
        return None
    lately = rows.filter(day__gt=today - timedelta(days=DAYS))
    found = lately.aggregate(days=Count("day", distinct=True), actions=Sum("actions", default=0))
    return PersonUse(found["days"], found["actions"], last)
