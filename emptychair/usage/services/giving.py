"""Counts of use that somebody else made, by company, feature and day."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.errors import NotFound, Refused
from emptychair.kit.storing import store_changed, store_new
from emptychair.usage.errors import CountImpossible, DayAhead
from emptychair.usage.models import DailyUse
from emptychair.usage.types import GivenUse, Origin

MOST = 2_000_000_000
Key = tuple[int, str, date]


def give_use(
    access: Access, rows: Sequence[GivenUse], *, today: date, is_history: bool = False
) -> tuple[int, int]:
    """Store counts, each once for company, feature and day; a later one replaces the earlier.

    How many are new and how many changed. With `is_history` they count as known on their own day,
    else since today. Raises `DayAhead`, `CountImpossible`, and `NotFound` for companies of others.
    """
    if not (access.may(Permission.CUSTOMER_WRITE) or access.may(Permission.DATA_IMPORT)):
        access.require(Permission.CUSTOMER_WRITE)
    for row in rows:
        check_given(access, row, today=today)
    _require_ours(access, sorted({row.company_id for row in rows}))
    wanted = {(row.company_id, row.feature, row.day): row for row in rows}
    try:
        return _stored(access, wanted, today, is_history=is_history)
    except IntegrityError:  # the same was given at the same moment by another request
        return _stored(access, wanted, today, is_history=is_history)


def check_given(access: Access, row: GivenUse, *, today: date) -> None:
    """Raise what is wrong with a count."""
    access.workspace  # noqa: B018 - refuses before a workspace is chosen
    if row.day > today:
        raise DayAhead
    if not (0 <= row.users <= MOST and 0 <= row.actions <= MOST):
        raise CountImpossible


def _require_ours(access: Access, ids: Sequence[int]) -> None:
    if access.assigned_only:
        raise Refused
    ours: set[int] = set()
    for some in in_batches(ids):
        rows = Company.objects.visible_to(access).filter(pk__in=some)
        ours |= set(rows.values_list("pk", flat=True))
    if len(ours) != len(ids):
        raise NotFound


def _stored(
    access: Access, wanted: dict[Key, GivenUse], today: date, *, is_history: bool
) -> tuple[int, int]:
    with transaction.atomic():
        there = _there(access, wanted)
        changed = [row for key, row in there.items() if _write(row, wanted[key])]
        new = [
            _row(access, one, one.day if is_history else max(today, one.day))
            for key, one in wanted.items()
            if key not in there
        ]
        store_changed(changed, ["users", "actions", "changed_at"])
        store_new(new)
    return len(new), len(changed)


def _there(access: Access, wanted: dict[Key, GivenUse]) -> dict[Key, DailyUse]:
    rows = DailyUse.objects.visible_to(access).filter(origin=Origin.GIVEN)
    if wanted:
        days = [key[2] for key in wanted]
        rows = rows.filter(day__gte=min(days), day__lte=max(days))
    found: dict[Key, DailyUse] = {}
    for some in in_batches(sorted({key[0] for key in wanted})):
        for row in rows.filter(company__in=some):
            key = (row.company_id or 0, row.feature, row.day)
            if key in wanted:
                found[key] = row
    return found


def _write(row: DailyUse, given: GivenUse) -> bool:
    if (row.users, row.actions) == (given.users, given.actions):
        return False
    row.users, row.actions, row.changed_at = given.users, given.actions, timezone.now()
    return True


def _row(access: Access, given: GivenUse, known: date) -> DailyUse:
    return DailyUse(
        workspace=access.workspace,
        company_id=given.company_id,
        feature=given.feature[:120],
        day=given.day,
        recorded_on=known,
        users=given.users,
        actions=given.actions,
        origin=Origin.GIVEN,
    )
