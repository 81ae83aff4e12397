"""Days of use as they were counted, against those that are stored: only what differs is written."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.storing import UNLESS_THERE, store_changed, store_plain
from emptychair.usage.models import CountingState, DailyUse
from emptychair.usage.types import Origin

if TYPE_CHECKING:
    from django.db.models import QuerySet

ROWS_AT_ONCE = 2_000  # in one transaction: on SQLite all others wait to write meanwhile
Key = tuple[date, int | None, int | None, str, date]  # day, company, person, feature, known on
_KEY = ("day", "company_id", "person_id", "feature", "recorded_on")
_COLUMNS = (
    "day", "company", "person", "feature", "recorded_on", "actions", "workspace", "users",
    "origin", "created_at", "changed_at",
)  # fmt: skip


def store_use(
    access: Access,
    stored: "QuerySet[DailyUse]",
    counted: Counter[Key],
    *,
    at_once: int = ROWS_AT_ONCE,
) -> int:
    """Make these rows what was counted; how many changed. So many in a transaction, so that one
    who reads meanwhile may see some of them before the others.
    """
    access.require(Permission.CUSTOMER_WRITE)
    rows = stored.filter(origin=Origin.EVENTS).order_by().values_list(*_KEY, "pk", "actions")
    there = {tuple(key): (pk, actions) for *key, pk, actions in rows.iterator()}
    changed = [
        (pk, counted[key])
        for key, (pk, actions) in there.items()
        if key in counted and actions != counted[key]
    ]
    gone = [pk for key, (pk, _actions) in there.items() if key not in counted]
    new = sorted((key for key in counted if key not in there), key=_place)
    always = (access.workspace.pk, 1, Origin.EVENTS.value, timezone.now(), timezone.now())
    _written(access, [(*key, counted[key], *always) for key in new], _add, at_once)
    _written(access, changed, _change, at_once)
    _written(access, gone, _remove, at_once)
    return len(changed) + len(gone) + len(new)


def _written(
    access: Access, rows: Sequence[Any], write: Callable[[Access, Any], None], at_once: int
) -> None:
    for some in in_batches(rows, at_once):
        with transaction.atomic():
            # one at a time: two that count the same would both add its rows
            list(CountingState.objects.visible_to(access).select_for_update())
            write(access, some)


def _add(_access: Access, rows: Sequence[Any]) -> None:
    store_plain(DailyUse, _COLUMNS, rows, end=UNLESS_THERE)


def _change(_access: Access, rows: Sequence[tuple[int, int]]) -> None:
    now = timezone.now()
    things = [DailyUse(pk=pk, actions=actions, changed_at=now) for pk, actions in rows]
    store_changed(things, ["actions", "changed_at"])


def _remove(access: Access, rows: Sequence[int]) -> None:
    for some in in_batches(rows):
        DailyUse.objects.visible_to(access).filter(pk__in=some).delete()


def _place(key: Key) -> tuple[Any, ...]:
    day, company, person, feature, known = key
    return day, company or 0, person or 0, feature, known
