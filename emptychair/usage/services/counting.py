"""Days of use, counted from events. A day is counted as a whole and compared with what is stored:
doing it again changes nothing, and an event that came late corrects its own day.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import CustomerEvent
from emptychair.kit.periods import day_of, local_day
from emptychair.usage.models import CountingState, DailyUse
from emptychair.usage.rules.definitions import UseDefinition, definition_from
from emptychair.usage.services.comparing import Key, store_use
from emptychair.usage.services.counting_all import HISTORY, count_all
from emptychair.usage.types import Origin

OVERLAP = timedelta(minutes=15)  # a transaction may commit later than one that began after it
MANY_DAYS = 60  # more are counted customer by customer


def count_new(access: Access, *, now: datetime) -> list[date]:
    """Count the days of events that came since the last time; which days these were.

    Where they are many, all days are counted, customer by customer. Ended amid that, it is taken
    up where it was.
    """
    access.require(Permission.CUSTOMER_WRITE)
    state = _state(access)
    days = set() if state.all_up_to is not None else _days_to_count(access, state)
    highest = _settled(access, state, now)
    if state.all_up_to is not None or len(days) > MANY_DAYS:
        return count_all(access, state, up_to=highest, now=now)
    count_days(access, days)
    kept = CountingState.objects.visible_to(access).filter(pk=state.pk)
    kept.update(event_id=highest, counted_at=now)
    if state.recount_wanted:  # unless somebody wanted it again meanwhile
        kept.filter(changed_at=state.changed_at).update(recount_wanted=False)
    return sorted(days)


def count_days(access: Access, days: Iterable[date]) -> int:
    """Count these local days anew; how many rows changed."""
    access.require(Permission.CUSTOMER_WRITE)
    definition = definition_from(access.workspace.settings)
    return sum(_count_day(access, definition, day) for day in sorted(days))


def want_recount(access: Access) -> None:
    """Have every day counted anew: what counts as use has changed."""
    access.require(Permission.CUSTOMER_WRITE)
    state = _state(access)
    state.recount_wanted = True
    state.all_up_to, state.after_company, state.after_person = None, 0, 0
    state.save(
        update_fields=[
            "recount_wanted", "all_up_to", "after_company", "after_person", "changed_at",
        ]
    )  # fmt: skip


def _state(access: Access) -> CountingState:
    found, _new = CountingState.objects.get_or_create(workspace=access.workspace)
    return found


def _settled(access: Access, state: CountingState, now: datetime) -> int:
    """The newest event that no other will come before."""
    rows = CustomerEvent.objects.visible_to(access).filter(pk__gt=state.event_id)
    settled = rows.filter(created_at__lt=now - OVERLAP).order_by("-pk")
    return settled.values_list("pk", flat=True).first() or state.event_id


def _days_to_count(access: Access, state: CountingState) -> set[date]:
    """The days of new events, or all; of more than `MANY_DAYS` in all only that they are more."""
    events = CustomerEvent.objects.visible_to(access)
    if state.event_id and not state.recount_wanted:
        day = TruncDate("occurred_at", tzinfo=access.workspace.zone)
        new = events.filter(pk__gt=state.event_id).order_by().annotate(day=day)
        return set(new.values_list("day", flat=True).distinct())
    days = _first_days(events, access)
    if state.recount_wanted and len(days) <= MANY_DAYS:
        stored = DailyUse.objects.visible_to(access).filter(origin=Origin.EVENTS).order_by()
        days |= set(stored.values_list("day", flat=True).distinct())
    return days


def _first_days(events: "QuerySet[CustomerEvent]", access: Access) -> set[date]:
    """On which days there are events, found in an index one after the other; one too many."""
    zone, found = access.workspace.zone, set[date]()
    moments = events.order_by("occurred_at").values_list("occurred_at", flat=True)
    moment = moments.first()
    while moment is not None and len(found) <= MANY_DAYS:
        found.add(day := local_day(moment, zone))
        moment = moments.filter(occurred_at__gte=day_of(day).moments(zone)[1]).first()
    return found


def _count_day(access: Access, definition: UseDefinition, day: date) -> int:
    stored = DailyUse.objects.visible_to(access).filter(day=day)
    return store_use(access, stored, _counted(access, definition, day))


def _counted(access: Access, definition: UseDefinition, day: date) -> Counter[Key]:
    zone = access.workspace.zone
    begun, ended = day_of(day).moments(zone)
    events = CustomerEvent.objects.visible_to(access).filter(
        occurred_at__gte=begun, occurred_at__lt=ended
    )
    events = events.exclude(source__in=definition.own_sources).order_by()
    late = events.filter(created_at__gte=ended).exclude(source__in=HISTORY)
    counted: Counter[Key] = Counter()
    for company, person, name, n in _sums(events):
        _note(counted, definition, (day, company, person, name, day), n)
    for company, person, name, came in late.values_list(*_WHOSE, "created_at").iterator():
        _note(counted, definition, (day, company, person, name, day), -1)
        known = local_day(came, zone)
        _note(counted, definition, (day, company, person, name, known), 1)
    return +counted


_WHOSE = ("company_id", "person_id", "name")


def _sums(events: "QuerySet[CustomerEvent]") -> Iterable[tuple[Any, ...]]:
    rows: Iterable[tuple[Any, ...]] = (
        events.values(*_WHOSE).annotate(n=Count("pk")).values_list(*_WHOSE, "n")
    )
    return rows


def _note(counted: Counter[Key], definition: UseDefinition, key: Key, n: int) -> None:
    day, company, person, name, known = key
    feature = definition.feature_of(name)
    if feature and (company or person):
        counted[day, company, person, feature, known] += n
