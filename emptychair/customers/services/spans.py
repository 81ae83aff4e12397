"""Keeping who was in a state from when until when: only what changed is written."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, KeptHistory, Person
from emptychair.customers.queries.spans import name_of_history
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.storing import store_new

KEPT = timedelta(days=25 * 31)  # after its end a stay is kept for two years and a month
AT_ONCE = 2_000  # customers in one transaction: on SQLite all others wait to write meanwhile
Plain = Mapping[str, Any]


def keep_spans(
    access: Access, table: Any, inside: Mapping[int, Plain], *, on: date, alike: str = ""
) -> bool:
    """Who is in a state on a day, each with its own columns; False for a day of the past.

    `inside` is by number: of the company, or of the person below nothing. Where the column `alike`
    differs from what it was, one stay ends and another begins. Twice a day is harmless. It is
    written some customers at a time; what was interrupted is finished by the next time.
    """
    access.require(Permission.CUSTOMER_READ)
    name = name_of_history(access, table)
    histories = KeptHistory.objects.visible_to(access).filter(name=name)
    if histories.filter(kept_until__gt=on).exists():
        return False
    rows = table.objects.visible_to(access)
    for some in in_batches(_moved(_open(rows, alike), inside, alike), AT_ONCE):
        _move(access, table, {unit: inside.get(unit) for unit in some}, on=on, alike=alike)
    old = rows.filter(ended_on__lt=on - KEPT).order_by("pk")
    for some in in_batches(list(old.values_list("pk", flat=True))):
        rows.filter(pk__in=some).delete()
    until = {"kept_until": on}
    KeptHistory.objects.update_or_create(
        workspace=access.workspace,
        name=name,
        defaults=until,
        create_defaults={"known_from": on, **until},
    )
    return True


def _moved(
    open_ones: Mapping[int, tuple[int, Any]], inside: Mapping[int, Plain], alike: str
) -> list[int]:
    """Who came into the state, went out of it, or is in it otherwise than before."""
    over = [unit for unit in open_ones if unit not in inside]
    return sorted(over + [unit for unit in inside if _is_new(unit, open_ones, inside, alike)])


def _is_new(
    unit: int, open_ones: Mapping[int, tuple[int, Any]], inside: Mapping[int, Plain], alike: str
) -> bool:
    return unit not in open_ones or bool(alike and inside[unit][alike] != open_ones[unit][1])


@transaction.atomic
def _move(
    access: Access, table: Any, told: Mapping[int, Plain | None], *, on: date, alike: str
) -> None:
    """What these customers' stays are from that day on; looked at once more, now that nobody else
    writes.
    """
    Workspace.objects.select_for_update().get(pk=access.workspace.pk)
    rows = table.objects.visible_to(access)
    open_ones: dict[int, tuple[int, Any]] = {}
    for some in in_batches(list(told)):
        open_ones |= _open(rows.filter(unit__in=some), alike)
    inside = {unit: columns for unit, columns in told.items() if columns is not None}
    begun = {unit for unit in inside if _is_new(unit, open_ones, inside, alike)}
    over = [pk for unit, (pk, _was) in open_ones.items() if unit not in inside or unit in begun]
    for some in in_batches(sorted(over)):
        ended = rows.filter(pk__in=some)
        ended.filter(began_on__gte=on).delete()
        ended.update(ended_on=on)
    there = _still_there(access, begun)
    store_new([_row(access, table, unit, inside[unit], on) for unit in sorted(there)])


def _still_there(access: Access, units: Collection[int]) -> set[int]:
    """Without customers who vanished since they were looked at."""
    found: set[int] = set()
    for who, sign in ((Company, 1), (Person, -1)):
        ids = [sign * unit for unit in units if sign * unit > 0]
        for some in in_batches(ids):
            rows = who.objects.visible_to(access).filter(pk__in=some)
            found |= {sign * pk for pk in rows.values_list("pk", flat=True)}
    return found


def _open(rows: Any, alike: str) -> dict[int, tuple[int, Any]]:
    found = rows.filter(ended_on=None).values_list("unit", "pk", alike or "unit")
    return {unit: (pk, was) for unit, pk, was in found}


def _row(access: Access, table: Any, unit: int, columns: Plain, on: date) -> Any:
    return table(
        workspace=access.workspace,
        unit=unit,
        company_id=unit if unit > 0 else None,
        person_id=-unit if unit < 0 else None,
        began_on=on,
        **columns,
    )
