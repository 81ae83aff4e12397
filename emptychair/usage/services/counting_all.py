"""All days of use of a workspace, customer by customer: the first counting, and that after a rule
changed.

Day by day each row would be written into another corner of the indexes by customer, and into the
log with them: for five million events some 30 GB. Of the customers whose numbers follow one
another rows lie together in all of them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, CustomerEvent
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.periods import local_day
from emptychair.usage.models import CountingState, DailyUse
from emptychair.usage.rules.definitions import definition_from
from emptychair.usage.services.comparing import Key, store_use
from emptychair.usage.types import Origin

# What came as history was known on its own day, for all we know of it.
HISTORY = ("import", "demo", "segment-import")
CUSTOMERS_AT_ONCE = 500
ROWS_AT_ONCE = 5_000  # in one transaction
LEASE = timedelta(minutes=10)  # for some hundred customers; then whoever had it has died
_COLUMNS = ("company_id", "person_id", "name", "source", "occurred_at", "created_at")


def count_all(access: Access, state: CountingState, *, up_to: int, now: datetime) -> list[date]:
    """Count all days; on which there was use. Nothing where somebody else is at it.

    It ends early where a rule changes meanwhile: all of it is to be counted again then.
    """
    access.require(Permission.CUSTOMER_WRITE)
    turn = _Turn(access, state)
    if not turn.take(all_up_to=up_to if state.all_up_to is None else state.all_up_to):
        return []
    try:
        days = _work_off(access, state, turn)
        ended = turn.note(
            event_id=F("all_up_to"), counted_at=now, recount_wanted=False,
            all_up_to=None, after_company=0, after_person=0,
        )  # fmt: skip
    finally:
        turn.give_back()
    return sorted(days) if ended else []


class _Turn:
    """The right to count all of a workspace, for a while."""

    def __init__(self, access: Access, state: CountingState) -> None:
        self._rows = CountingState.objects.visible_to(access).filter(pk=state.pk)
        self._same = self._rows.filter(changed_at=state.changed_at)  # no rule changed meanwhile
        self._until: datetime | None = None

    def take(self, **values: Any) -> bool:
        """Take it, unless somebody has it."""
        self._until = timezone.now() + LEASE
        free = self._same.filter(Q(taken_until=None) | Q(taken_until__lt=timezone.now()))
        return bool(free.update(taken_until=self._until, **values))

    def note(self, **values: Any) -> bool:
        """How far it came, and that it goes on; whether that is still wanted."""
        until = timezone.now() + LEASE
        mine = self._same.filter(taken_until=self._until)
        wanted = bool(mine.update(taken_until=until, **values))
        self._until = until if wanted else self._until
        return wanted

    def give_back(self) -> None:
        """Let others have it."""
        self._rows.filter(taken_until=self._until).update(taken_until=None)


def _work_off(access: Access, state: CountingState, turn: _Turn) -> set[date]:
    days = set[date]()
    companies = Company.objects.visible_to(access).filter(pk__gt=state.after_company)
    ids = list(companies.order_by("pk").values_list("pk", flat=True))
    for some in in_batches(ids, CUSTOMERS_AT_ONCE):
        days |= _count(access, "company", some)
        if not turn.note(after_company=some[-1]):
            return days
    for some in in_batches(_alone(access, after=state.after_person), CUSTOMERS_AT_ONCE):
        days |= _count(access, "person", some)
        if not turn.note(after_person=some[-1]):
            return days
    return days


def _alone(access: Access, *, after: int) -> list[int]:
    """People who did anything, or are said to have, in no company."""
    found = set[int]()
    for table in (CustomerEvent.objects, DailyUse.objects):
        rows = table.visible_to(access).filter(company=None, person__gt=after).order_by()
        found |= set(rows.values_list("person_id", flat=True).distinct())
    return sorted(found)


def _count(access: Access, kind: str, ids: Sequence[int]) -> set[date]:
    """Of these customers: events and rows are found by their own index, which SQLite would leave
    for that of a workspace if asked for both.
    """
    whose = {f"{kind}__in": ids}
    rows = CustomerEvent.objects.filter(**whose).order_by().values_list(*_COLUMNS).iterator()
    stored = DailyUse.objects.filter(**whose, origin=Origin.EVENTS)
    if kind == "person":
        rows = (row for row in rows if row[0] is None)
        stored = stored.filter(company_id__isnull=True)
    counted = _counted(access, rows)
    store_use(access, stored, counted, at_once=ROWS_AT_ONCE)
    return {key[0] for key in counted}


def _counted(access: Access, rows: Iterable[tuple[Any, ...]]) -> Counter[Key]:
    definition, zone = definition_from(access.workspace.settings), access.workspace.zone
    feature_of = cache(definition.feature_of)
    counted: Counter[Key] = Counter()
    for company, person, name, source, at, came in rows:
        feature = feature_of(name)
        if feature and source not in definition.own_sources:
            day = local_day(at, zone)
            known = day if source in HISTORY else max(day, local_day(came, zone))
            counted[day, company, person, feature, known] += 1
    return counted
