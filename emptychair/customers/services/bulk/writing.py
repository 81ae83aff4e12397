"""What all bulk writes share: who may, how rows are found again, how they are written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.types import BulkResult
from emptychair.kit.errors import Refused

Row = TypeVar("Row", bound=Model)
Plain = Mapping[str, Any]


def require_bulk(access: Access) -> None:
    """Refuse who may neither import nor write customers."""
    if not (access.may(Permission.DATA_IMPORT) or access.may(Permission.CUSTOMER_WRITE)):
        raise Refused(needs=Permission.DATA_IMPORT.value)


def known_by(
    access: Access, table: type[Row], column: str, values: Iterable[str], **only: Any
) -> dict[str, Row]:
    """Rows of the workspace by a column, in few queries; of several the oldest row counts."""
    found: dict[str, Row] = {}
    wanted = sorted({value for value in values if value})
    rows = table._default_manager.filter(workspace=access.workspace, **only)  # noqa: SLF001 - Django's
    for some in in_batches(wanted):
        # SQLite takes an index that leaves out the empty ones only where the question does too
        for row in rows.filter(**{f"{column}__in": some}).exclude(**{column: ""}).order_by("-pk"):
            found[getattr(row, column)] = row
    return found


def write_all(
    access: Access,
    table: type[Row],
    rows: Sequence[tuple[Row, bool]],
    changed: Mapping[int, set[str]],
) -> BulkResult:
    """Write new rows and changed columns; `rows` are those of the input, each with if it is new."""
    require_bulk(access)
    new = list({id(row): row for row, is_new in rows if is_new}.values())
    touched = {row.pk: row for row, is_new in rows if not is_new and row.pk in changed}
    with transaction.atomic():
        table._default_manager.bulk_create(new, batch_size=500)  # noqa: SLF001 - Django's
        _write_changes(table, list(touched.values()), changed)
    return BulkResult(
        added=len(new),
        changed=len(touched),
        same=len(rows) - len(new) - len(touched),
        ids=[row.pk for row, _is_new in rows],
        added_ids=[row.pk for row in new],
    )


def _write_changes(table: type[Row], rows: list[Row], changed: Mapping[int, set[str]]) -> None:
    columns = sorted(set().union(*(changed[row.pk] for row in rows))) if rows else []
    now = timezone.now()
    for row in rows:
        row.changed_at = now  # type: ignore[attr-defined]  # all tables of a workspace have it
    if columns:
        columns.append("changed_at")  # whoever keeps rows in memory reads those that changed
        table._default_manager.bulk_update(rows, columns, batch_size=200)  # noqa: SLF001 - Django's


def change_row(access: Access, row: Model, given: Plain) -> set[str]:
    """Set given values that are not empty; `attributes` are added. Says which columns changed."""
    access.workspace  # noqa: B018 - refuses before a workspace is chosen
    columns = set()
    for name, value in given.items():
        if value in (None, "", {}):
            continue
        old = getattr(row, name)
        new = {**old, **value} if name == "attributes" else value
        if old != new:
            setattr(row, name, new)
            columns.add(name)
    return columns
