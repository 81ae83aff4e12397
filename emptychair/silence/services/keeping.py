"""The row of each customer, written anew by a reading."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.customers.services.writing_anew import write_anew
from emptychair.silence.models import SilenceReading
from emptychair.silence.types import AsOf, Unit, unit_of

_WRITTEN = (
    "as_of",
    "first_seen",
    "last_seen",
    "signs",
    "gap",
    "expected",
    "longest_usual",
    "percentile",
    "basis",
    "p_alive",
    "value",
    "is_customer",
    "is_silent",
    "is_listed",
    "false_share",
    "priority",
)


def keep_readings(
    access: Access, rows: Sequence[AsOf], *, today: date, paused: Collection[Unit]
) -> tuple[list[AsOf], list[SilenceReading]]:
    """Keep the readings of these customers; those who are still there, and their rows."""
    access.require(Permission.CUSTOMER_WRITE)
    made = [_reading(access.workspace, row, today, paused) for row in rows]
    mine = SilenceReading.objects.visible_to(access)
    written = write_anew(access, mine, made, _WRITTEN)
    there = {unit_of(row) for row in written}
    return [row for row in rows if row.unit in there], written


def _reading(
    workspace: Workspace, row: AsOf, today: date, paused: Collection[Unit]
) -> SilenceReading:
    is_silent = row.is_silent and row.unit not in paused
    kind, number = row.unit
    whose: dict[str, Any] = {f"{kind}_id": number}
    return SilenceReading(
        workspace=workspace,
        **whose,
        as_of=today,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        signs=row.signs,
        gap=row.gap,
        expected=row.expected,
        longest_usual=row.longest_usual,
        percentile=row.percentile,
        basis=row.basis,
        p_alive=row.p_alive,
        value=row.value,
        is_customer=row.is_customer,
        is_silent=is_silent,
        is_listed=is_silent and row.is_customer,
        false_share=row.false_share,
        priority=row.priority,
    )
