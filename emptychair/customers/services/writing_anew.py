"""Tables with one row for each customer that a night writes anew, some customers at a time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Person
from emptychair.kit.storing import store_changed, store_new

if TYPE_CHECKING:
    from django.db.models import QuerySet

AT_ONCE = 2_000  # customers in one transaction: on SQLite all others wait to write meanwhile
WHOSE: dict[str, Any] = {"company_id": Company, "person_id": Person}


@transaction.atomic
def write_anew(
    access: Access, mine: "QuerySet[Any]", rows: Sequence[Any], names: Sequence[str]
) -> list[Any]:
    """Put each row in the place of the one that `mine` holds for its company or person, or beside
    them; those that were written, which leaves out customers who vanished since they were read.

    For some rows at a time (`AT_ONCE`) in the order of their numbers: whatever lies between the
    first and the last is looked at.
    """
    access.require(Permission.CUSTOMER_READ)
    Workspace.objects.select_for_update().get(pk=access.workspace.pk)
    written: list[Any] = []
    for column, table in WHOSE.items():
        own = [row for row in rows if getattr(row, column) is not None]
        if own:
            written += _written(access, mine, own, names, (column, table))
    return written


def _written(
    access: Access,
    mine: "QuerySet[Any]",
    rows: Sequence[Any],
    names: Sequence[str],
    whose: tuple[str, Any],
) -> list[Any]:
    column, table = whose
    ids = [getattr(row, column) for row in rows]
    first, last = min(ids), max(ids)
    near = table.objects.visible_to(access).filter(pk__gte=first, pk__lte=last)
    there = set(near.values_list("pk", flat=True))
    stored = mine.order_by().filter(**{f"{column}__gte": first, f"{column}__lte": last})
    known = dict(stored.values_list(column, "pk"))
    new, changed, now = [], [], timezone.now()
    for row, number in zip(rows, ids, strict=True):
        if number in known:
            row.pk, row.changed_at = known[number], now
            changed.append(row)
        elif number in there:
            new.append(row)
    store_changed(changed, sorted({*names, "changed_at"}))
    store_new(new)
    return changed + new
