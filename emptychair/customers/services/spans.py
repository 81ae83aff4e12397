"""Keeping who was in a state from when until when: only what changed is written."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import KeptHistory
from emptychair.customers.queries.spans import name_of_history
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.storing import store_new

KEPT = timedelta(days=25 * 31)  # after its end a stay is kept for two years and a month
Plain = Mapping[str, Any]


@transaction.atomic
def keep_spans(
    access: Access, table: Any, inside: Mapping[int, Plain], *, on: date, alike: str = ""
) -> bool:
    """Who is in a state on a day, each with its own columns; False for a day of the past.

    `inside` is by number: of the company, or of the person below nothing. Where the column `alike`
    differs from what it was, one stay ends and another begins. Twice a day is harmless.
    """
    access.require(Permission.CUSTOMER_READ)
    Workspace.objects.select_for_update().get(pk=access.workspace.pk)
    known, _new = KeptHistory.objects.get_or_create(
        workspace=access.workspace,
        name=name_of_history(access, table),
        defaults={"known_from": on, "kept_until": on},
    )
    if known.kept_until > on:
        return False
    rows = table.objects.visible_to(access)
    open_ones = _open(rows, alike)
    over = {
        unit: pk
        for unit, (pk, was) in open_ones.items()
        if unit not in inside or (alike and inside[unit][alike] != was)
    }
    for some in in_batches(sorted(over.values())):
        ended = rows.filter(pk__in=some)
        ended.filter(began_on__gte=on).delete()
        ended.update(ended_on=on)
    new = [unit for unit in inside if unit not in open_ones or unit in over]
    store_new([_row(access, table, unit, inside[unit], on) for unit in new])
    rows.filter(ended_on__lt=on - KEPT).delete()
    KeptHistory.objects.visible_to(access).filter(pk=known.pk).update(kept_until=on)
    return True


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
