"""Days of use, counted from events. A day is counted as a whole and compared with what is stored:
doing it again changes nothing, and an event that came late corrects its own day.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, DateField, Max, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import CustomerEvent
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.periods import day_of
from emptychair.kit.storing import store_changed, store_new
from emptychair.usage.models import CountingState, DailyUse
from emptychair.usage.rules.definitions import UseDefinition, definition_from
from emptychair.usage.types import Origin

# What came as history was known on its own day, for all we know of it.
HISTORY = ("import", "demo", "segment-import")
OVERLAP = timedelta(minutes=15)  # a transaction may commit later than one that began after it
Key = tuple[int | None, int | None, str, date]


def count_new(access: Access, *, now: datetime) -> list[date]:
    """Count the days of events that came since the last time; which days these were."""
    access.require(Permission.CUSTOMER_WRITE)
    state = _state(access)
    every = CustomerEvent.objects.visible_to(access)
    new = every if state.recount_wanted else every.filter(pk__gt=state.event_id)
    days = _days_of(new, access)
    if state.recount_wanted:
        stored = DailyUse.objects.visible_to(access).filter(origin=Origin.EVENTS).order_by()
        days |= set(stored.values_list("day", flat=True).distinct())
    settled = every.filter(pk__gt=state.event_id, created_at__lt=now - OVERLAP)
    highest = settled.aggregate(top=Max("pk"))["top"] or state.event_id
    count_days(access, days)
    kept = CountingState.objects.visible_to(access).filter(pk=state.pk)
    kept.update(event_id=highest, counted_at=now)
    if state.recount_wanted:  # unless somebody wanted it again meanwhile
        kept.filter(changed_at=state.changed_at).update(recount_wanted=False)
    return sorted(days)


def count_days(access: Access, days: Iterable[date]) -> int:
    """Count these local days anew, each in a transaction of its own; how many rows changed."""
    access.require(Permission.CUSTOMER_WRITE)
    definition = definition_from(access.workspace.settings)
    return sum(_count_day(access, definition, day) for day in sorted(days))


def want_recount(access: Access) -> None:
    """Have every day counted anew: what counts as use has changed."""
    access.require(Permission.CUSTOMER_WRITE)
    state = _state(access)
    state.recount_wanted = True
    state.save(update_fields=["recount_wanted", "changed_at"])


def _state(access: Access) -> CountingState:
    found, _new = CountingState.objects.get_or_create(workspace=access.workspace)
    return found


def _days_of(events: "QuerySet[CustomerEvent]", access: Access) -> set[date]:
    day = TruncDate("occurred_at", tzinfo=access.workspace.zone)
    return set(events.order_by().annotate(day=day).values_list("day", flat=True).distinct())


def _count_day(access: Access, definition: UseDefinition, day: date) -> int:
    counted = _counted(access, definition, day)
    with transaction.atomic():
        # one at a time: two that count the same day would both add its rows
        list(CountingState.objects.visible_to(access).select_for_update())
        return _store(access, day, counted)


def _counted(access: Access, definition: UseDefinition, day: date) -> Counter[Key]:
    zone = access.workspace.zone
    begun, ended = day_of(day).moments(zone)
    known: Any = Case(
        When(source__in=HISTORY, then=Value(day)),
        When(created_at__lt=ended, then=Value(day)),
        default=TruncDate("created_at", tzinfo=zone),
        output_field=DateField(),
    )
    events = CustomerEvent.objects.visible_to(access).filter(
        occurred_at__gte=begun, occurred_at__lt=ended
    )
    events = events.exclude(source__in=definition.own_sources).order_by()
    rows = events.annotate(known=known).values("company_id", "person_id", "name", "known")
    counted: Counter[Key] = Counter()
    for row in rows.annotate(n=Count("pk")):
        feature = definition.feature_of(row["name"])
        if feature and (row["company_id"] or row["person_id"]):
            counted[row["company_id"], row["person_id"], feature, row["known"]] += row["n"]
    return counted


def _store(access: Access, day: date, counted: Counter[Key]) -> int:
    rows = DailyUse.objects.visible_to(access).filter(day=day, origin=Origin.EVENTS).order_by()
    columns = ("company_id", "person_id", "feature", "recorded_on", "pk", "actions")
    there = {tuple(key): (pk, actions) for *key, pk, actions in rows.values_list(*columns)}
    now = timezone.now()
    changed = [
        DailyUse(pk=pk, actions=counted[key], changed_at=now)
        for key, (pk, actions) in there.items()
        if key in counted and actions != counted[key]
    ]
    gone = [pk for key, (pk, _actions) in there.items() if key not in counted]
    new = [_row(access, day, key, n) for key, n in counted.items() if key not in there]
    for some in in_batches(gone):
        DailyUse.objects.visible_to(access).filter(pk__in=some).delete()
    store_changed(changed, ["actions", "changed_at"])
    store_new(new)
    return len(changed) + len(gone) + len(new)


def _row(access: Access, day: date, key: Key, actions: int) -> DailyUse:
    company_id, person_id, feature, known = key
    return DailyUse(
        workspace=access.workspace,
        company_id=company_id,
        person_id=person_id,
        feature=feature,
        day=day,
        recorded_on=known,
        users=1,
        actions=actions,
        origin=Origin.EVENTS,
    )
